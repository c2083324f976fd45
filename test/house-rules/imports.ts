import { dirname, join } from 'node:path/posix';
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import {
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isNamedImports,
  isStringLiteral,
} from 'typescript/unstable/ast/is';
import { placeOf, type SourceTree, visitNodes } from './source-tree.ts';

/** One import, `export … from`, or `import()`. */
export interface Import {
  from: string;
  /** `<path>:<line>`. */
  place: string;
  /** The path of one of our own files, else the name of the package or built-in module as it is written. */
  to: string;
  isOwn: boolean;
  /** True where nothing of it is left when the program runs. */
  isType: boolean;
}

/** All imports of all files. */
export function importsOf(tree: SourceTree): Import[] {
  return [...tree].flatMap(([path, file]) => importsOfFile(path, file));
}

function importsOfFile(path: string, file: SourceFile): Import[] {
  const imports: Import[] = [];
  visitNodes(file, (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    const isOwn = specifier.startsWith('.');
    const to = isOwn ? join(dirname(path), specifier) : specifier;
    imports.push({ from: path, place: placeOf(path, file, node), to, isOwn, isType: isTypeOnly(node) });
  });
  return imports;
}

function specifierOf(node: Node): string | undefined {
  if (isImportDeclaration(node) || isExportDeclaration(node)) {
    const { moduleSpecifier } = node;
    return moduleSpecifier && isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  }
  if (!isCallExpression(node) || node.expression.kind !== SyntaxKind.ImportKeyword) return undefined;
  const [first] = node.arguments;
  return first && isStringLiteral(first) ? first.text : undefined;
}

function isTypeOnly(node: Node): boolean {
  if (isExportDeclaration(node)) return node.isTypeOnly;
  if (!isImportDeclaration(node) || node.importClause === undefined) return false;
  const { phaseModifier, name, namedBindings } = node.importClause;
  if (phaseModifier === SyntaxKind.TypeKeyword) return true;
  const named = namedBindings && isNamedImports(namedBindings) ? namedBindings.elements : undefined;
  return name === undefined && named !== undefined && named.length > 0 && named.every((element) => element.isTypeOnly);
}
