import type { GatewayConfig } from '../config/gateway-config.js';
import { type RunningServer, startServer } from '../main.js';
import { bringOverJournals } from './journal-folders.js';

/** Starts the gateway in this process alone, and takes up what workers before it have left. */
export async function startAlone(config: GatewayConfig): Promise<RunningServer> {
  await bringOverJournals(config.dataDir, 1);
  return await startServer(config);
}
