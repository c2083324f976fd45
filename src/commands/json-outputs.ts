const numbers = ['records', 'rows-read', 'files', 'bytes', 'changes', 'pull-request-number'];
const objects = ['data-until', 'findings'];

/** Returns the outputs of a run for a program to read: numbers as numbers, lists as lists, and null for what there is not. */
export function jsonOutputs(outputs: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).map(([name, text]) => [name, jsonValue(name, text)]));
}

function jsonValue(name: string, text: string): unknown {
  if (name.endsWith('-resources')) return text === '' ? [] : text.split(',');
  if (text === '') return null;
  if (numbers.includes(name)) return Number(text);
  if (objects.includes(name)) return JSON.parse(text);
  return name === 'changed' ? text === 'true' : text;
}
