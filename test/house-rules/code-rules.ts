import { stripTypeScriptTypes } from 'node:module';
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import {
  isExportAssignment,
  isFunctionLikeDeclaration,
  isIdentifier,
  isImportDeclaration,
  isNewExpression,
  isPropertyAccessExpression,
  isStringLiteral,
} from 'typescript/unstable/ast/is';
import { placeOf, type SourceTree, type Texts, visitNodes } from './source-tree.ts';

/** What a module of `src/` is handed by its caller, and who may take it from where it comes from: a path, or a folder with `/`. */
export const HANDED_IN: readonly {
  what: string;
  uses: readonly string[];
  allowed: Readonly<Record<string, string>>;
}[] = [
  {
    what: 'the environment',
    uses: ['process.env'],
    allowed: {
      'src/main.ts': 'the entry of the action',
      'src/cli.ts': 'the entry of the command line',
      'src/destinations/gcs/kind.ts':
        "sets a variable that Google's library reads, and that it cannot be told otherwise",
    },
  },
  {
    what: 'the runner',
    uses: ['@actions/core'],
    allowed: { 'src/main.ts': 'the entry of the action' },
  },
  {
    what: 'the log',
    uses: ['console.log', 'console.info', 'console.warn', 'console.error', 'console.debug'],
    allowed: {
      'src/cli.ts': 'the entry of the command line',
      'src/commands/': 'the commands, whose log it is',
      'src/commands/shell-terminal.ts': 'the log of the command line',
    },
  },
  {
    what: 'the clock and chance',
    uses: ['Date.now', 'new Date()', 'Math.random'],
    allowed: {
      'src/main.ts': 'the entry of the action',
      'src/run/program.ts': 'tells when a run failed',
      'src/run/run-dependencies.ts': 'hands them to the run',
      'src/commands/': 'hands them to what a command does',
      'src/destinations/azure/credential.ts': "whether a token is still good depends on the machine's own clock",
      'src/destinations/azure/trouble.ts': "whether a signature has expired depends on the machine's own clock",
    },
  },
];

/** Modules that help themselves to what they should be handed. */
export function takenNotHanded(tree: SourceTree): string[] {
  const problems: string[] = [];
  for (const [path, file] of tree) {
    if (!path.startsWith('src/')) continue;
    visitNodes(file, (node) => {
      const used = usedBy(node, file);
      const rule = used === undefined ? undefined : HANDED_IN.find(({ uses }) => uses.includes(used));
      if (rule === undefined || Object.keys(rule.allowed).some((own) => path === own || isBelow(path, own))) return;
      problems.push(`${placeOf(path, file, node)} uses ${used}: let its caller hand in ${rule.what}.`);
    });
  }
  return problems;
}

function isBelow(path: string, folder: string): boolean {
  return folder.endsWith('/') && path.startsWith(folder);
}

/** `object.name`, the name of an imported package, or `new Date()` without arguments. */
function usedBy(node: Node, file: SourceFile): string | undefined {
  if (isPropertyAccessExpression(node)) return node.getText(file).replaceAll(/\s|\?/g, '');
  if (isImportDeclaration(node) && isStringLiteral(node.moduleSpecifier)) return node.moduleSpecifier.text;
  const isBareNew = isNewExpression(node) && (node.arguments?.length ?? 0) === 0;
  return isBareNew && isIdentifier(node.expression) ? `new ${node.expression.text}()` : undefined;
}

/** Parts of the paths of an archive, in any text or regular expression. */
const LAYOUT =
  /(?<![\w-])(?:_(?:manifests|changes|history|revisions|findings|runs|reviews)\b|(?:month|date|hour|rev)=|late-\W)|\.rev-/;
const LAYOUT_FILE = 'src/archive/layout.ts';

/** Modules that spell a path of an archive themselves: every one stands in one file, or a change of it is forgotten somewhere. */
export function spelledPaths(tree: SourceTree): string[] {
  const problems: string[] = [];
  for (const [path, file] of tree) {
    if (!path.startsWith('src/') || path === LAYOUT_FILE) continue;
    visitNodes(file, (node) => {
      if (TEXTS.has(node.kind) && LAYOUT.test(node.getText(file)))
        problems.push(`${placeOf(path, file, node)} spells a path of an archive: take it from ${LAYOUT_FILE}.`);
    });
  }
  return problems;
}

const TEXTS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
  SyntaxKind.RegularExpressionLiteral,
]);

/** Default exports: an importer could give them any name. */
export function defaultExports(tree: SourceTree): string[] {
  const problems: string[] = [];
  for (const [path, file] of tree)
    visitNodes(file, (node) => {
      const isDefault = isExportAssignment(node) || node.kind === SyntaxKind.DefaultKeyword;
      if (isDefault && node.parent?.kind !== SyntaxKind.DefaultClause)
        problems.push(`${placeOf(path, file, node)} exports without a name.`);
    });
  return problems;
}

/** About 40 is usual; beyond this a reader has forgotten how it began. Functions inside are counted for themselves. */
export const MOST_FUNCTION_LINES = 70;
/** Those that are lists of steps, to be read from top to bottom: cut apart, they would be harder to follow. */
const STORIES: Readonly<Record<string, number>> = { 'src/run/run.ts': 80 };

/** Functions of everything but tests that are too long; what is inside functions within them is not theirs. */
export function longFunctions(tree: SourceTree, most = MOST_FUNCTION_LINES): string[] {
  const problems: string[] = [];
  for (const [path, file] of tree) {
    if (path.startsWith('test/')) continue;
    const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
    /** Returns how many lines of a node are those of functions. */
    const measure = (node: Node): number => {
      let inside = 0;
      node.forEachChild((child) => {
        inside += measure(child);
      });
      if (!isFunctionLikeDeclaration(node) || node.body === undefined) return inside;
      const lines = lineOf(node.end) - lineOf(node.getStart(file)) + 1;
      if (lines - inside > (STORIES[path] ?? most))
        problems.push(`${placeOf(path, file, node)} has ${lines - inside} lines of its own.`);
      return lines - 1;
    };
    file.forEachChild((node) => {
      measure(node);
    });
  }
  return problems;
}

/** Files that Node cannot run by taking the types away: enums, namespaces with code, parameter properties and the like. */
export function notErasable(texts: Texts): string[] {
  return [...texts].flatMap(([path, text]) => {
    if (!path.endsWith('.ts') || path.endsWith('.d.ts')) return [];
    try {
      stripTypeScriptTypes(text);
      return [];
    } catch (error) {
      return [`${path}: ${(error as Error).message.split('\n', 1)[0]}`];
    }
  });
}
