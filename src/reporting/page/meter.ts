import { type Html, html } from './html.ts';

/** A bar for a share that stands beside its number: it says nothing that the number does not, so it is not read out. */
export function meter(share: number): Html {
  const level = share >= 1 ? 'over' : share >= 0.8 ? 'near' : 'fine';
  const width = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return html`<svg class="meter ${level}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="m-back" width="100" height="8"/><rect class="m-fill" width="${width}" height="8"/></svg>`;
}

/** A bar to the right of the middle for more, to the left for less. */
export function moveBar(change: number, most: number): Html {
  const width = most > 0 ? Math.round((Math.abs(change) / most) * 50) : 0;
  return html`<svg class="meter move" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="m-${change < 0 ? 'less' : 'more'}" x="${change < 0 ? 50 - width : 50}" width="${width}" height="8"/><rect class="m-middle" x="49.5" width="1" height="8"/></svg>`;
}
