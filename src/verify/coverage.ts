import type { Manifest } from '../archive/manifest.ts';
import { boundaryName, dayName, parsePeriodName } from '../archive/periods.ts';
import { type Ranges, subtract, union } from '../archive/ranges.ts';
import { removedRanges } from '../archive/removals.ts';
import type { Resource } from '../catalogue/resource.ts';
import { completeOptions } from '../settings/resource-options.ts';
import { countOf } from '../text/amounts.ts';
import { list } from '../text/list.ts';
import { DAY } from '../text/time.ts';
import type { Problem } from './report.ts';

/** How complete a resource is, for people. */
export interface Coverage {
  covered: string;
  gaps: Problem[];
  notes: string[];
}

/** Returns what a manifest tells of ranges that are missing, and of what could not be had. */
export function coverageOf(manifest: Manifest, resource: Resource, now: number): Coverage {
  const { ranges, unavailable, stale_parents: stale = [] } = manifest;
  const notes = [...refusals(manifest), ...leftOut(manifest), ...unsettled(manifest, resource, now)];
  for (const range of unavailable) {
    notes.push(`${rangeName(range)}: the API no longer served it when it was first asked for`);
  }
  notes.push(...removals(manifest));
  if (stale.length > 0) {
    notes.push(
      `rows below ${list(stale)} are from an earlier read, because they could not be read${manifest.parents_read ? ' yet' : ''}; the log of the last run says why`,
    );
  }
  const days = Object.keys(manifest.parents_read ?? {}).sort();
  if (days.length > 1) {
    notes.push(`read below its parents on ${countOf(days.length, 'day')}, from ${days[0]} to ${days.at(-1)}`);
  }
  const first = ranges[0]?.[0];
  const last = ranges.at(-1)?.[1];
  const gaps =
    first === undefined || last === undefined
      ? []
      : subtract([[first, last]], union(union(ranges, unavailable), removedRanges(manifest))).map(gap);
  return { covered: coveredText(ranges), gaps, notes };
}

/** Returns what somebody gave up for good: a gap, and nothing that is wrong. */
function removals({ removed = [] }: Manifest): string[] {
  return removed.map(({ from, to, reason, on, files }) => {
    const what = from === undefined ? list(files.map(({ path }) => path)) : `${from} to ${to}`;
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    return `${what}: removed on ${on}: ${reason} (${countOf(files.length, 'file')}, ${countOf(rows, 'row')})`;
  });
}

/** Returns what `on-schema-change` has left out, so that what is stored is not all that the API gave. */
export function leftOut({ shape, entries }: Manifest): string[] {
  // The formats of a partition have lost the same.
  const partitions = new Map(entries.map(({ period, discarded }) => [period, discarded?.rows ?? 0]));
  const rows = [...partitions.values()].reduce((sum, some) => sum + some, 0);
  if (rows === 0) return [];
  const what = shape.on_schema_change === 'discard-rows' ? 'left out' : 'without the fields that were left out';
  return [`${countOf(rows, 'row')} ${what} by \`on-schema-change\`: what is stored is not all that the API gave`];
}

/** Returns a range as people read it: `2026-02-19 to 2026-03-02`, the end not included. */
export function rangeName([from, to]: Ranges[number]): string {
  return `${boundaryName(from)} to ${boundaryName(to)}`;
}

function coveredText(ranges: Ranges): string {
  const [first] = ranges;
  const last = ranges.at(-1);
  if (!first || !last) return '';
  const gaps = ranges.length > 1 ? `, ${ranges.length - 1} ${ranges.length === 2 ? 'gap' : 'gaps'}` : '';
  return `${rangeName([first[0], last[1]])}${gaps}`;
}

function gap(range: Ranges[number]): Problem {
  return {
    kind: 'wrong',
    text: `nothing was read of ${rangeName(range)}, which lies between periods that were`,
    remedy: `The next run reads it, unless its \`start-date\` is later: then set \`start-date: ${dayName(range[0])}\` for one run. A run that could not read it says why in its log.`,
  };
}

function refusals(manifest: Manifest): string[] {
  const periods = new Map<string, Set<string>>();
  for (const { period, refused = [] } of manifest.entries) {
    for (const name of refused) periods.set(name, (periods.get(name) ?? new Set()).add(period ?? ''));
  }
  return [...periods].map(([name, found]) => {
    const which = list([...found].sort());
    return name === 'tenant_only'
      ? `the tenant's events are left out of ${which}: the key could not read them; with a key that may, the next run adds them`
      : `${which} without the dimension ${name}: the API refused to group by it`;
  });
}

/** Only a custom `lookback` explains what the default would have settled by now; a day is left for the run itself. */
function unsettled(manifest: Manifest, resource: Resource, now: number): string[] {
  if (resource.kind === 'snapshot') return [];
  const { lookbackSeconds } = completeOptions(resource);
  const late = manifest.entries.flatMap(({ period, settled }) =>
    period !== undefined && settled === false && parsePeriodName(period).to + lookbackSeconds + DAY < now ? period : [],
  );
  if (late.length === 0) return [];
  const names = [...new Set(late)].sort();
  return [
    `${list(names)} should be settled by now (${lookbackSeconds / DAY} days after the end, if \`lookback\` is not set otherwise): late data of it may be missing. The next run reads it again; where runs no longer reach it, set \`refresh-from: ${dayName(parsePeriodName(names[0] as string).from)}\` for one run`,
  ];
}
