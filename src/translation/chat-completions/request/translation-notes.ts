import { invalid } from './read-json.js';

/** Collects what a translation finds out beside the body: betas that it needs and parameters that it left out. */
export class TranslationNotes {
  // Sets that are made when there is something to put into them, which most requests never have.
  #betas: Set<string> | undefined;
  #droppedParams: Set<string> | undefined;

  constructor(readonly dropParams: boolean) {}

  get betas(): string[] {
    return this.#betas === undefined ? [] : [...this.#betas];
  }

  get droppedParams(): string[] {
    return this.#droppedParams === undefined ? [] : [...this.#droppedParams];
  }

  needBeta(beta: string): void {
    this.#betas ??= new Set();
    this.#betas.add(beta);
  }

  /** Records a parameter that is left out whatever the caller says about `drop_params`. */
  drop(param: string): void {
    this.#droppedParams ??= new Set();
    this.#droppedParams.add(param);
  }

  /** Leaves the parameter out when the caller allows that, else refuses the request with a 400 that names it. */
  dropOrRefuse(param: string, message: string): void {
    if (!this.dropParams) throw invalid(param, `${message} Remove it, or set drop_params to leave it out.`);
    this.drop(param);
  }
}
