/**
 * Colours that stand for a role, not for a colour: each becomes a class in the finished drawing, so that the page's
 * style sheet decides what it looks like in light, in dark and in print.
 */
export const INK = {
  text: '#000001',
  line: '#000002',
  grid: '#000003',
  paper: '#000004',
  gap: '#000005',
  limit: '#000006',
  covered: '#000007',
  refused: '#000008',
} as const;

/** Series, in the order in which they are drawn; the last is for "other". */
export const SERIES_INKS: readonly string[] = [
  '#000010',
  '#000011',
  '#000012',
  '#000013',
  '#000014',
  '#000015',
  '#000016',
  '#000017',
];
export const OTHER_INK = '#000018';

const CLASSES: Record<string, string> = Object.fromEntries([
  ...Object.entries(INK).map(([role, colour]) => [colour, role]),
  ...[...SERIES_INKS, OTHER_INK].map((colour, index) => [colour, `s${index + 1}`]),
]);

/** Returns the ink of a series by its place; the last one's if there are more series than inks. */
export function seriesInk(index: number): string {
  return SERIES_INKS[index] ?? OTHER_INK;
}

/** Returns the class behind a colour of this file: `s1`, `text`; undefined for any other colour. */
export function inkClass(colour: string): string | undefined {
  return CLASSES[colour.toLowerCase()];
}
