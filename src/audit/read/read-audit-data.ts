import { noticeOf } from '../../api/explain.ts';
import { openArchive } from '../../archive/archive.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { dayName, periodStart } from '../../archive/periods.ts';
import { storedResource } from '../../archive/stored-resource.ts';
import { projects } from '../../catalogue/projects.ts';
import { drain } from '../../export/read/drain.ts';
import { StorageError } from '../../notices/errors.ts';
import type { ResourceNotice } from '../../notices/notice-groups.ts';
import { byCodeUnits } from '../../text/order.ts';
import { DAY } from '../../text/time.ts';
import type { AuditData, AuditSnapshot, Change } from '../audit-data.ts';
import { knownUntil } from './covered.ts';
import { doubtedData } from './doubted-data.ts';
import { readChanges } from './read-changes.ts';
import { readCosts } from './read-costs.ts';
import { readEvents } from './read-events.ts';
import { isCurrent, readSnapshot } from './read-snapshots.ts';
import type { ReadingContext, ReadOptions } from './reading-context.ts';

/** Files under way at once: a store answers each after some hundredths of a second. */
const READERS = 8;

/** What is read back for a chart of spend. */
export interface SpendReadOptions extends Omit<ReadOptions, 'eventTypes' | 'windowDays' | 'storedBefore'> {
  /** How many days of costs are looked at, in addition to today. */
  days: number;
}

/**
 * Reads back what is stored, for checks and report. A file that is missing or damaged makes its resource incomplete and is reported in
 * `problems`; only bugs are thrown.
 */
export async function readAuditData(options: ReadOptions): Promise<AuditData> {
  const { manifests, now } = options;
  const problems: ResourceNotice[] = [];
  const context = readingContext(options, problems);
  const snapshots = await readSnapshots(context);
  const changes = await readChangeLog(context);
  const events = await readEvents(context);
  const costs = await readCosts(context);
  const doubted = [...manifests.values()].flatMap(doubtedData);
  return {
    now,
    snapshots,
    changes,
    ...(events && { events }),
    ...(costs && { costs }),
    dataUntil: new Map(
      dated(manifests).flatMap((manifest) => {
        const { resource } = manifest;
        const covered = resource === 'costs' ? costs?.covered : undefined;
        const until = knownUntil(manifest, context.outcomeOf(resource), context.today, covered);
        return until === undefined ? [] : [[manifest.resource, until] as const];
      }),
    ),
    ...(doubted.length > 0 && { doubted }),
    problems,
  };
}

/** Returns what it takes to read costs and what projects are called; nothing else is read. Problems are left out: it is shown or not. */
export async function readSpendData(options: SpendReadOptions): Promise<AuditData> {
  const context = readingContext({ ...options, eventTypes: new Set(), windowDays: 0 }, []);
  const manifest = options.manifests.get(projects.name);
  const rows = manifest && (await context.attempt(projects.name, () => readSnapshot(context.archive, manifest)));
  const costs = await readCosts(context, options.days);
  return {
    now: options.now,
    snapshots: new Map(rows ? [[projects.name, { rows, complete: false }]] : []),
    changes: { since: context.today, entries: [], resources: new Set() },
    ...(costs && { costs }),
    dataUntil: new Map(),
  };
}

function readingContext(options: ReadOptions, problems: ResourceNotice[]): ReadingContext {
  const { outcomes, now, windowDays } = options;
  const byResource = new Map(outcomes.map((outcome) => [outcome.resource, outcome]));
  return {
    ...options,
    archive: openArchive(options.destination),
    today: dayName(now),
    since: periodStart(now, 'day') - windowDays * DAY,
    outcomeOf: (resource) => byResource.get(resource),
    note: (resource, text) => problems.push({ resource, notice: text }),
    async attempt(resource, work) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        problems.push({ resource, notice: noticeOf(error) });
        return undefined;
      }
    },
  };
}

function dated(manifests: ReadonlyMap<string, Manifest>): Manifest[] {
  return [...manifests.values()].filter(({ shape }) => shape.partition_by !== undefined);
}

function snapshotManifests({ manifests }: ReadingContext): Manifest[] {
  return [...manifests.values()].filter(
    (manifest) => manifest.shape.partition_by === undefined && storedResource(manifest).kind === 'snapshot',
  );
}

async function readSnapshots(context: ReadingContext): Promise<Map<string, AuditSnapshot>> {
  const { archive, outcomeOf, today } = context;
  const read = await each(snapshotManifests(context), async (manifest): Promise<AuditSnapshot> => {
    const rows = await context.attempt(manifest.resource, () => readSnapshot(archive, manifest));
    const complete = rows !== undefined && isCurrent(manifest, outcomeOf(manifest.resource), today);
    return { rows: rows ?? [], complete };
  });
  return new Map(read.map(([{ resource }, snapshot]) => [resource, snapshot]));
}

async function readChangeLog(context: ReadingContext): Promise<AuditData['changes']> {
  const { archive, storedBefore } = context;
  const since = dayName(context.since);
  const read = await each(snapshotManifests(context), (manifest) =>
    context.attempt(manifest.resource, () => readChanges(archive, manifest, { since })),
  );
  const entries = read.flatMap(([, changes]): Change[] => changes ?? []);
  const days = entries.map(({ day }) => day).sort();
  return {
    since: [dayName(context.since), ...days].sort()[0] as string,
    // Resource by resource within a day; sorting keeps the order of what compares equal.
    entries: entries.sort((a, b) => byCodeUnits(a.day, b.day)),
    resources: new Set(
      read.flatMap(([{ resource }, changes]) => (changes && storedBefore?.has(resource) !== false ? [resource] : [])),
    ),
  };
}

async function each<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<[Item, Result][]> {
  const results = new Map<Item, Result>();
  await drain(
    [...items],
    READERS,
    () => 0,
    async (item) => {
      results.set(item, await work(item));
      return [];
    },
  );
  return items.map((item) => [item, results.get(item) as Result]);
}
