import { placesText } from '../destinations/registry.ts';
import { type Command, programName } from './command.ts';
import { entry, flagEntry, section, wrapped } from './help-text.ts';
import { credentialsText } from './open-place.ts';
import { apiFlags, commonFlags, verifyQuestion } from './verify-question.ts';

/** Compares an export with its manifests, or with the API. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Compare an export with its manifests, or with the API.',
  usage: () =>
    [
      `Usage: ${programName} verify <destination> [flags]\n`,
      `${wrapped('Compares every file of an export with its manifest: there or not, SHA-256, bytes, rows, order, no event twice, columns. Names gaps, files that no manifest lists, and what could not be read. Reads and never writes. The page goes to standard output.')}\n`,
      `${entry('<destination>', `A ${placesText}; may be left out if --config has it.`)}\n`,
      section('Flags', commonFlags.map(flagEntry)),
      section('With the API', apiFlags.map(flagEntry)),
      `${wrapped(`${credentialsText} Exit codes: 0 all right, 1 something is wrong, too old, or could not be verified, 2 wrong use.`)}\n`,
    ].join('\n'),
  async run(args, shell) {
    const question = verifyQuestion(args, shell.now());
    const { runVerify } = await import('./run-verify.ts');
    return runVerify(question, shell);
  },
};
