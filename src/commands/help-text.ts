import type { Flag } from './flags.ts';

/** Help is read in terminals of 80 columns. */
const COLUMNS = 80;
/** Column at which the texts after names begin. */
const TEXT_COLUMN = 30;

/** Returns a text in lines of at most so many columns, each behind as many blanks as asked for. */
export function wrapped(text: string, indent = 0, columns = COLUMNS): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent + line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((one) => ' '.repeat(indent) + one).join('\n');
}

/** Returns a name with its meaning after it, or below it if the name is long. */
export function entry(name: string, text: string): string {
  const body = wrapped(text, TEXT_COLUMN);
  const head = `  ${name}`;
  return head.length < TEXT_COLUMN - 1 ? head + body.slice(head.length) : `${head}\n${body}`;
}

/** Returns a heading with its entries below it. */
export function section(title: string, entries: readonly string[]): string {
  return `${title}\n${entries.join('\n')}\n`;
}

/** Returns a flag as help lists it. */
export function flagEntry({ name, value, text }: Flag): string {
  return entry(value === undefined ? `--${name}` : `--${name} <${value}>`, text);
}
