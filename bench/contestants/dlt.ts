import { fileURLToPath } from 'node:url';
import { dltVersion, installDlt } from '../dlt/install.ts';
import type { Contestant } from './contestant.ts';

const SCRIPT = fileURLToPath(new URL('../dlt/export_events.py', import.meta.url));

/** Returns dlt, installed if it is not. Throws if it cannot be installed. */
export async function prepareDlt(): Promise<Contestant> {
  const python = await installDlt();
  return {
    name: 'dlt',
    version: dltVersion(),
    command: ({ url, adminKey, folder, from, isIncremental }) => ({
      program: python,
      args: [SCRIPT, url, adminKey, folder, String(from), String(isIncremental)],
      folder,
      env: { RUNTIME__DLTHUB_TELEMETRY: 'false' },
    }),
  };
}
