/** What the command's exit code says; 0 is success. */
export const EXIT = {
  failed: 1,
  wrongUsage: 2,
  notReachable: 3,
  refused: 4,
  notFound: 5,
} as const;

type FailureCode = (typeof EXIT)[keyof typeof EXIT];

/** Why a command did not do what it should: one line that says what to do, and the exit code that goes with it. */
export class CommandFailure extends Error {
  constructor(
    readonly exitCode: FailureCode,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}
