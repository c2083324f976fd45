import { SERIES_INKS } from '../charts/ink.ts';

// After Okabe and Ito's palette, which people with any kind of colour blindness can distinguish, made darker for white
// and lighter for black so that each has at least 3 : 1 against its ground (WCAG 1.4.11). https://jfly.uni-koeln.de/color/
const LIGHT_SERIES = [
  '#0b63a8',
  '#c65102',
  '#007d5f',
  '#a8488a',
  '#8a6d00',
  '#2a8bbd',
  '#7a3b2e',
  '#5b5fb0',
  '#6f7780',
];
const DARK_SERIES = ['#5ea9f2', '#f28e4c', '#2fc295', '#dd86bf', '#d9bc3f', '#8fd0f0', '#c98d7a', '#a3a6f2', '#97a0aa'];

const LIGHT = `
  --ground: #f7f8fa; --paper: #ffffff; --text: #17202b; --quiet: #515c69; --rule: #d7dce2; --soft: #eef1f5;
  --accent: #0b5f6b; --good: #1c6b3c; --high: #b3261e; --medium: #8f5200; --low: #2b5a94;
  --gap: #fbe3e1; --limit: #b3261e; --covered: #0b5f6b; --refused: #7b8591; --grid: #e3e7ec; --line: #a6afba;
${seriesOf(LIGHT_SERIES)}`;

const DARK = `
  --ground: #10151b; --paper: #181f27; --text: #e6eaef; --quiet: #a7b1bd; --rule: #313b46; --soft: #212a34;
  --accent: #6cc6d2; --good: #6fcf97; --high: #ff8f86; --medium: #f0b35e; --low: #8fbcf5;
  --gap: #4a2624; --limit: #ff8f86; --covered: #4aa8b5; --refused: #8b96a3; --grid: #2a333d; --line: #5b6672;
${seriesOf(DARK_SERIES)}`;

function seriesOf(colours: readonly string[]): string {
  return `  ${colours.map((colour, index) => `--s${index + 1}: ${colour};`).join(' ')}\n`;
}

const ROLES = ['text', 'line', 'grid', 'paper', 'gap', 'limit', 'covered', 'refused'];
const SERIES = Array.from({ length: SERIES_INKS.length + 1 }, (_, index) => `s${index + 1}`);

/** Colours by role, light unless the reader prefers dark; on paper always light. Then the classes of the charts' inks. */
export const COLOURS = `
:root { color-scheme: light dark;${LIGHT}}
@media screen and (prefers-color-scheme: dark) { :root {${DARK}} }
${[...ROLES, ...SERIES].map((role) => `.f-${role} { fill: var(--${role}); } .l-${role} { stroke: var(--${role}); }`).join('\n')}
`;
