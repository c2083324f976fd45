/**
 * The first characters that make a spreadsheet run a cell: every one runs the first four; tab and line ends may be
 * trimmed in front of those; some take the full-width forms for the plain ones (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export const opensFormula = /^[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Returns the text with an apostrophe in front if a spreadsheet would run it; a plain number stays a number. */
export function defuseFormula(text: string): string {
  return opensFormula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}
