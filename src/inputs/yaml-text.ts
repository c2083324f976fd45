/** What a YAML text holds, or why it cannot be read: one phrase that names the line and quotes nothing. */
export type YamlContent = { value: unknown } | { problem: string };

/**
 * Returns what a YAML text holds. `!name`, with which `resources` leaves one out, is a tag to YAML: such a bare tag is given
 * back as the text the user wrote.
 */
export async function parseYaml(text: string): Promise<YamlContent> {
  // Loaded only by workflows that use YAML: it costs a fifth of the start. Through `default`, which is all that a bundle
  // keeps of a CommonJS package imported like this.
  const {
    default: { parseDocument, visit },
  } = await import('yaml');
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    return { problem: `it is not valid YAML (${error.code}${line === undefined ? '' : ` in line ${line}`})` };
  }
  visit(document, {
    Scalar(_key, node) {
      if (node.tag && /^!\w/.test(node.tag) && (node.value === null || node.value === '')) node.value = node.tag;
    },
  });
  try {
    return { value: document.toJS() };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { problem: 'it has an alias without an anchor, or too many of them' };
  }
}
