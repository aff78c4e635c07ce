/** Where a command writes, and whom it can ask. */
export interface Terminal {
  /** Writes what was asked for. */
  readonly writeOut: (text: string) => void;
  /** Writes a line beside it: hints and errors. */
  readonly print: (line: string) => void;
  /** What was asked for is read by a person, not by a program. */
  readonly isTerminal: boolean;
  readonly hasColors: boolean;
  /** Asks a person; absent where nobody is there to answer. */
  readonly ask?: (question: string) => Promise<string>;
}
