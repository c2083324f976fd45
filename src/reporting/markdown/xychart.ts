import { visible } from '../words/visible.ts';

/** What a chart of bars shows. */
export interface BarChart {
  title: string;
  /** Name of the values' axis. */
  unit: string;
  /** Labels differ from each other: Mermaid draws one bar for each label. */
  points: readonly { label: string; value: number }[];
  decimals: number;
}

/** GitHub leaves Mermaid's own limit (`maxTextSize`) of 50,000 characters; a chart of so many bars is far below it. */
const MOST_POINTS = 366;
const LONGEST_TEXT = 120;
/** Wide and low, and in a colour that shows on white and on black: the bars of Mermaid's own light theme hardly do. */
const LOOK =
  '%%{init: {"xyChart": {"width": 900, "height": 300}, "themeVariables": {"xyChart": {"plotColorPalette": "#3b82f6"}}}}%%';

/** From here on a number is written with an exponent, which Mermaid's grammar does not know. */
const LARGEST_VALUE = 1e15;

/**
 * Returns a chart as the lines of a Mermaid block; none if there is nothing that can be drawn. `xychart-beta` is what old and
 * new versions of Mermaid draw; texts stand in quotes, numbers without an exponent, and no list is empty.
 */
export function barChart({ title, unit, points, decimals }: BarChart): string[] {
  const shown = points.slice(-MOST_POINTS);
  const values = shown.map(({ value }) => value);
  const isDrawable = values.every((value) => Math.abs(value) < LARGEST_VALUE);
  const labels = new Set(shown.map(({ label }) => label));
  if (shown.length === 0 || !isDrawable || labels.size < shown.length) return [];
  const number = (value: number) => value.toFixed(decimals);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  return [
    '```mermaid',
    LOOK,
    'xychart-beta',
    `  title ${quoted(title)}`,
    `  x-axis [${shown.map(({ label }) => quoted(label)).join(', ')}]`,
    `  y-axis ${quoted(unit)} ${number(least)} --> ${number(Number(number(most)) > Number(number(least)) ? most : least + 1)}`,
    `  bar [${values.map(number).join(', ')}]`,
    '```',
  ];
}

/** A quote would end the text, a backtick could end the block, `%%{` begins a directive even there, and an empty text is none to the grammar. */
function quoted(text: string): string {
  const clean = [...visible(text)]
    .slice(0, LONGEST_TEXT)
    .join('')
    .replaceAll('"', '”')
    .replaceAll('`', '’')
    .replaceAll('%{', '% {')
    .replaceAll('\\', '/');
  return `"${clean.trim() || ' '}"`;
}
