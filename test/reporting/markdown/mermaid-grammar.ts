/**
 * What Mermaid's grammar of `xychart-beta` takes of what we write, as measured with Mermaid 10.9.3, 11.17.2 and 12.3.0 (PLATFORM.md,
 * section 7): texts in quotes without quotes in them, numbers without an exponent, lists that are not empty, as many values as
 * labels. Mermaid itself is 220 MB and 144 packages, for a dozen lines of text; so the rules are written down here.
 */
const TEXT = /"[^"\n`\\]+"/;
const NUMBER = /-?\d+(?:\.\d+)?/;
const LINES = [
  /^%%\{init: \{.*\}\}%%$/,
  /^xychart-beta$/,
  new RegExp(`^ {2}title ${TEXT.source}$`),
  new RegExp(`^ {2}x-axis \\[(${TEXT.source}(?:, ${TEXT.source})*)\\]$`),
  new RegExp(`^ {2}y-axis ${TEXT.source} (${NUMBER.source}) --> (${NUMBER.source})$`),
  new RegExp(`^ {2}bar \\[(${NUMBER.source}(?:, ${NUMBER.source})*)\\]$`),
] as const;

/** GitHub leaves Mermaid's own limit. */
const MOST_CHARACTERS = 50_000;

/** The Mermaid blocks of a text. */
export function chartsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, chart = '']) => chart);
}

/** What is wrong with a chart; nothing where Mermaid draws it. */
export function chartMistakes(chart: string): string[] {
  const lines = chart.split('\n');
  const mistakes = lines.flatMap((line, index) => (LINES[index]?.test(line) ? [] : [`line ${index + 1}: ${line}`]));
  if (lines.length !== LINES.length) mistakes.push(`${lines.length} lines`);
  if (chart.length > MOST_CHARACTERS) mistakes.push(`${chart.length} characters`);
  if (mistakes.length > 0) return mistakes;
  JSON.parse((lines[0] as string).replace(/^%%\{init: /, '').replace(/\}%%$/, ''));
  const labels = [...(LINES[3].exec(lines[3] ?? '')?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, label]) => label);
  const values = (LINES[5].exec(lines[5] ?? '')?.[1] ?? '').split(', ').map(Number);
  const [, least, most] = LINES[4].exec(lines[4] ?? '') ?? [];
  if (labels.length !== values.length) mistakes.push(`${labels.length} labels for ${values.length} values`);
  if (new Set(labels).size < labels.length) mistakes.push('two bars with one label would become one');
  if (!(Number(least) < Number(most))) mistakes.push(`an axis from ${least} to ${most}`);
  if (values.some((value) => value < Number(least) || value > Number(most))) mistakes.push('a value beyond its axis');
  return mistakes;
}
