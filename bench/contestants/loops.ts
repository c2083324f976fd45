import { fileURLToPath } from 'node:url';
import { VERSION as OPENAI_VERSION } from 'openai/version';
import type { Contestant } from './contestant.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The least that any export has to do. */
export const bareLoop: Contestant = {
  name: 'bare loop',
  version: `Node ${process.versions.node}`,
  command: ({ url, adminKey, folder, from, to }) => ({
    program: process.execPath,
    args: [path('bare-loop.ts'), url, adminKey, folder, String(from), String(to)],
    folder,
  }),
};

/** A script with OpenAI's own package. */
export const officialPackage: Contestant = {
  name: 'official package',
  version: OPENAI_VERSION,
  command: ({ url, adminKey, folder }) => ({
    program: process.execPath,
    args: [path('official-package.ts'), url, adminKey, folder],
    folder,
  }),
};
