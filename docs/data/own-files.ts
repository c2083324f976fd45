/** A field of a file that the export makes itself. */
export interface OwnField {
  /** With the path inside the file: `shape.formats`. */
  name: string;
  type: string;
  text: string;
}

function field(name: string, type: string, text: string): OwnField {
  return { name, type, text };
}

/** A line of `_changes/`. */
export const changeFields: readonly OwnField[] = [
  field('change', 'text', 'What happened to the row since the last read: `added`, `removed` or `changed`.'),
  field('key', 'object', "What identifies the row: ids of its parents, then the resource's key, by column."),
  field(
    'row',
    'object',
    'The whole row, of `added` as it is now, of `removed` as it was last seen. As in JSONL; if CSV is the only format, its cells as text, by column.',
  ),
  field(
    'before',
    'object',
    'Of `changed`: the columns that differ, as they were. Names are those of tables (`owner__role`), values as in `row`. What was absent is absent here.',
  ),
  field('after', 'object', 'Of `changed`: the same columns as they are now. What is absent now is absent here.'),
];

/** A line of `_findings/findings.jsonl`. */
export const findingFields: readonly OwnField[] = [
  field(
    'id',
    'text',
    'Check and subject, `<check>:<subject>`: what an exception names. The same every night for the same thing.',
  ),
  field('check', 'text', 'Which [check](checks.md) found it.'),
  field('severity', 'text', '`high`, `medium` or `low`.'),
  field(
    'status',
    'text',
    '`new` on the day on which it is first seen, then `standing`; `excepted` while an exception covers it; `resolved` on the day on which it is gone.',
  ),
  field('since', 'text', 'UTC day on which it was first seen, or became graver.'),
  field('baseline', 'boolean', 'Whether it was there already when checks first ran.'),
  field('text', 'text', 'One sentence for people, with names and ids; personal data in it is hidden as in the data.'),
  field('evidence', 'object', 'The facts that it rests on, by name, each as text. In CSV: JSON text.'),
  field('exception.reason', 'text', 'Why it was accepted, from your configuration. In CSV: `exception_reason`.'),
  field('exception.expires', 'text', 'Last day on which the exception counts. In CSV: `exception_expires`.'),
  field('resolved', 'text', 'UTC day on which it was no longer found.'),
];

const files = 'one for each file, and for each period that was read and is empty';

/** `_manifests/<resource>.json`. */
export const manifestFields: readonly OwnField[] = [
  field('version', 'number', 'Format of the manifest: 1.'),
  field('resource', 'text', 'The resource that it tells of.'),
  field('organization', 'text', "Hash of the organisation's name as the API gave it; absent if the API gave none."),
  field('shape', 'object', 'What all files of the resource have in common; a run that differs is refused.'),
  field('shape.formats', 'list of texts', 'Endings of the files: `jsonl`, `csv.gz`.'),
  field('shape.partition_by', 'text', '`hour`, `day` or `month`; absent for snapshots.'),
  field('shape.bucket_width', 'text', 'Usage and costs: `1m`, `1h` or `1d`.'),
  field('shape.group_by', 'text or list of texts', 'Usage and costs: `default`, `all`, or the dimensions asked for.'),
  field('shape.filters', 'object', 'Filters that leave rows out, such as `projects`, `event_types` or `line_items`.'),
  field(
    'shape.on_schema_change',
    'text',
    '`discard-columns` or `discard-rows`, where unknown fields or their rows are left out; absent if everything is written.',
  ),
  field(
    'shape.privacy',
    'object',
    'How personal data is hidden: `mode`, the fingerprint of the `key`, adjusted `columns`; absent if nothing is.',
  ),
  field('unknown_columns', 'list of texts', 'Fields that this release does not know and that some file holds.'),
  field(
    'ranges',
    'list of pairs',
    'Closed periods that were read, from (included) to (excluded): a gap is visible. Absent for snapshots.',
  ),
  field('unavailable', 'list of pairs', 'Periods that the API no longer served when they were first asked for.'),
  field(
    'removed',
    'list of objects',
    'Evidence that somebody gave up for good (`repair --forget`): a gap that exports neither miss nor read again, unless `refresh-from` asks for it.',
  ),
  field('removed.from', 'text', 'First boundary of the period, included; absent for snapshots.'),
  field('removed.to', 'text', 'Boundary behind the period, excluded; absent for snapshots.'),
  field('removed.reason', 'text', 'Why, as given.'),
  field('removed.on', 'text', 'UTC day on which it was given up.'),
  field(
    'removed.files',
    'list of objects',
    'The files as the manifest listed them: `path`, `rows`, and the `sha256` of the uncompressed content.',
  ),
  field(
    'refusals',
    'list of objects',
    'Usage and costs: dimensions by which the API refused to group, where `group-by` asks for more than `default`. They are not asked for again in the same month.',
  ),
  field('refusals.dimension', 'text', 'What is left out: `user_id`.'),
  field(
    'refusals.with',
    'list of texts',
    'Dimensions and filters together with which it was refused; absent if it was refused by itself.',
  ),
  field('refusals.from', 'text', 'First boundary of the time for which it was refused, included.'),
  field('refusals.to', 'text', 'Boundary behind that time, excluded; absent if it reaches up to the present.'),
  field(
    'refusals.longest_days',
    'number',
    'Days that one request may ask for with the dimension; only more were refused. Absent if any number was.',
  ),
  field('refusals.month', 'text', 'UTC month in which it was refused; in the next one it is asked for again.'),
  field(
    'read_on',
    'text',
    'Snapshots: UTC day of the last complete read; if parents were read on different days, the oldest of these.',
  ),
  field(
    'stale_parents',
    'list of texts',
    'Snapshots: ids of parents that could not be read, so that their rows are older, or that no run has got to yet; ids of people as hashes.',
  ),
  field(
    'parents_read',
    'object',
    'Snapshots whose parents were read on different days: by UTC day, ids of the parents that were read on it last; ids of people as hashes.',
  ),
  field(
    'every_days',
    'number',
    'Snapshots: for how many days `every` leaves it after a complete read; absent if each run reads it.',
  ),
  field('entries', 'list of objects', `What there is, ${files}.`),
  field('entries.period', 'text', 'The partition: `2026-11`, `2026-11-22` or `2026-11-22T13`; absent for snapshots.'),
  field('entries.path', 'text', 'Path of the file below the destination; absent for an empty period.'),
  field('entries.rows', 'number', 'Rows in it.'),
  field('entries.bytes', 'number', 'Size of the uncompressed content, in bytes.'),
  field('entries.sha256', 'text', 'SHA-256 of the uncompressed content, in hex.'),
  field(
    'entries.settled',
    'boolean',
    'Whether it was read after its end plus the lookback, and so is not read again; absent for snapshots.',
  ),
  field(
    'entries.dimensions',
    'list of texts',
    'Usage and costs: the dimensions of its rows, with `group-by: all`, or if others that it names were refused. Otherwise they follow from `shape.group_by` and `refused`.',
  ),
  field(
    'entries.refused',
    'list of texts',
    'Dimensions that the API refused for the period; or `tenant_only`, where the key could not read events of the tenant.',
  ),
  field('entries.unknown_columns', 'list of texts', 'Fields in this file that the release did not know.'),
  field(
    'entries.discarded',
    'object',
    'What `on-schema-change` left out of this file: the number of `rows` that lack something or are missing, and the number of values of each of the `fields`; absent if nothing was.',
  ),
  field(
    'entries.doubted',
    'object',
    'There if a later read was suddenly empty and is not believed yet: `on`, the UTC day of the first such read, and `rows`, how many came.',
  ),
  field(
    'entries.supersedes',
    'list of texts',
    'Paths of earlier revisions, which no longer count; only with `settled-only`.',
  ),
  field('history', 'list of objects', 'Snapshots that are kept below `_history/`, in the order of reading.'),
  field('history.read_on', 'text', 'UTC day on which this content was first read.'),
  field('history.path', 'text', 'Path of the file.'),
  field('history.rows', 'number', 'Rows in it.'),
  field('history.bytes', 'number', 'Size of the uncompressed content, in bytes.'),
  field('history.sha256', 'text', 'SHA-256 of the uncompressed content, in hex.'),
  field('history.incomplete', 'boolean', 'True if rows of some parents are from an earlier read.'),
];
