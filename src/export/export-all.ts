import { noticeOf } from '../api/explain.ts';
import { backoff } from '../api/retry-delay.ts';
import { openArchive } from '../archive/archive.ts';
import type { Manifest } from '../archive/manifest.ts';
import type { ManifestChange } from '../archive/merge.ts';
import { type ManifestWriting, saveManifest } from '../archive/save-manifest.ts';
import type { Selection } from '../archive/selection.ts';
import type { DestinationConfig } from '../destinations/location.ts';
import { StorageError } from '../notices/errors.ts';
import { collectingLog, type Log } from '../notices/log.ts';
import { rendered } from '../notices/notice.ts';
import { replayTogether } from '../notices/notice-groups.ts';
import type { RestoredState } from '../state/restore.ts';
import type { ExportContext } from './job/context.ts';
import type { Outcome } from './job/outcome.ts';
import { leftSnapshots } from './plan/due-snapshots.ts';
import { parentReadsOf } from './read/parent-reads.ts';
import { createSnapshotReader } from './read/snapshot-reader.ts';
import { exportResource } from './resource-export.ts';

/** Doublings of the pause between two attempts to write a manifest, at most: some seconds. */
const LONGEST_MANIFEST_PAUSE = 4;

/** What the export of several resources is given. */
export interface ExportJob {
  config: { destination: DestinationConfig; state: 'auto' | 'cache' };
  context: ExportContext;
  /** Hash of the organisation that the key belongs to if the API names it. */
  organization: string | undefined;
  sleep: (milliseconds: number) => Promise<void>;
  random: () => number;
}

/** What came of one resource. */
export interface ExportedResource {
  outcome: Outcome;
  /** As it is stored now; undefined if the resource was never exported. */
  manifest?: Manifest;
  /** Lays what was done over the manifest that is stored by now: another run may have written it meanwhile. */
  saveAgain(): Promise<void>;
}

/** Exports resources side by side: changes, data and manifests. By name of the resource, in the order given. */
export async function exportAll(
  job: ExportJob,
  selections: Selection[],
  state: RestoredState,
): Promise<Map<string, ExportedResource>> {
  const { context } = job;
  const left = leftSnapshots(selections, state.resources, context.now);
  const due = selections.filter(({ resource: { name } }) => !left.has(name));
  const { writeOnly } = job.config.destination;
  const readsOf = (name: string) => {
    const [selection, known] = [due.find(({ resource }) => resource.name === name), state.resources.get(name)];
    return selection && known && parentReadsOf(selection, known, context.now, writeOnly);
  };
  const reader = createSnapshotReader({ ...context, selected: due.map(({ resource }) => resource), readsOf });
  const logs = selections.map(() => collectingLog());
  const writing: ManifestWriting = {
    destination: context.destination,
    writeOnly,
    hashOf: openArchive(context.destination).hash,
    pause: (attempt) => job.sleep(backoff(Math.min(attempt, LONGEST_MANIFEST_PAUSE), job.random)),
  };
  const results = await Promise.allSettled(
    selections.map(async (selection, index): Promise<[string, ExportedResource]> => {
      const { name } = selection.resource;
      const own = { ...context, log: logs[index] as Log };
      const known = state.resources.get(name) ?? { manifest: undefined, isDone: () => false };
      const fallback = job.config.state === 'cache' ? known.manifest : undefined;
      let manifest = known.manifest;
      let last: ManifestChange | undefined;
      const save = async (change: ManifestChange) => {
        last = change;
        manifest = await saveManifest(writing, name, change, known.manifest, fallback);
      };
      const { organization } = job;
      const outcome = await exportResource({
        ...{ context: own, selection, state: known, reader, organization, save },
        left: left.get(name),
      });
      await publishManifest(outcome, save);
      return [
        name,
        {
          outcome,
          get manifest() {
            return manifest;
          },
          async saveAgain() {
            if (last) await save(last);
          },
        } as ExportedResource,
      ];
    }),
  );
  // Resources are read side by side; their notices come one resource after the other.
  replayTogether(
    selections.map(({ resource: { name } }, index) => ({ resource: name, lines: logs[index]?.lines ?? [] })),
    context.log,
  );
  const bug = results.find((result) => result.status === 'rejected');
  if (bug) throw bug.reason;
  return new Map(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
}

async function publishManifest(outcome: Outcome, save: (change: ManifestChange) => Promise<void>): Promise<void> {
  if (!outcome.change) return;
  try {
    await save(outcome.change);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // What no manifest records does not count as exported.
    const problem = noticeOf(error);
    if (!outcome.problems.some((known) => rendered(known) === rendered(problem))) outcome.problems.push(problem);
    outcome.status = 'failed';
  }
}
