import { VERIFY_USAGE } from '../verify/flags.ts';
import type { Command } from './command.ts';
import { refuseSecrets } from './flags.ts';

/** Compares an export with its manifests, or with the API. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Compare an export with its manifests, or with the API.',
  usage: () => VERIFY_USAGE,
  async run(args, env) {
    refuseSecrets(args);
    const { runVerify } = await import('../verify/command.ts');
    return runVerify([...args], { environment: env });
  },
};
