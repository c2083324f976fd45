import { type Message, rendered } from '../notices/notice.ts';
import type { Terminal } from '../notices/terminal.ts';
import { harmless, masksOf } from '../notices/terminal-text.ts';

/** How much is printed. */
export type Verbosity = 'quiet' | 'usual' | 'verbose';

/** Where messages go. */
export interface MessageStream {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** A terminal that keeps the outputs. */
export interface ShellTerminal extends Terminal {
  outputs: Readonly<Record<string, string>>;
}

const colours = { notice: 36, warning: 33, error: 31 };

/** Returns a terminal that writes plain text, a message a line: standard output is for what was asked for alone. */
export function createShellTerminal(
  stream: MessageStream,
  env: NodeJS.ProcessEnv,
  verbosity: Verbosity,
  reword: (message: string) => string,
): ShellTerminal {
  const secrets = new Set<string>();
  const outputs: Record<string, string> = {};
  // https://no-color.org
  const isColoured = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  let indent = '';

  function write(message: Message): void {
    stream.write(`${shown(rendered(message)).replaceAll(/^/gm, indent)}\n`);
  }

  /** The shell may be a step of a workflow, whose runner reads along. */
  function shown(text: string): string {
    let open = text;
    for (const secret of secrets) open = open.replaceAll(secret, '***');
    return harmless(open);
  }

  function label(level: keyof typeof colours, message: Message): void {
    const mark = isColoured ? `\u001b[${colours[level]}m${level}:\u001b[0m` : `${level}:`;
    stream.write(`${`${mark} ${shown(rendered(message))}`.replaceAll(/^/gm, indent)}\n`);
  }

  const silent = () => {};
  return {
    log: {
      debug: verbosity === 'verbose' ? write : silent,
      info: verbosity === 'quiet' ? silent : write,
      notice: verbosity === 'quiet' ? silent : (text) => label('notice', text),
      warning: (text) => label('warning', text),
      error: (text) => label('error', text),
    },
    startGroup(title) {
      if (verbosity !== 'quiet') write(title);
      indent = '  ';
    },
    endGroup() {
      indent = '';
    },
    setSecret(secret) {
      for (const mask of masksOf(secret)) secrets.add(mask);
    },
    setOutputs(given) {
      Object.assign(outputs, given);
    },
    // The log says the same in fewer words, and nobody reads Markdown in a shell.
    writeSummary: () => Promise.resolve(),
    fail(message) {
      label('error', reword(rendered(message)));
    },
    outputs,
  };
}
