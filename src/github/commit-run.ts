import { manifestPath, resourceOf, resourceOfManifest } from '../archive/layout.ts';
import { StorageError } from '../notices/errors.ts';
import type { BranchWork } from './branch-work.ts';

/** As often as another run may be faster: each time it is, somebody has made progress. */
const MOST_ATTEMPTS = 30;

/** How a run answers to another one that committed first. */
export interface RaceAnswers {
  /** Exports these resources again, on top of what the other run committed. */
  exportAgain(resources: string[]): Promise<void>;
  /** Lays this run's part of these resources' manifests over those that the other run committed. */
  saveManifestsAgain(resources: string[]): Promise<void>;
  /** Writes what is made from the data of all resources: the findings. */
  auditAgain(): Promise<void>;
  pause(attempt: number): Promise<void>;
}

/**
 * Commits what a run wrote, as one commit; where another was faster, the run's changes are laid over the new head and tried
 * again. Files of data that both wrote are exported again, because only then are events united and changes compared with what
 * is there now.
 * @returns the commit; undefined if nothing has changed.
 */
export async function commitRun(work: BranchWork, answers: RaceAnswers): Promise<string | undefined> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const result = await work.commit();
    if (result.kind === 'nothing') return undefined;
    if (result.kind === 'committed') return result.sha;
    const data = new Set<string>();
    const manifests = new Set<string>();
    for (const path of result.conflicts) {
      const listed = resourceOfManifest(path);
      if (listed !== undefined) manifests.add(listed);
      else data.add(resourceOf(path));
    }
    const written = [...work.destination.written().keys()];
    for (const resource of data) {
      manifests.delete(resource);
      work.destination.forget(written.filter((path) => resourceOf(path) === resource));
    }
    // The manifest that the other run committed is what this run's part is laid over, not its own text.
    work.destination.forget([...manifests].map(manifestPath));
    if (data.size > 0) await answers.exportAgain([...data]);
    if (manifests.size > 0) await answers.saveManifestsAgain([...manifests]);
    await answers.auditAgain();
    await answers.pause(attempt);
  }
  throw new StorageError(
    'overlapping-runs',
    `Failed to commit to the branch ${work.target.branch}: it moved on ${MOST_ATTEMPTS} times while this run tried. Let fewer runs commit at once, for example with \`concurrency\`.`,
  );
}
