/** Returns an amount with its currency's code, `1,234.50 USD`: a `$` would open a formula in GitHub's Markdown. */
export function money(amount: number, currency: string): string {
  return `${plainAmount(amount)} ${currency.toUpperCase()}`;
}

/** Returns an amount without its currency, two places: `1,234.50`. */
export function plainAmount(amount: number): string {
  const text = amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return text === '-0.00' ? '0.00' : text.replace('-', '−');
}

/** Returns a change with its sign: `+1,234.50`, `−3.00`. */
export function signedAmount(amount: number): string {
  const text = plainAmount(amount);
  return amount > 0 && text !== '0.00' ? `+${text}` : text;
}

/** Returns how much more or less than before, `+12 %`; `new` if there was nothing before, `none` if there is nothing at all. */
export function changeOf(now: number, before: number): string {
  if (before <= 0) return now > 0 ? 'new' : 'none';
  const percent = Math.round(((now - before) / before) * 100);
  if (percent === 0) return '±0 %';
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent).toLocaleString('en-US')} %`;
}

/** Returns a share as whole percent: `82 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100).toLocaleString('en-US')} %`;
}
