/** What a reviewer may decide. */
export type Decision = 'keep' | 'revoke' | 'change';

const decisions: readonly string[] = ['keep', 'revoke', 'change'] satisfies Decision[];

/** Returns what a cell decides, in any case; undefined if it is blank, `unknown` for any other text. */
export function decisionOf(cell: string): Decision | 'unknown' | undefined {
  const text = cell.trim().toLowerCase();
  if (text === '') return undefined;
  return isDecision(text) ? text : 'unknown';
}

function isDecision(text: string): text is Decision {
  return decisions.includes(text);
}
