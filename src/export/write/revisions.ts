import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openArchive } from '../../archive/archive.ts';
import { periodFolder, revisionFolder, revisionPath } from '../../archive/layout.ts';
import type { Period } from '../../archive/periods.ts';
import { notice } from '../../notices/notice.ts';
import { rowPrivacy } from '../../privacy/row-privacy.ts';
import type { RowSorter } from '../../spool/row-spool.ts';
import { spoolError } from '../../spool/spool-error.ts';
import type { DatedExport } from '../job/dated-export.ts';

/**
 * Writes the rows to a file of their own below `_revisions/`, named by its content, unless they are there already: who
 * runs again writes nothing.
 */
export async function publishRevisions(job: DatedExport, period: Period, rows: RowSorter): Promise<void> {
  const { context, resource, outcome, selection } = job;
  const folder = `${revisionFolder(resource.name)}${periodFolder(period.from, selection.options.partitionBy)}/`;
  const known = await storedVersions(job, folder);
  const hash = createHash('sha256');
  let count = 0;
  const lines = async function* () {
    for await (const batch of rows.sorted()) {
      for (const { json } of batch) {
        if (known.has(hashOf(json))) continue;
        count += 1;
        hash.update(`${json}\n`);
        yield `${json}\n`;
      }
    }
  };
  const localFile = context.spool.file();
  try {
    await pipeline(Readable.from(lines()), createWriteStream(localFile));
  } catch (error) {
    throw spoolError(error);
  }
  const sha256 = hash.digest('hex');
  if (
    count > 0 &&
    (await context.destination.publishNew(revisionPath(folder, sha256), localFile, { sha256, rows: count }))
  )
    outcome.revised = (outcome.revised ?? 0) + count;
  else await rm(localFile, { force: true });
}

/** Says once, for all partitions, that events came again with other content. */
export function reportRevisions({ context, resource, outcome }: DatedExport): void {
  if (outcome.revised === undefined) return;
  context.log.warning(
    notice(
      `${resource.name}: ${outcome.revised} versions of events contradict what is stored of the same events. What was stored first stays; the others are below ${revisionFolder(resource.name)}.`,
      'events-revised',
    ),
  );
}

/** Hashes of the versions below this folder, as they would be written now. Only if the destination may be read. */
async function storedVersions(job: DatedExport, folder: string): Promise<Set<string>> {
  const { context, resource, selection } = job;
  const found = new Set<string>();
  if (context.access.writeOnly) return found;
  const privacy = rowPrivacy(resource, selection.options.privacy);
  for (const path of await context.destination.list(folder)) {
    // With hours, a day's folder may hold others; of a partition, only its own files count.
    if (path.slice(folder.length).includes('/')) continue;
    await openArchive(context.destination).rows(resource, path, (stored) => {
      found.add(hashOf((privacy?.stored(stored) ?? stored).row.json));
    });
  }
  return found;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
