import type { Archive } from '../../archive/archive.ts';
import type { PartitionFile } from '../../archive/current-files.ts';
import { formatOfPath } from '../../archive/layout.ts';
import { secondsOf } from '../../archive/row-keys.ts';
import { auditLogs } from '../../catalogue/audit.ts';
import type { Format } from '../../formats/format.ts';
import { tableOf } from '../../formats/table.ts';
import { byCodeUnits } from '../../text/order.ts';
import { DAY, HOUR } from '../../text/time.ts';
import type { Cells } from '../audit-data.ts';
import { byteLines, csvRecords, type EventGlance, glanceAtCsv, glanceAtJson } from './event-lines.ts';
import { cellsReader } from './row-cells.ts';

/** Events of some files: those that were asked for, and how many of any type there are. */
export interface EventCount {
  entries: Cells[];
  /** Unix seconds of the newest one. */
  newest: number;
  byType: Map<string, number>;
  byHour: number[];
  /** By days since 1970. */
  byDayNumber: Map<number, number>;
}

/** A count of no events. */
export function newEventCount(): EventCount {
  return {
    entries: [],
    newest: Number.NEGATIVE_INFINITY,
    byType: new Map(),
    byHour: new Array(24).fill(0),
    byDayNumber: new Map(),
  };
}

/**
 * Counts the events of a file and keeps those of the asked types. Of text, only these are parsed: a million others take a second or two.
 * Throws a `StorageError` if the file is missing or cannot be read.
 * @param since Unix seconds; earlier events are left out.
 */
export async function countEvents(
  archive: Archive,
  { path }: Pick<PartitionFile, 'path'>,
  count: EventCount,
  { types, since }: { types: ReadonlySet<string>; since: number },
): Promise<void> {
  const format = formatOfPath(path);
  if (format?.text === undefined) {
    const cellsOf = cellsReader(auditLogs);
    await archive.rows(auditLogs, path, ({ row, value }) => {
      const seconds = secondsOf(value.effective_at);
      if (seconds === undefined || seconds < since) return;
      add(count, { type: String(value.type), seconds });
      if (types.has(String(value.type))) count.entries.push(cellsOf(row));
    });
    return;
  }
  const isTable = format.text === 'table';
  const kept: string[] = [];
  await archive.read(path, async (file) => {
    const lines = byteLines(file.bytes());
    let glance: ((line: string) => EventGlance | undefined) | undefined = isTable ? undefined : glanceAtJson;
    for await (const batch of isTable ? csvRecords(lines) : lines) {
      for (const line of batch) {
        if (glance === undefined) {
          glance = glanceAtCsv(line);
          kept.push(line);
          continue;
        }
        const seen = glance(line);
        if (seen === undefined || seen.seconds < since) continue;
        add(count, seen);
        if (types.has(seen.type)) kept.push(line);
      }
    }
    await keep(count, kept, format);
  });
}

function add(count: EventCount, { type, seconds }: EventGlance): void {
  const dayNumber = Math.floor(seconds / DAY);
  const hour = Math.floor((seconds % DAY) / HOUR);
  count.byType.set(type, (count.byType.get(type) ?? 0) + 1);
  count.byDayNumber.set(dayNumber, (count.byDayNumber.get(dayNumber) ?? 0) + 1);
  count.byHour[hour] = (count.byHour[hour] ?? 0) + 1;
  if (seconds > count.newest) count.newest = seconds;
}

async function keep(count: EventCount, lines: string[], format: Format): Promise<void> {
  const cellsOf = cellsReader(auditLogs);
  const bytes = async function* () {
    for (const line of lines) yield Buffer.from(`${line}\n`, 'latin1');
  };
  for await (const row of format.decode(bytes(), tableOf(auditLogs, [], false))) {
    count.entries.push(cellsOf(row));
  }
}

/** Puts events in the order of time, and of id where they are of the same second. */
export function inOrder(entries: Cells[]): Cells[] {
  const compare = (a: string | null | undefined, b: string | null | undefined) => byCodeUnits(a ?? '', b ?? '');
  return entries.sort((a, b) => compare(a.effective_at, b.effective_at) || compare(a.id, b.id));
}
