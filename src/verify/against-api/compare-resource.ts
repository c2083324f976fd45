import { openArchive } from '../../archive/archive.ts';
import { coverage } from '../../archive/coverage.ts';
import type { Period } from '../../archive/periods.ts';
import { contains, type Ranges } from '../../archive/ranges.ts';
import { secondsOf } from '../../archive/row-keys.ts';
import { type DatedResource, isDated } from '../../catalogue/kinds.ts';
import type { Resource } from '../../catalogue/resource.ts';
import type { StoredFiles } from '../../destinations/destination.ts';
import type { ExportedResource } from '../../export/export-all.ts';
import type { Row } from '../../formats/row.ts';
import { rendered } from '../../notices/notice.ts';
import type { RowSpool } from '../../spool/row-spool.ts';
import { leftOut } from '../coverage.ts';
import { plainCells } from '../row-checks.ts';
import type { StoredManifest } from '../stored-manifests.ts';
import { type Basis, basisOf } from './basis.ts';
import { compareRows, type Difference, fieldComparer, labelOf } from './compare-rows.ts';
import { type Comparison, emptyComparison, type Requests } from './comparison.ts';
import { judge } from './judge.ts';
import { readKeptVersions } from './kept-versions.ts';
import type { ReadAgain } from './read-again.ts';
import { readSide } from './stored-side.ts';

/** Rows that are named for each resource and kind of difference. */
const MOST_LISTED = 20;

/** What comparing takes. */
export interface CompareContext {
  destination: StoredFiles;
  spool: RowSpool;
  period: Period;
  again: ReadAgain;
  requestsOf: (resource: string) => Requests;
  /** A sentence without e-mail and IP addresses. */
  hide: (text: string) => string;
}

/** Compares what is stored of a resource with what was read again. */
export async function compareResource(context: CompareContext, stored: StoredManifest): Promise<Comparison> {
  const { destination, again, spool, period } = context;
  const { resource, manifest } = stored;
  const comparison = emptyComparison(resource, stored.sha256, context.requestsOf(resource.name));
  if (manifest.read_on !== undefined) comparison.readOn = manifest.read_on;
  comparison.notes.push(...leftOut(manifest));
  const exported = again.exported.get(resource.name) as ExportedResource;
  const fresh = exported.manifest;
  comparison.problems.push(...failures(exported, context.hide));
  // Of a snapshot that was read in part, what is lacking would pass for what has gone.
  if (fresh === undefined || (resource.kind === 'snapshot' && exported.outcome.status !== 'ok')) return comparison;
  const sides = { stored: spool.sorter({ unique: false }), fresh: spool.sorter({ unique: false }) };
  try {
    const own = await readSide(openArchive(destination), stored, period, sides.stored);
    comparison.problems.push(...own.problems);
    await readSide(openArchive(again.destination), { resource, manifest: fresh }, period, sides.fresh);
    const { ranges: covered } = coverage(manifest, undefined, own.newest);
    const basis = basisOf(resource, period, manifest, fresh, covered);
    comparison.problems.push(...basis.problems);
    comparison.notes.push(...basis.notes);
    if (!basis.isComparable) return comparison;
    comparison.isCompared = true;
    const left = within(resource, basis, sides.stored.sorted(), (count) => {
      comparison.stored += count;
    });
    const right = within(resource, basis, sides.fresh.sorted(), (count) => {
      comparison.fresh += count;
    });
    const fieldsIn = fieldComparer(resource);
    const whyKept = await readKeptVersions(destination, resource);
    // A file that is not what its manifest says proves nothing.
    const isIntact = own.problems.length === 0;
    for await (const difference of compareRows(left, right, fieldsIn)) {
      const kept =
        isIntact && difference.kind === 'different'
          ? whyKept(difference.key, difference.stored, difference.fresh)
          : undefined;
      if (kept === 'same') comparison.same += 1;
      else if (kept) comparison.kept[kept] += 1;
      else note(comparison, { resource, basis, hide: context.hide }, difference);
    }
    judge(comparison, manifest, basis);
    return comparison;
  } finally {
    await Promise.all([sides.stored.discard(), sides.fresh.discard()]);
  }
}

function failures({ outcome }: ExportedResource, hide: (text: string) => string): Comparison['problems'] {
  return outcome.problems.map((problem) => ({
    kind: 'unverified',
    text: `could not be read again: ${hide(rendered(problem)).replace(/\.$/, '')}`,
    remedy: 'Compare again when it can be read.',
  }));
}

/** The rows of the ranges that both sides have, without those that only one side may see. */
async function* within(
  resource: Resource,
  { ranges, leavesOutTenant }: Pick<Basis, 'ranges' | 'leavesOutTenant'>,
  batches: AsyncIterable<Row[]>,
  onRows: (count: number) => void,
): AsyncGenerator<Row[]> {
  for await (const batch of batches) {
    const rows = isDated(resource) ? batch.filter((row) => isIn(resource, ranges, row)) : batch;
    const kept = leavesOutTenant ? rows.filter((row) => !isTenantEvent(row)) : rows;
    onRows(kept.length);
    yield kept;
  }
}

function isIn(resource: DatedResource, ranges: Ranges, { json, form }: Row): boolean {
  const value: Record<string, unknown> = JSON.parse(json);
  const seconds = secondsOf((form === 'cells' ? plainCells(value) : value)[resource.timeField]);
  return seconds !== undefined && contains(ranges, seconds, seconds + 1);
}

function isTenantEvent({ json }: Row): boolean {
  const { type }: { type?: unknown } = JSON.parse(json);
  return typeof type === 'string' && type.startsWith('tenant.');
}

function note(
  comparison: Comparison,
  { resource, basis, hide }: { resource: Resource; basis: Basis; hide: (text: string) => string },
  difference: Difference,
): void {
  if (difference.kind === 'same') {
    comparison.same += 1;
    return;
  }
  const { key } = difference;
  const listing = comparison[difference.kind];
  listing.count += 1;
  // Keys of what is dated begin with its time.
  const seconds = resource.kind === 'snapshot' ? Number.NaN : Number(key.split('\0')[0]);
  if (contains(basis.unsettled, seconds, seconds + 1)) listing.unsettled += 1;
  if (listing.listed.length >= MOST_LISTED) return;
  const fields = difference.kind === 'different' ? `: ${difference.fields.join(', ')}` : '';
  listing.listed.push(hide(labelOf(resource, key) + fields));
}
