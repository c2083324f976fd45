/** Returns JSON text indented by two spaces, its numbers and strings untouched digit for digit. */
export function indentJson(text: string): string {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  let result = '';
  let depth = 0;
  parts.forEach((part, index) => {
    const before = parts[index - 1];
    const empty = (before === '{' && part === '}') || (before === '[' && part === ']');
    if (part === '}' || part === ']') depth -= 1;
    const breaks = !empty && (before === '{' || before === '[' || before === ',' || part === '}' || part === ']');
    if (breaks) result += `\n${'  '.repeat(depth)}`;
    result += part === ':' ? ': ' : part;
    if (part === '{' || part === '[') depth += 1;
  });
  return result;
}
