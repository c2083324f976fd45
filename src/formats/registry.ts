import { csv } from './csv.ts';
import type { Format, FormatName } from './format.ts';
import { jsonl } from './jsonl.ts';

const formats: Record<FormatName, Format> = { jsonl, csv };

/** Returns the format of that name. A new one is a file beside these and an entry above. */
export function formatNamed(name: FormatName): Format {
  return formats[name];
}
