import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Command, programName, UsageError } from './command.ts';
import { readArguments } from './flags.ts';
import { wrapped } from './help-text.ts';

/** Runs the demo, which is a program of its own: it brings a simulated organisation. */
export const demoCommand: Command = {
  name: 'demo',
  summary: 'See two nights of a simulated organisation, without a key.',
  usage: () =>
    [
      `Usage: ${programName} demo\n`,
      `${wrapped('Runs the export for two nights against a simulated organisation on this machine, and shows the log and the files, which it leaves in ./demo-data. It needs no key and no network.')}\n`,
    ].join('\n'),
  run(args, { env }) {
    const { positionals } = readArguments(args, []);
    if (positionals.length > 0) throw new UsageError('demo takes no arguments');
    const child = spawn(process.execPath, [fileURLToPath(new URL('demo.js', import.meta.url))], {
      stdio: 'inherit',
      env,
    });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
  },
};
