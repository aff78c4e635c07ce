import { Agent } from 'node:http';

import { type Exchange, faultOfChat, faultOfMessages } from './fuzz/judge-exchange.js';
import { makeMutant, type Mutant } from './fuzz/make-mutant.js';
import { VALID_CHAT_BODIES } from './fuzz/valid-chat-bodies.js';
import { VALID_COUNT_BODIES, VALID_MESSAGES_BODIES } from './fuzz/valid-messages-bodies.js';
import { post } from './http-call.js';
import { type Pair, startPair } from './start-pair.js';

/** For each route. A seed replays: body n of a seed is the same whatever the number of bodies. */
const BODIES = Number(process.env.FUZZ_BODIES ?? 1500);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_101);
const AT_ONCE = 8;
const LONGEST_MS = 30_000 + BODIES * 30;
/** Goes up with the request, so that upstream's record of it can be found. */
const MARK = 'anthropic-test-mark';
const MOST_FAULTS_SHOWN = 10;

const ROUTES = [
  { path: '/v1/chat/completions', bodies: VALID_CHAT_BODIES, faultOf: faultOfChat },
  {
    path: '/v1/messages',
    bodies: VALID_MESSAGES_BODIES,
    faultOf: (exchange: Exchange) => faultOfMessages(exchange, true),
  },
  {
    path: '/v1/messages/count_tokens',
    bodies: VALID_COUNT_BODIES,
    faultOf: (exchange: Exchange) => faultOfMessages(exchange, false),
  },
];

let pair: Pair;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

beforeAll(async () => {
  pair = await startPair({ keepRequests: 4 * AT_ONCE });
});

afterAll(async () => {
  agent.destroy();
  await pair.close();
});

async function exchange(path: string, mutant: Mutant, number: number): Promise<Exchange> {
  const mark = `${path} ${number}`;
  const answer = await post({ port: pair.port, path, body: mutant.bytes, headers: { [MARK]: mark }, agent });
  const upstream = pair.fake.requests.findLast(({ headers }) => headers[MARK] === mark);
  return { mutant, answer, upstream };
}

/** Sends body after body, several at once, and resolves with a description of each that was answered wrongly. */
async function findFaults({ path, bodies, faultOf }: (typeof ROUTES)[number]): Promise<string[]> {
  const faults: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < BODIES && faults.length < MOST_FAULTS_SHOWN) {
      const number = next++;
      const mutant = makeMutant(bodies, SEED, number);
      const fault = await exchange(path, mutant, number).then(faultOf, String);
      if (fault !== undefined)
        faults.push(`body ${number} of seed ${SEED}: ${fault}\n${mutant.text.slice(0, 2000)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults;
}

describe.each(ROUTES)('$path and bodies that are damaged or odd', (route) => {
  it('answers the bodies that they are made from', async () => {
    for (const body of route.bodies) {
      const { status, text } = await post({ port: pair.port, path: route.path, body: body as object });
      expect(status === 200 ? '' : text).toBe('');
    }
  });

  it(
    `answers ${BODIES} of them or refuses them with a 4xx, before upstream hears of an invalid one`,
    async () => {
      expect(await findFaults(route)).toEqual([]);
      expect(pair.fake.openRequests()).toBe(0);
    },
    LONGEST_MS,
  );
});
