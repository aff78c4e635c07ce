import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectRoot } from '../project-root.mjs';

/**
 * Where a container would have its files: its secrets, volumes and tmpfs, each a path of this machine. Only what the
 * service lists is there.
 */
export class ServicePlace {
  /** Here, by where it is inside. @type {Map<string, string>} */
  #paths = new Map();

  /**
   * @param {string} name of the instance
   * @param {import('./compose-file.mjs').Service} service
   * @param {import('./work-folder.mjs').WorkFolder} folder
   * @param {string} secrets the folder with every secret
   */
  constructor(name, service, folder, secrets) {
    for (const secret of service.secrets ?? []) this.#addSecret(secret, { name, folder, secrets });
    for (const volume of service.volumes ?? []) this.#addVolume(volume, folder);
    for (const mount of service.tmpfs ?? []) {
      const inside = mount.split(':')[0] ?? '';
      this.#paths.set(inside, folder.writable(name, 'tmpfs', inside));
    }
  }

  /** What a text of the container means here. @param {string} text */
  translate(text) {
    if (this.#paths.size === 0) return text;
    const inside = [...this.#paths.keys()].map((path) => path.replaceAll('.', '\\.')).join('|');
    const pattern = new RegExp(`(?<![\\w./-])(?:${inside})(?![\\w.-])`, 'g');
    return text.replace(pattern, (path) => this.#paths.get(path) ?? path);
  }

  /** @param {Record<string, string>} [environment] */
  translateAll(environment = {}) {
    return Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, this.translate(String(value))]),
    );
  }

  /** @param {string} secret @param {{ name: string, folder: import('./work-folder.mjs').WorkFolder, secrets: string }} options */
  #addSecret(secret, { name, folder, secrets }) {
    const here = join(folder.make(name, 'run/secrets'), secret);
    copyFileSync(join(secrets, secret), here);
    this.#paths.set(`/run/secrets/${secret}`, here);
  }

  /** @param {string} volume @param {import('./work-folder.mjs').WorkFolder} folder */
  #addVolume(volume, folder) {
    const [source = '', inside = ''] = volume.split(':');
    const isNamed = !source.startsWith('.');
    const here = isNamed ? folder.writable('volumes', source) : resolve(projectRoot, source);
    if (!existsSync(here)) throw new Error(`docker-compose.yml mounts ${source}, which is not there.`);
    this.#paths.set(inside, here);
  }
}
