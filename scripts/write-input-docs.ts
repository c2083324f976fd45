import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** The page whose tables this script writes, and what they are written from. */
export const inputDocsPath = 'README.md';
export const actionPath = 'action.yml';

interface Described {
  description: string;
  required?: boolean;
  default?: string;
}

/** Returns a table with one line for each input: its name, its default, and the rest of its description. */
function inputTable(inputs: Record<string, Described>): string {
  const rows = Object.entries(inputs).map(([name, { description, required, default: sent }]) => {
    const [stated, value] = / ?Default: (`[^`]+`)\.$/.exec(description) ?? [];
    const text = stated === undefined ? description : description.slice(0, -stated.length);
    return [`\`${name}\``, required ? '**required**' : (value ?? (sent === undefined ? '' : `\`${sent}\``)), text];
  });
  return table(['input', 'default', 'meaning'], rows);
}

function outputTable(outputs: Record<string, Described>): string {
  return table(
    ['output', 'meaning'],
    Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]),
  );
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.trim().replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Returns the page with what stands between two markers replaced; throws if it has no such markers. */
function between(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${inputDocsPath} has no ${start} … ${end}`);
  return `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`;
}

/** Returns the page with its tables as action.yml has them now. */
export function withInputDocs(page: string, action: string): string {
  const { inputs, outputs } = parse(action);
  return between(between(page, 'inputs', inputTable(inputs)), 'outputs', outputTable(outputs));
}

if (import.meta.main) {
  const page = await readFile(inputDocsPath, 'utf8');
  const text = withInputDocs(page, await readFile(actionPath, 'utf8'));
  if (text !== page) await writeFile(inputDocsPath, text);
}
