/** Returns an amount as people write it: `$1,234.56`. */
export function money(amount: number, currency: string): string {
  // Only three letters name a currency; whatever else is stored stands behind the number as it is.
  if (!/^[A-Za-z]{3}$/.test(currency)) return `${amount.toFixed(2)} ${currency}`;
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() }).format(amount);
}

/** Returns a sum without the dust that adding doubles leaves: to a millionth. */
export function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
