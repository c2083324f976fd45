#!/usr/bin/env node

import { programName } from './commands/command.ts';
import { runCommandLine } from './commands/commands.ts';
import { rendered } from './notices/notice.ts';
import { harmless } from './notices/terminal-text.ts';
import { endingMessage } from './run/ending-message.ts';

// Nobody needs to read to the end, as with `| head`: the exit code is that of what was done, not of what was read.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`${programName}: Failed to write to standard output: ${harmless(error.message)}\n`);
  process.exit(1);
});

// An export goes on where nobody reads its messages any more.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// Node would print the error as it is, and what an error quotes may steer a terminal.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${programName}: ${harmless(rendered(endingMessage(error)))}\n`);
  process.exit(1);
});

process.exitCode = await runCommandLine(process.argv.slice(2), process.env);

// Nothing is left to do, and a connection to a store that never answers must not hold the shell.
process.stdout.write('', () => process.exit());
