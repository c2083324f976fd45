import type { Compression } from './compression.ts';
import type { FormatChoice, FormatName } from './format.ts';

const names: readonly FormatName[] = ['jsonl', 'csv'];
const compressions: readonly Compression[] = ['none', 'gz', 'zst'];

/** Every format, by its file extension: `jsonl`, `jsonl.gz`, …, `csv.zst`. */
export const formatChoices: ReadonlyMap<string, FormatChoice> = new Map(
  names.flatMap((name) =>
    compressions.map((compression): [string, FormatChoice] => {
      const extension = compression === 'none' ? name : `${name}.${compression}`;
      return [extension, { name, compression, extension }];
    }),
  ),
);
