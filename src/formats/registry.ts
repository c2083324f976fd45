import { type Compression, contentTypes } from './compression.ts';
import { csv } from './csv.ts';
import type { Format, FormatChoice } from './format.ts';
import { jsonl } from './jsonl.ts';
import type { Row } from './row.ts';

/** Every format. A new one is a file in this folder and its name here. */
export const formats: readonly Format[] = [jsonl, csv];

/** Every format, by its file extension: `jsonl`, `jsonl.gz`, …, `csv.zst`. */
export const formatChoices: ReadonlyMap<string, FormatChoice> = new Map(
  formats.flatMap(choicesOf).map((choice) => [choice.extension, choice]),
);

/** Returns a format as it is, and in each compression. */
export function choicesOf(format: Format): FormatChoice[] {
  return Object.entries(contentTypes).map(([compression, contentType = format.contentType]) => ({
    ...format,
    contentType,
    compression: compression as Compression,
    extension: compression === 'none' ? format.name : `${format.name}.${compression}`,
  }));
}

/** Returns what rows are that were stored in these formats, by file extension: one that keeps their shape is enough. */
export function storedForm(extensions: readonly string[]): Row['form'] {
  return extensions.some((extension) => formatChoices.get(extension)?.keepsShape) ? 'object' : 'cells';
}
