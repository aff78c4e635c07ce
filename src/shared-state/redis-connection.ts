import { Redis, type RedisOptions } from 'ioredis';

import type { RedisScript } from './redis-script.js';

/** A socket whose other side does not answer is given up so soon after its end was asked for. */
const DISCONNECT_MS = 100;

export type RedisArgument = string | number;

/** What a connection tells of itself. */
export interface ConnectionListener {
  onMessage(channel: string, text: string): void;
  /** Told once, unless it was closed from here. */
  onLost(reason: Error): void;
}

/**
 * One connection for commands and one for messages, which stand and fall together. Neither comes back by itself: what
 * is lost is followed by a new pair.
 */
export class RedisConnection {
  private readonly commands: Redis;
  private readonly messages: Redis;
  private isOver = false;
  private failure: Error | undefined;

  constructor(
    url: string,
    connectLimitMs: number,
    private readonly listener: ConnectionListener,
  ) {
    this.commands = new Redis(url, { ...optionsOf('commands', connectLimitMs), enableAutoPipelining: true });
    this.messages = new Redis(url, optionsOf('messages', connectLimitMs));
    for (const redis of [this.commands, this.messages]) {
      redis.on('error', (error: Error) => this.lose(error));
      redis.on('end', () => this.lose(new Error('The connection was closed.')));
    }
    this.messages.on('message', (channel: string, text: string) => listener.onMessage(channel, text));
  }

  /** Resolves when both are there, Redis knows the scripts, and messages are heard. */
  async open(scripts: readonly RedisScript[], channels: readonly string[]): Promise<void> {
    try {
      await Promise.all([this.commands.connect(), this.messages.connect()]);
      await Promise.all(scripts.map(({ lua }) => this.commands.script('LOAD', lua)));
      if (channels.length > 0) await this.messages.subscribe(...channels);
    } catch (error) {
      // The event tells why; the promise only that it is over.
      throw this.failure ?? error;
    }
  }

  /** Those of one turn of the event loop go together, and all in their order. */
  run({ sha }: RedisScript, keys: readonly string[], parameters: readonly RedisArgument[]): Promise<unknown> {
    return this.commands.evalsha(sha, keys.length, ...keys, ...parameters);
  }

  publish(channel: string, text: string): Promise<unknown> {
    return this.commands.publish(channel, text);
  }

  /** Resolves when messages would be heard. */
  pingMessages(): Promise<unknown> {
    return this.messages.ping();
  }

  /** At once: what is under way fails, or is never answered. */
  close(): void {
    this.isOver = true;
    this.commands.disconnect();
    this.messages.disconnect();
  }

  private lose(reason: Error): void {
    if (this.isOver) return;
    this.failure = reason;
    this.close();
    this.listener.onLost(reason);
  }
}

function optionsOf(purpose: string, connectTimeout: number): RedisOptions {
  return {
    lazyConnect: true,
    connectionName: `tollgate-${purpose}`,
    connectTimeout,
    disconnectTimeout: DISCONNECT_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    retryStrategy: null,
  };
}
