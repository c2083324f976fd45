import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildAction } from './action.ts';
import type { Contestant } from './contestant.ts';
import { prepareDlt } from './dlt.ts';
import { bareLoop, officialPackage } from './loops.ts';
import { installOpenaiCli } from './openai-cli.ts';

/** Who can be measured on this machine, and why others cannot. */
export interface Contestants {
  present: Map<string, Contestant>;
  missing: { name: string; why: string }[];
}

/** Builds or installs each of those that are wanted. */
export async function prepareContestants(isWanted: (name: string) => boolean): Promise<Contestants> {
  const binFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'openai-admin-export/bin');
  const makers: Record<string, () => Contestant | Promise<Contestant>> = {
    'this action': buildAction,
    'bare loop': () => bareLoop,
    'official package': () => officialPackage,
    dlt: prepareDlt,
    "OpenAI's CLI": () => installOpenaiCli(binFolder),
  };
  const contestants: Contestants = { present: new Map(), missing: [] };
  for (const [name, make] of Object.entries(makers)) {
    if (!isWanted(name)) continue;
    try {
      contestants.present.set(name, await make());
    } catch (error) {
      contestants.missing.push({ name, why: (error as Error).message });
    }
  }
  return contestants;
}
