import { entriesIn } from '../../archive/entry-index.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { dayName, type Period, parsePeriodName } from '../../archive/periods.ts';
import { intersect, type Ranges, subtract } from '../../archive/ranges.ts';
import { removedRanges } from '../../archive/removals.ts';
import type { Resource } from '../../catalogue/resource.ts';
import { list } from '../../text/list.ts';
import { rangeName } from '../coverage.ts';
import type { Problem } from '../report.ts';

/** On what two sides can be compared. */
export interface Basis {
  isComparable: boolean;
  /** What both have read of the period. */
  ranges: Ranges;
  /** True if this key may not read the tenant's events, or the export's may not. */
  leavesOutTenant: boolean;
  /** What later runs read again. */
  unsettled: Ranges;
  problems: Problem[];
  notes: string[];
}

/**
 * Works out what of the period both sides have read, and names the rest.
 * @param covered what the stored side is known to have read.
 */
export function basisOf(resource: Resource, period: Period, stored: Manifest, fresh: Manifest, covered: Ranges): Basis {
  const basis: Basis = {
    isComparable: true,
    ranges: [],
    leavesOutTenant: false,
    unsettled: [],
    problems: [],
    notes: [],
  };
  if (resource.kind === 'snapshot') return basis;
  const asked: Ranges = [[period.from, period.to]];
  basis.ranges = intersect(intersect(covered, fresh.ranges), asked);
  basis.isComparable = basis.ranges.length > 0;
  nameTheRest(basis, asked, stored, fresh, covered);
  compareRefusals(basis, refusedIn(stored, period), refusedIn(fresh, period));
  const unsettled = entriesIn(stored, period).filter(({ settled }) => settled === false);
  const names = [...new Set(unsettled.flatMap(({ period: name }) => name ?? []))].sort();
  basis.unsettled = names.map(parsePeriodName).map(({ from, to }) => [from, to]);
  if (names.length > 0) {
    basis.notes.push(
      `${list(names)} not settled yet: the next runs read it again, and what differs there may be late data`,
    );
  }
  return basis;
}

function nameTheRest(basis: Basis, asked: Ranges, stored: Manifest, fresh: Manifest, covered: Ranges): void {
  const removed = intersect(asked, removedRanges(stored));
  const never = subtract(subtract(subtract(asked, covered), stored.unavailable), removed);
  const names = (ranges: Ranges) => list(ranges.map(rangeName));
  if (never.length > 0) {
    basis.problems.push({
      kind: 'unverified',
      text: `${names(never)} is not known to be in the files, so that there is nothing to compare`,
      remedy: `Export it first: \`start-date: ${dayName(never[0]?.[0] ?? 0)}\` for one run, if it should be there.`,
    });
  }
  if (removed.length > 0) basis.notes.push(`${names(removed)}: removed for good, so that there is nothing to compare`);
  const unavailable = intersect(asked, stored.unavailable);
  if (unavailable.length > 0) {
    const again = intersect(unavailable, fresh.ranges).length > 0 ? ', which it does now: `refresh-from` reads it' : '';
    basis.notes.push(`${names(unavailable)}: the API did not serve it when it was first asked for${again}`);
  }
  const gone = subtract(intersect(asked, fresh.unavailable), stored.unavailable);
  if (gone.length > 0) {
    basis.problems.push({
      kind: 'unverified',
      text: `${names(gone)}: the API no longer serves it, so that the files are the only evidence`,
      remedy: 'Nothing is left to compare with; the manifest and its SHA-256 stand for the files.',
    });
  }
}

/** Rows that were grouped otherwise cannot be matched. */
function compareRefusals(basis: Basis, stored: Set<string>, fresh: Set<string>): void {
  const tenant = 'tenant_only';
  basis.leavesOutTenant = stored.has(tenant) || fresh.has(tenant);
  if (fresh.has(tenant)) {
    basis.problems.push({
      kind: 'unverified',
      text: "this key may not read the tenant's events: they are left out",
      remedy: 'Use a key that may, if the organisation has a tenant.',
    });
  } else if (stored.has(tenant)) {
    basis.notes.push("the tenant's events are left out: the key of the export could not read all of them");
  }
  const others = (names: Set<string>, known: Set<string>) =>
    [...names].filter((name) => name !== tenant && !known.has(name));
  const now = others(fresh, stored);
  const before = others(stored, fresh);
  if (now.length > 0) {
    basis.isComparable = false;
    basis.problems.push({
      kind: 'unverified',
      text: `the API now refuses to group by ${now.join(', ')}, by which the files are grouped`,
      remedy: 'Compare when it does again.',
    });
  }
  if (before.length > 0) {
    basis.notes.push(
      `the API groups by ${before.join(', ')} now, which it refused when this was exported: the rows differ for that; \`refresh-from\` reads them anew`,
    );
  }
}

function refusedIn(manifest: Manifest, period: Period): Set<string> {
  return new Set(entriesIn(manifest, period).flatMap(({ refused }) => refused ?? []));
}
