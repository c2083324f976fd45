import { type Archive, openArchive } from '../archive/archive.ts';
import { partitionFiles } from '../archive/current-files.ts';
import { listedFolders } from '../archive/layout.ts';
import type { Manifest } from '../archive/manifest.ts';
import { secondsOf } from '../archive/row-keys.ts';
import type { StoredFiles } from '../destinations/destination.ts';
import type { RowSpool } from '../spool/row-spool.ts';
import { list } from '../text/list.ts';
import { checkChangeFile, followTrail } from './change-trail.ts';
import { checkFile, type ListedFile } from './check-file.ts';
import { coverageOf } from './coverage.ts';
import { collectEventIds, type EventIds } from './event-ids.ts';
import { contradictions, lackingFormats } from './manifest-claims.ts';
import type { Progress } from './progress.ts';
import { emptyReport, type Problem, type ResourceReport } from './report.ts';
import { plainCells } from './row-checks.ts';
import type { StoredManifest } from './stored-manifests.ts';

/** Ids that are there twice are named up to so many. */
const MOST_IDS = 10;

/** What the verification of every resource has in common. */
export interface VerifyContext {
  destination: StoredFiles;
  spool: RowSpool;
  progress: Progress;
  /** Unix seconds. */
  now: number;
}

/** A resource that is being verified: its files are read as `tasks` are worked through, in any order and side by side. */
export interface ResourceWork {
  tasks: (() => Promise<void>)[];
  /** What was found out, once all tasks are done. */
  finish(): Promise<{ report: ResourceReport; newestRow: number }>;
}

/** Looks at everything of a resource that takes no reading of its data, and prepares that. */
export async function beginResource(context: VerifyContext, stored: StoredManifest): Promise<ResourceWork> {
  const { destination, now } = context;
  const { resource, manifest } = stored;
  const report: ResourceReport = { ...emptyReport(resource.name), manifestSha256: stored.sha256 };
  const coverage = coverageOf(manifest, resource, now);
  const archive = openArchive(destination, false);
  const [changes, ...listed] = await Promise.all([
    archive.changes(manifest),
    ...listedFolders(resource.name).map((folder) => destination.list(folder)),
  ]);
  const trail = followTrail(manifest, resource, changes);
  report.covered = coverage.covered;
  report.problems.push(...contradictions(manifest, now), ...coverage.gaps, ...trail.problems);
  report.problems.push(...extraFiles(manifest, listed.flat()));
  report.notes.push(...coverage.notes, ...lackingFormats(manifest), ...trail.notes);

  const ids = resource.kind === 'events' ? collectEventIds(context.spool) : undefined;
  const newest = { row: Number.NEGATIVE_INFINITY };
  const counted = countedPaths(manifest);
  // Each in its own place, so that problems come in the order of the files however these are read.
  const problems: (Problem | undefined)[] = [];
  const files = listedFiles(manifest);
  const readers = files.map((file, index) => async () => {
    const found = await checkListed({ ...context, archive }, stored, file, {
      ids: counted.has(file.path) ? ids : undefined,
      newest,
    });
    problems[index] = found.problem;
    report.files += 1;
    report.bytes += found.bytes;
    if (counted.has(file.path)) report.rows += found.rows;
    report.notes.push(...found.notes);
  });
  const changeReaders = trail.paths.map((path, index) => async () => {
    problems[files.length + index] = await checkChangeFile(archive, manifest, path);
    report.files += 1;
  });
  const tasks = [...readers, ...changeReaders].map((read) => async () => {
    await read();
    context.progress.fileDone();
  });
  context.progress.expect(tasks.length);
  return {
    tasks,
    async finish() {
      report.problems.push(...problems.filter((problem) => problem !== undefined));
      if (ids) {
        report.problems.push(...(await repeatedIds(ids)));
        await ids.discard();
      }
      return { report, newestRow: newest.row };
    },
  };
}

async function checkListed(
  { archive, progress }: VerifyContext & { archive: Archive },
  { resource }: StoredManifest,
  file: ListedFile,
  seen: { ids: EventIds | undefined; newest: { row: number } },
) {
  const { ids, newest } = seen;
  return checkFile(archive, resource, file, {
    bytes: progress.bytes,
    pause: () => ids?.makeRoom() ?? Promise.resolve(),
    row({ row, value }) {
      if (resource.timeField === undefined) return;
      const plain = row.form === 'cells' ? plainCells(value) : value;
      newest.row = Math.max(newest.row, secondsOf(plain[resource.timeField]) ?? newest.row);
      if (ids && resource.kind === 'events') ids.add(resource.key.map((name) => plain[name]).join(' '), file.path);
    },
  });
}

/** Returns every file that a manifest lists, the kept snapshots too, each once. */
function listedFiles({ entries, history = [] }: Manifest): ListedFile[] {
  const files = new Map<string, ListedFile>();
  for (const entry of history) files.set(entry.path, { ...entry, unknown_columns: 'not told' });
  for (const { path, ...entry } of entries) if (path !== undefined) files.set(path, { ...entry, path });
  return [...files.values()];
}

/** Returns the files whose rows count: of several formats one, of a snapshot the current one. */
function countedPaths(manifest: Manifest): Set<string> {
  if (manifest.shape.partition_by === undefined) {
    return new Set(manifest.entries.flatMap(({ path }) => path ?? []).slice(0, 1));
  }
  return new Set(partitionFiles(manifest).map(({ path }) => path));
}

function extraFiles({ entries, history = [] }: Manifest, paths: string[]): Problem[] {
  const listed = new Set([...entries, ...history].flatMap(({ path }) => path ?? []));
  for (const path of entries.flatMap(({ supersedes }) => supersedes ?? [])) listed.add(path);
  const extra = paths.filter((path) => !listed.has(path));
  return extra.map((path) => ({
    kind: 'wrong',
    text: `${path} is extra: the manifest does not list it, and readers of the whole folder count its rows`,
    remedy:
      'Run the export once more: a run that was interrupted leaves such files, and the next one takes them up. What is still extra then is not of the export: remove it.',
  }));
}

async function repeatedIds(ids: EventIds): Promise<Problem[]> {
  const told: string[] = [];
  let count = 0;
  for await (const { id, paths } of ids.repeated()) {
    count += 1;
    if (told.length < MOST_IDS) told.push(`${id} (${list([...new Set(paths)])})`);
  }
  if (count === 0) return [];
  const more = count > told.length ? ` and ${count - told.length} more` : '';
  const what = count === 1 ? 'an event is' : `${count} events are`;
  return [
    {
      kind: 'wrong',
      text: `${what} there more than once: ${told.join(', ')}${more}`,
      remedy: 'Restore the files from an earlier version (git, versions of the bucket, a backup).',
    },
  ];
}
