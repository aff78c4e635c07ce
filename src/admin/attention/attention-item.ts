/** What is pointed out. */
type AttentionKind =
  | 'key_near_budget'
  | 'team_near_budget'
  | 'user_near_budget'
  | 'deployment_unavailable'
  | 'model_without_price'
  | 'model_near_retirement';

/** Something that whoever runs the gateway should look at. */
export interface AttentionItem {
  kind: AttentionKind;
  severity: 'warning' | 'critical';
  subject: { type: 'key' | 'team' | 'user' | 'deployment' | 'model'; id: string; name: string };
  /** A sentence. */
  message: string;
  /** What it says, as figures; which ones depends on `kind`. */
  details: Record<string, unknown>;
}

/** What is critical stands first; otherwise as it was found. */
export function bySeverity(items: readonly AttentionItem[]): AttentionItem[] {
  const of = (severity: AttentionItem['severity']) => items.filter((item) => item.severity === severity);
  return [...of('critical'), ...of('warning')];
}
