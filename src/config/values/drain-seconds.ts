import { seconds } from './scalar-kinds.js';

/** How long the end of the gateway may take; 0 is at once. */
export const drainSeconds = seconds({ least: 0, example: '30' });
