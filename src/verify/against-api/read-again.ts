import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from '../../api/client.ts';
import type { Selection } from '../../archive/selection.ts';
import type { Destination } from '../../destinations/destination.ts';
import { folderDestination } from '../../destinations/folder/folder.ts';
import type { DestinationConfig } from '../../destinations/location.ts';
import { type ExportedResource, exportAll } from '../../export/export-all.ts';
import { createProgress } from '../../export/job/progress.ts';
import type { Log } from '../../notices/log.ts';
import { meetServer, refuseOtherOrganization } from '../../run/first-answer.ts';
import type { RowSpool } from '../../spool/row-spool.ts';
import type { RestoredState } from '../../state/restore.ts';

/** Requests under way at once, as a run has by default. */
const CONCURRENCY = 8;

/** What reading again takes. */
export interface ReadAgainOptions {
  client: Client;
  spool: RowSpool;
  /** A folder for what is read, which the caller removes. */
  folder: string;
  log: Log;
  /** Unix seconds of the machine's clock. */
  now: number;
  random: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  /** Hashes of the organisations that the manifests name. */
  organizations: ReadonlySet<string>;
}

/** What the API gives now, as an export of its own. */
export interface ReadAgain {
  destination: Destination;
  exported: Map<string, ExportedResource>;
}

/**
 * Reads resources again the way a run does, into a folder of their own. Throws if the key is not accepted, or is that of another
 * organisation.
 */
export async function readAgain(selections: Selection[], options: ReadAgainOptions): Promise<ReadAgain> {
  const { client, spool, log } = options;
  const folder = path.join(options.folder, 'again');
  await mkdir(folder, { recursive: true });
  const destination = folderDestination(folder, 'of what was read again');
  if (selections.length === 0) return { destination, exported: new Map() };
  const first = await meetServer(client, selections, Math.floor(options.now), log);
  refuseOtherOrganization(first.organization, options.organizations);
  const access: DestinationConfig = {
    location: { kind: 'folder', folder, name: 'again' },
    identity: 'again',
    binding: 'again',
    writeOnly: false,
    settledOnly: false,
    history: false,
  };
  const progress = createProgress({ lanes: new Map() });
  const context = { client, destination, spool, log, progress, now: first.now, concurrency: CONCURRENCY, access };
  const job = {
    config: { destination: access, state: 'auto' },
    context,
    organization: first.organization,
    sleep: options.sleep,
    random: options.random,
  } as const;
  return { destination, exported: await exportAll(job, selections, nothingKnown(selections)) };
}

/** Returns the state before a first run. */
function nothingKnown(selections: Selection[]): RestoredState {
  return {
    source: 'none',
    resources: new Map(
      selections.map(({ resource }) => [
        resource.name,
        { manifest: undefined, files: new Set<string>(), isDone: () => false },
      ]),
    ),
    cached: new Map(),
    organizations: new Set(),
  };
}
