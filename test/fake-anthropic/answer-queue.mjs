// @ts-check

/** @typedef {import('./start-fake-anthropic.mjs').AnswerSource} AnswerSource */
/** @typedef {import('./start-fake-anthropic.mjs').AnswerSpec} AnswerSpec */
/** @typedef {import('./start-fake-anthropic.mjs').FakeRequest} FakeRequest */
/** @typedef {import('./start-fake-anthropic.mjs').FakeRoute} FakeRoute */

/** Which spec answers the next request of a route: the oldest queued one, else the route's default. */
export class AnswerQueue {
  /** @type {{ source: AnswerSource, route: FakeRoute, left: number }[]} */
  #queued = [];
  /** @type {Map<FakeRoute, AnswerSource>} */
  #defaults = new Map();

  /** @param {AnswerSource} source @param {Pick<AnswerSpec, 'times' | 'route'>} options */
  add(source, { times = 1, route = 'messages' }) {
    this.#queued.push({ source, route, left: times });
  }

  /** @param {AnswerSource} source @param {Pick<AnswerSpec, 'route'>} options */
  setDefault(source, { route = 'messages' }) {
    this.#defaults.set(route, source);
  }

  /** @param {FakeRoute} route @param {FakeRequest} request @returns {AnswerSpec} */
  take(route, request) {
    const source = this.#dequeue(route) ?? this.#defaults.get(route) ?? {};
    return typeof source === 'function' ? source(request) : source;
  }

  reset() {
    this.#queued = [];
    this.#defaults.clear();
  }

  /** @param {FakeRoute} route */
  #dequeue(route) {
    const entry = this.#queued.find((queued) => queued.route === route);
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#queued.splice(this.#queued.indexOf(entry), 1);
    return entry.source;
  }
}
