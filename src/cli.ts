#!/usr/bin/env node
import { runCommandLine } from './cli/commands.ts';

// Whoever reads the rows has seen enough, as with `| head`: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

// An export goes on where nobody reads its messages any more.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), process.env);

// Nothing is left to do, and a connection to a store that never answers must not hold the shell.
process.stdout.write('', () => process.exit());
