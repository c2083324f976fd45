import type * as AllOfYaml from 'yaml';
import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml';

/** What a YAML text holds, or why it cannot be read: one phrase that names the line and quotes no value. */
export type YamlContent = { value: unknown } | { problem: string };

/** What is used of the library. */
type Yaml = Pick<typeof AllOfYaml, 'isAlias' | 'isMap' | 'isPair' | 'isScalar' | 'visit'>;

/** Characters of the longest text that is read: far more than any config needs, few enough to parse in a second. */
const LONGEST_TEXT = 512 * 1024;

/** Aliases that one text may use, counting those that an alias brings along. */
const MOST_ALIASES = 100;

/** So many levels opened on one line have no use, and the parser takes minutes over some of them (`? ? ? …`). */
const DEEP_LINE = /(?:[?:-][ \t]+){50}/;

const TOO_DEEP = 'it is nested too deeply';

/** Tags that say what YAML would take the value for anyway. */
const PLAIN_TAG = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map))$/;

/**
 * Returns what a YAML text holds. `!name`, with which `resources` leaves one out, is a tag to YAML: such a bare tag is given
 * back as the text the user wrote. Whatever else could be read in two ways is a problem: a second document, a key that
 * stands there twice, tags, directives, merge keys.
 */
export async function parseYaml(text: string): Promise<YamlContent> {
  if (text.length > LONGEST_TEXT) return { problem: `it is longer than ${LONGEST_TEXT / 1024} kB` };
  if (DEEP_LINE.test(text)) return { problem: TOO_DEEP };
  // Loaded only by workflows that use YAML: it costs a fifth of the start. Through `default`, which is all that a bundle
  // keeps of a CommonJS package imported like this.
  const { default: yaml } = await import('yaml');
  const lines = new yaml.LineCounter();
  // Keys are compared below: the parser compares each with all others.
  const parsed = yaml.parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false, lineCounter: lines });
  const [document, second] = [...parsed];
  if (document === undefined) return { value: undefined };
  const [error] = document.errors;
  if (error?.code === 'RESOURCE_EXHAUSTION') return { problem: TOO_DEEP };
  const inLine = (offset: number | undefined) => (offset === undefined ? '' : ` in line ${lines.linePos(offset).line}`);
  if (error) return { problem: `it is not valid YAML (${error.code}${inLine(error.pos[0])})` };
  if (second) {
    return { problem: `a second document begins${inLine(second.range[0])}: expected one, without "---" in between` };
  }
  if (hasDirectives(document)) return { problem: 'it begins with a directive (%…), which is not read: leave it out' };

  const found = findProblem(document, yaml);
  if (found) return { problem: `${found.what}${inLine(found.node?.range?.[0])}` };
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { problem: `it uses more than ${MOST_ALIASES} aliases (*…): write out what they stand for` };
  }
}

/** Returns the first thing in a document that could be read in two ways, or never to its end; bare tags become texts on the way. */
function findProblem(document: Document.Parsed, yaml: Yaml): { what: string; node: Node | undefined } | undefined {
  const { isAlias, isMap, isPair, isScalar, visit } = yaml;
  let problem: { what: string; node: Node | undefined } | undefined;
  const anchors = new Map<string, Node>();
  const report = (what: string, node: Node | undefined) => {
    problem = { what, node };
    return visit.BREAK;
  };
  visit(document, (_key, visited, path) => {
    // A key without a value has null for it, whatever the types say.
    if (visited === null || isPair(visited)) return;
    const node = visited as Node;
    if (isAlias(node)) {
      const what = aliasProblem(node, anchors.get(node.source), path);
      return what === undefined ? undefined : report(what, node);
    }
    const { anchor, tag } = node as Node & { anchor?: string };
    if (anchor !== undefined) anchors.set(anchor, node);
    if (tag !== undefined && !PLAIN_TAG.test(tag)) {
      const isBare = isScalar(node) && /^!\w/.test(tag) && (node.value === null || node.value === '');
      if (!isBare) return report('it has a tag (!…), which is not read,', node);
      node.value = tag;
    }
    const wrong = isMap(node) ? wrongKey(node, yaml) : undefined;
    return wrong && report(wrong.what, wrong.node ?? node);
  });
  return problem;
}

/** `%YAML 1.2` says what is the case anyway; 1.1 would read `no` as false, and `%TAG` gives tags another meaning. */
function hasDirectives({ directives, warnings }: Document.Parsed): boolean {
  const isOther = directives.yaml.version !== '1.2' || Object.keys(directives.tags).some((name) => name !== '!!');
  return isOther || warnings.some(({ code }) => code === 'BAD_DIRECTIVE');
}

function aliasProblem(
  { source }: Alias,
  target: Node | undefined,
  path: readonly (Document | Node | Pair)[],
): string | undefined {
  if (target === undefined) return 'it has an alias (*…) without an anchor (&…) before it,';
  return path.includes(target) ? `the anchor &${source} contains itself: an alias (*…) leads back to it` : undefined;
}

/** Returns the first key of a mapping that is no plain name, or that stands there a second time; undefined if there is none. */
function wrongKey({ items }: YAMLMap, { isScalar }: Yaml): { what: string; node: Node | undefined } | undefined {
  const names = new Set<string>();
  for (const { key } of items) {
    const node = (key ?? undefined) as Node | undefined;
    if (!isScalar(node) || node.value === null) return { what: 'it has a key that is no plain text,', node };
    const name = String(node.value);
    if (name === '<<' && node.type === 'PLAIN') {
      return { what: 'it has a merge key (<<), which is not read: write out what it stands for,', node };
    }
    if (name === '__proto__') return { what: 'it has a key that no setting can have (__proto__)', node };
    if (names.has(name)) return { what: 'it has a key twice (DUPLICATE_KEY), again', node };
    names.add(name);
  }
  return undefined;
}
