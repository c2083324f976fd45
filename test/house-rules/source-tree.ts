import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { createTemporaryFolder } from '../harness/workspace.ts';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Text of each file, by path below the root. */
export type Texts = ReadonlyMap<string, string>;

/** Each file as TypeScript's parser sees it, by path below the root. */
export type SourceTree = ReadonlyMap<string, SourceFile>;

/** Files are looked at one by one: neither what they import nor the library is needed. */
const OPTIONS = { noEmit: true, noLib: true, noResolve: true, types: [], allowImportingTsExtensions: true };

/** The repository's own files, committed or about to be, without what is built or cannot be read as text. */
export async function ownFiles(): Promise<Texts> {
  const { stdout } = await promisify(execFile)(
    'git',
    ['-C', ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { maxBuffer: 1 << 26 },
  );
  const paths = stdout.split('\0').filter((path) => path !== '' && !path.startsWith('dist/'));
  const texts = new Map<string, string>();
  for (const path of paths) {
    // A file that was removed, and is still in the index, is gone.
    const content = await readFile(join(ROOT, path)).catch(() => undefined);
    if (content && !content.includes(0)) texts.set(path, content.toString('utf8'));
  }
  return texts;
}

/** Parses the TypeScript files among these, which lie below a folder, with the compiler that the repository uses. */
export async function parseSources(root: string, texts: Texts): Promise<SourceTree> {
  const paths = [...texts.keys()].filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));
  const folder = await createTemporaryFolder('house-rules');
  const compiler = new API({ cwd: root });
  try {
    const project = join(folder, 'tsconfig.json');
    const files = paths.map((path) => join(root, path));
    await writeFile(project, JSON.stringify({ compilerOptions: OPTIONS, files }));
    const program = compiler.updateSnapshot({ openProjects: [project] }).getProject(project)?.program;
    return new Map(paths.map((path) => [path, needed(program?.getSourceFile(join(root, path)), path)]));
  } finally {
    compiler.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Parses examples, which are written to a folder that is gone afterwards. */
export async function parseExamples(examples: Record<string, string>): Promise<SourceTree> {
  const folder = await createTemporaryFolder('house-rules');
  try {
    for (const [path, text] of Object.entries(examples)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await parseSources(folder, new Map(Object.entries(examples)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Calls with every node of a file. */
export function visitNodes(file: SourceFile, visit: (node: Node) => void): void {
  const each = (node: Node): void => {
    visit(node);
    node.forEachChild(each);
  };
  file.forEachChild(each);
}

/** `<path>:<line>` of a node. */
export function placeOf(path: string, file: SourceFile, node: Node): string {
  return `${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}

function needed(file: SourceFile | undefined, path: string): SourceFile {
  if (file === undefined) throw new Error(`Failed to parse ${path}: the compiler does not know it`);
  return file;
}
