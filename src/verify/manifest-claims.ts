import { entriesIn } from '../archive/entry-index.ts';
import { formatOfPath, stemOf } from '../archive/layout.ts';
import type { Entry, Manifest } from '../archive/manifest.ts';
import type { PartitionBy } from '../archive/periods.ts';
import { boundaryName, parsePeriodName, periodsBetween } from '../archive/periods.ts';
import { contains, union } from '../archive/ranges.ts';
import { list } from '../text/list.ts';
import type { Problem } from './report.ts';

const RESTORE = 'Restore the manifest from an earlier version, or set `refresh-from` to that date to read it again.';

/** Returns what a manifest says that cannot all be true, whatever the files hold. */
export function contradictions(manifest: Manifest, now: number): Problem[] {
  return [...namedTwice(manifest), ...withoutEntry(manifest), ...wronglySettled(manifest, now), ...unequal(manifest)];
}

/** Partitions that lack a format of the shape, one sentence for each format: what a change of `format` left as it was. */
export function lackingFormats(manifest: Manifest): string[] {
  const lacking = new Map<string, string[]>();
  for (const formats of partitions(manifest)) {
    for (const format of manifest.shape.formats.filter((wanted) => !formats.has(wanted))) {
      const [entry] = formats.values();
      lacking.set(format, [...(lacking.get(format) ?? []), entry?.period ?? 'the snapshot']);
    }
  }
  return [...lacking].map(
    ([format, names]) =>
      `${list([...new Set(names)].sort())} without a ${format} file: written before \`format\` was changed; \`refresh-from\` rewrites it`,
  );
}

function wrong(text: string, remedy = RESTORE): Problem {
  return { kind: 'wrong', text, remedy };
}

function namedTwice({ entries }: Manifest): Problem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ path }) => {
    if (path === undefined) return [];
    if (seen.has(path)) return [wrong(`the manifest lists ${path} twice`)];
    seen.add(path);
    return [];
  });
}

/** A covered period that was empty has an entry without a file; one without any entry was lost. */
function withoutEntry(manifest: Manifest): Problem[] {
  const by = manifest.shape.partition_by as PartitionBy | undefined;
  if (by === undefined) return [];
  const lost = manifest.ranges
    .flatMap(([from, to]) => periodsBetween(from, to, by))
    .filter((period) => entriesIn(manifest, period).length === 0)
    .map(({ from, to }): [number, number] => [from, to]);
  return union(lost, []).map(([from, to]) =>
    wrong(
      `the manifest calls ${boundaryName(from)} to ${boundaryName(to)} covered, and lists nothing of it, not even that it is empty`,
    ),
  );
}

function wronglySettled({ entries, ranges, unavailable }: Manifest, now: number): Problem[] {
  const known = union(ranges, unavailable);
  return entries.flatMap(({ period: name, settled }) => {
    if (name === undefined || !settled) return [];
    const { from, to } = parsePeriodName(name);
    if (to > now) return [wrong(`the manifest calls ${name} settled, which is not over`)];
    return contains(known, from, to)
      ? []
      : [wrong(`the manifest calls ${name} settled, which lies in none of its ranges`)];
  });
}

/** Formats of one partition hold the same rows. Files of an earlier format that had to stay may hold more. */
function unequal(manifest: Manifest): Problem[] {
  return partitions(manifest).flatMap((formats) => {
    const current = manifest.shape.formats.flatMap((format) => formats.get(format) ?? []);
    if (current.every(({ rows }) => rows === current[0]?.rows)) return [];
    const counts = current.map(({ path, rows }) => `${path} has ${rows}`).join(', ');
    return [wrong(`the formats of one partition differ in rows, says the manifest: ${counts}`)];
  });
}

/** Returns the files of each snapshot or partition by format; paths differ but in their ending. */
function partitions(manifest: Manifest): Map<string, Entry>[] {
  const found = new Map<string, Map<string, Entry>>();
  for (const entry of manifest.entries) {
    if (entry.path === undefined) continue;
    const extension = formatOfPath(entry.path)?.extension ?? '';
    const name = entry.period === undefined ? '' : stemOf(entry.path);
    found.set(name, (found.get(name) ?? new Map()).set(extension, entry));
  }
  return [...found.values()];
}
