import { INK } from './ink.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Space around the drawing, labels of the axes included. */
export const GRID = { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same' };

/** Returns an axis of names. */
export function categoryAxis(data: readonly string[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'category',
    data,
    axisLine: { lineStyle: { color: INK.line } },
    axisTick: { show: false },
    axisLabel: { color: INK.text },
    ...more,
  };
}

/** Returns an axis of amounts. */
export function valueAxis(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'value',
    splitLine: { lineStyle: { color: INK.grid } },
    axisLabel: { color: INK.text, formatter: compact },
    splitNumber: 4,
    ...more,
  };
}

/** Returns a number in few characters: `950`, `1.2k`, `3M`. */
export function compact(value: number): string {
  return new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** Returns a day for a label: `3 Nov`. */
export function shortDay(day: string): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
}
