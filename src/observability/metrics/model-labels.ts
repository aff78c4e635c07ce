import { NONE, OTHER } from './labels.js';

const MOST_REMEMBERED = 1000;
const DATE = /[-@]\d{8}$/;

/**
 * The labels that models have in metrics. Callers choose model names, so only those that the configuration knows, with
 * or without a release's date, are labels; all others are one.
 */
export class ModelLabels {
  private readonly labels = new Map<string, string>();
  private names: ReadonlySet<string> | undefined;

  /** `listNames` is asked seldom: at the first model, and after each `refresh`. */
  constructor(private readonly listNames: () => Iterable<string>) {}

  labelOf(model: string | undefined): string {
    if (model === undefined || model === '') return NONE;
    const known = this.labels.get(model);
    if (known !== undefined) return known;
    const label = this.find(model);
    if (this.labels.size >= MOST_REMEMBERED) this.labels.clear();
    this.labels.set(model, label);
    return label;
  }

  /** Names may have come or gone. */
  refresh(): void {
    this.names = undefined;
    this.labels.clear();
  }

  private find(model: string): string {
    const names = (this.names ??= new Set(this.listNames()));
    if (names.has(model)) return model;
    const undated = model.replace(DATE, '');
    return names.has(undated) ? undated : OTHER;
  }
}
