// Blocks of text show everywhere a comment is read, in a notification's e-mail too, where a drawing would not.
const BAR_WIDTH = 10;
const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Returns a bar of ten blocks for a share of 0 to 1; more than all is a full bar. Something is never shown as nothing. */
export function bar(share: number): string {
  if (!(share > 0)) return '░'.repeat(BAR_WIDTH);
  const filled = Math.min(BAR_WIDTH, Math.max(1, Math.round(share * BAR_WIDTH)));
  return '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
}

/** Returns a line of blocks, one for each amount, the highest at the largest of them. */
export function sparkline(amounts: readonly number[]): string {
  const most = Math.max(...amounts, 0);
  return amounts
    .map((amount) => LEVELS[most > 0 ? Math.min(7, Math.max(0, Math.ceil((amount / most) * 8) - 1)) : 0])
    .join('');
}
