/**
 * Returns what a YAML text holds. `!name`, with which `resources` leaves one out, is a tag to YAML: such a bare tag is given
 * back as the text the user wrote. Throws an `Error` whose message is one sentence with the line, and quotes nothing.
 */
export async function parseYaml(text: string): Promise<unknown> {
  // Loaded only by workflows that use YAML: it costs a fifth of the start.
  const { parseDocument, visit } = await import('yaml');
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    throw new Error(`it is not valid YAML (${error.code}${line === undefined ? '' : ` in line ${line}`})`);
  }
  visit(document, {
    Scalar(_key, node) {
      if (node.tag && /^![\w]/.test(node.tag) && (node.value === null || node.value === '')) node.value = node.tag;
    },
  });
  return document.toJS();
}
