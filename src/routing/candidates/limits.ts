import type { Candidate } from './candidate.js';

/** Whether one more call of this size would take a deployment over its rpm or tpm. */
export function isFull(candidate: Candidate, tokens: number, nowMs: number): boolean {
  const { rpm, tpm } = candidate.deployment;
  if (rpm === undefined && tpm === undefined) return false;
  return waitForRoom(candidate, tokens, nowMs) > 0;
}

/**
 * Milliseconds until one more call fits under rpm and tpm if nothing else comes; 0: it does now. A call that is larger
 * than tpm fits when nothing else is counted.
 */
export function waitForRoom({ deployment, figures }: Candidate, tokens: number, nowMs: number): number {
  const { rpm, tpm } = deployment;
  const requestsMs = rpm === undefined ? 0 : figures.requests.waitFor(1, rpm, nowMs);
  if (tpm === undefined) return requestsMs;
  const { heldTokens } = figures;
  const needed = heldTokens === 0 ? Math.min(tokens, tpm) : tokens + heldTokens;
  return Math.max(requestsMs, figures.tokens.waitFor(needed, tpm, nowMs));
}

/** The part of rpm or tpm that is used, whichever is more; 0 for one without limits. */
export function usedPart({ deployment, figures }: Candidate, nowMs: number): number {
  const { rpm, tpm } = deployment;
  const ofRequests = rpm === undefined ? 0 : figures.requests.at(nowMs) / rpm;
  const ofTokens = tpm === undefined ? 0 : figures.usedTokens(nowMs) / tpm;
  return Math.max(ofRequests, ofTokens);
}
