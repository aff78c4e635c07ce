import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one run, and the user that services run as: not root, which PostgreSQL would refuse. */
export class WorkFolder {
  path = mkdtempSync(join(tmpdir(), 'tollgate-compose-'));
  user = serviceUser();

  constructor() {
    chmodSync(this.path, 0o755);
  }

  /** A folder in it that services may write to. @param {...string} names */
  writable(...names) {
    const path = this.make(...names);
    if (this.user !== undefined) chownSync(path, this.user.uid, this.user.gid);
    return path;
  }

  /** A folder in it that is only read. @param {...string} names */
  make(...names) {
    const path = join(this.path, ...names);
    mkdirSync(path, { recursive: true, mode: 0o755 });
    return path;
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** @returns {{ uid: number, gid: number } | undefined} undefined where this runs as an ordinary user already */
function serviceUser() {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (/** @type {string} */ flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
