import { formatCount } from '../../components/tokens.js';

/** `1 call`, `12.3K calls`. */
export function callsText(calls: number): string {
  return `${formatCount(calls)} ${calls === 1 ? 'call' : 'calls'}`;
}
