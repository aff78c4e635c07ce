import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE = `Usage: npm run bench -- [options]

Measures Tollgate beside two bare Node programs, in front of a simulated upstream on 127.0.0.1.

  --quick           one round of short measurements: a look in about two minutes
  --rounds N        rounds, the contenders in turn within each (3; with --quick 1)
  --only PATTERN    only the scenarios whose name matches this regular expression
  --out DIR         folder for the JSON and Markdown results (bench/results)
  --database-url U  a PostgreSQL for Tollgate, instead of the embedded database of each process
  --strict          exit with 1 when an answer failed or a target is missed or was not measured
  --help            this text
`;

/**
 * @typedef {object} Options
 * @property {boolean} isQuick
 * @property {boolean} isStrict
 * @property {number} rounds
 * @property {RegExp} only
 * @property {string} outDirectory
 * @property {string | undefined} databaseUrl
 */

/**
 * Reads the command line, or returns null when only the help text (printed here) was asked for.
 * Throws an Error that says which option is wrong.
 * @param {readonly string[]} argv
 * @returns {Options | null}
 */
export function readOptions(argv) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      'database-url': { type: 'string' },
      only: { type: 'string', default: '' },
      out: { type: 'string', default: fileURLToPath(new URL('./results', import.meta.url)) },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return null;
  }
  return {
    isQuick: values.quick,
    isStrict: values.strict,
    rounds: readRounds(values.rounds ?? (values.quick ? '1' : '3')),
    only: new RegExp(values.only, 'i'),
    outDirectory: values.out,
    databaseUrl: values['database-url'],
  };
}

function readRounds(text) {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= 20) return rounds;
  throw new Error(`--rounds must be a whole number from 1 to 20, not "${text}".`);
}
