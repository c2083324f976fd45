import type { Archive } from '../archive/archive.ts';
import type { ChangeTrail } from '../archive/change-files.ts';
import { snapshotFile } from '../archive/current-files.ts';
import type { Manifest } from '../archive/manifest.ts';
import { changeReader } from '../audit/read/change-cells.ts';
import type { Resource } from '../catalogue/resource.ts';
import { problemOfFile } from './check-file.ts';
import type { Problem } from './report.ts';

/** What the change log of a resource turned out to be. */
export interface Trail {
  /** Files whose lines are to be read. */
  paths: string[];
  problems: Problem[];
  notes: string[];
}

/**
 * Follows the change log by the names of its files: each leads from one content to the next, and the last one to what is stored.
 * It can be followed from end to end only if no field moves by itself: a content that differs in such fields alone has no file.
 */
export function followTrail(manifest: Manifest, resource: Resource, changes: ChangeTrail): Trail {
  const { files, trail, leftover, strange } = changes;
  const problems = strange.map(
    (path): Problem => ({
      kind: 'wrong',
      text: `\`${path}\` has no name of the change log`,
      remedy: 'Remove it, if it is not yours.',
    }),
  );
  const current = snapshotFile(manifest)?.sha256;
  const notes: string[] = [];
  if (leftover.length > 0) {
    notes.push(
      `${leftover.map(({ path }) => `\`${path}\``).join(', ')}: from a run that was interrupted before it wrote the snapshot; the next run clears it away`,
    );
  }
  const moves = resource.columns.some(({ volatile }) => volatile) || resource.columns.length === 0;
  if (!moves) notes.push(...breaks(trail, current));
  return { paths: files.map(({ path }) => path), problems, notes };
}

/** A break has reasons that are none of anybody's doing, so that it is told and nothing more. */
function breaks(trail: { path: string; before: string; after: string }[], current: string | undefined): string[] {
  const why =
    'a file of the change log is missing, or `format` or `privacy` was changed, or rows came that could not be read before';
  const found = trail.flatMap(({ path, before }, index) => {
    const previous = trail[index - 1];
    return previous === undefined || previous.after === before
      ? []
      : [
          `the change log breaks off before \`${path}\` (what \`${previous.path}\` leads to is not where it begins): ${why}`,
        ];
  });
  const last = trail.at(-1);
  if (last && current !== undefined && last.after !== current.slice(0, 12)) {
    found.push(
      `the change log does not lead to the snapshot that is stored (\`${last.path}\` is its last file): ${why}`,
    );
  }
  return found;
}

/** Reads a file of the change log; what is wrong with it, if anything is. */
export async function checkChangeFile(
  archive: Archive,
  manifest: Manifest,
  path: string,
): Promise<Problem | undefined> {
  const lineOf = changeReader(manifest);
  try {
    await archive.lines(path, (line) => void lineOf(line, ''));
    return undefined;
  } catch (error) {
    const remedy = 'Restore it from an earlier version (git, versions of the bucket, a backup).';
    return problemOfFile(error, remedy);
  }
}
