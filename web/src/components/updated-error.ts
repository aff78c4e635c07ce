/** The gateway has files of another version of the console than the one that is open. */
export class UpdatedError extends Error {
  constructor(cause: unknown) {
    super('The console was updated.', { cause });
    this.name = new.target.name;
  }
}
