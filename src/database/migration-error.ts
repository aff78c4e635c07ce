/** The database cannot be brought to the state that this version needs. Trying again would not help: it stops the start. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
