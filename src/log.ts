/** Where the run tells the user what happens; `main` gives one that speaks the runner's language. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  /** Worth knowing, nothing to do. */
  notice(message: string): void;
  warning(message: string): void;
  error(message: string): void;
}
