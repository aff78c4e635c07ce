import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { waitUntil } from '../database/wait-until.js';
import { freePort } from '../free-port.js';

/**
 * A load balancer as operators know it. It tries no request twice that may have been served; one that could not be
 * connected goes to the other gateway. By `max_fails=0` it remembers nothing of that: it would go on taking a gateway
 * for dead that is back, while the next one is being stopped.
 */
export interface Nginx {
  port: number;
  /** What it complained of. */
  errors(): string;
  close(): Promise<void>;
}

const FOLDERS = ['/usr/sbin', '/usr/local/sbin', ...(process.env.PATH ?? '').split(delimiter)];
const BINARY = FOLDERS.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));

/** `describe` for suites that need nginx: skipped, with the reason in the name, where there is none. */
export const describeWithNginx: (name: string, suite: () => void) => void =
  BINARY === undefined
    ? (name, suite) => describe.skip(`${name} (skipped: nginx is not on this machine)`, suite)
    : describe;

/** Starts nginx before gateways on these ports of the loopback address. */
export async function startNginx(gatewayPorts: readonly number[]): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-nginx-'));
  const port = await freePort();
  const errorLog = join(folder, 'error.log');
  writeFileSync(join(folder, 'nginx.conf'), configFor(folder, port, gatewayPorts));
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', errorLog];
  execFileSync(String(BINARY), [...args, '-t'], { stdio: 'pipe' });
  const nginx = spawn(String(BINARY), args, { stdio: 'ignore' });
  const exited = once(nginx, 'exit');
  await untilItListens(port);
  return {
    port,
    errors: () => readFileSync(errorLog, 'utf8'),
    close: async () => {
      nginx.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configFor(folder: string, port: number, gatewayPorts: readonly number[]): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
  upstream gateways {
    ${gatewayPorts.map((gatewayPort) => `server 127.0.0.1:${gatewayPort} max_fails=0;`).join('\n    ')}
    keepalive 32;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://gateways;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host 127.0.0.1;
      proxy_buffering off;
      proxy_request_buffering off;
      proxy_next_upstream error timeout;
    }
  }
}
`;
}

async function untilItListens(port: number): Promise<void> {
  let isListening = false;
  const look = (): boolean => {
    const socket = connect(port, '127.0.0.1', () => {
      isListening = true;
      socket.destroy();
    });
    socket.on('error', () => {});
    return isListening;
  };
  await waitUntil(look);
}
