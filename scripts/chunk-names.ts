import type { Metafile } from 'esbuild';

/** A chunk that more entries than these share is the bundler's own: what every file needs. */
const MOST_NAMED = 10;

/**
 * Returns a name without a hash for each chunk of a bundle, old file name -> new one, so a change of the sources shows as a diff
 * of few files. A chunk that is imported on demand has the name of its module or package. Any other holds what exactly some of
 * these have in common, and has all their names: `shared-azure-gcs.js`. Throws an `Error` if two would have the same name.
 */
export function chunkNames({ outputs }: Metafile): Map<string, string> {
  const users = new Map<string, string[]>();
  const entries = Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint === undefined ? [] : [{ path, name: nameOf(entryPoint) }],
  );
  for (const { path, name } of entries)
    for (const needed of importedBy(path, outputs)) users.set(needed, [...(users.get(needed) ?? []), name]);
  const names = new Map<string, string>();
  const entryNames = new Map(entries.map(({ path, name }) => [path, name]));
  for (const path of Object.keys(outputs).filter((output) => output.includes('/chunks/') && output.endsWith('.js'))) {
    const name = `${entryNames.get(path) ?? sharedName(users.get(path) ?? [])}.js`;
    if ([...names.values()].includes(name)) throw new Error(`Two chunks would be called ${name}`);
    names.set(fileOf(path), name);
  }
  return names;
}

function sharedName(users: readonly string[]): string {
  return users.length > MOST_NAMED ? 'runtime' : `shared-${[...users].sort().join('-')}`;
}

/** Returns an output and all that is loaded with it. */
function importedBy(entry: string, outputs: Metafile['outputs'], seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const { kind, path, external } of outputs[entry]?.imports ?? [])
    if (kind === 'import-statement' && !external) importedBy(path, outputs, seen);
  return seen;
}

/** Returns the package of a module, with the file if that is not its main one; of our own modules the file, with its folder if that says more. */
function nameOf(module: string): string {
  const parts = module.replace(/\.\w+$/, '').split('/');
  const start = parts.lastIndexOf('node_modules') + 1;
  const file = parts.at(-1) as string;
  if (start === 0)
    return file === 'command' || file === 'index' ? (parts.at(-2) as string) : file === 'main' ? 'index' : file;
  const name = parts.slice(start, parts[start]?.startsWith('@') ? start + 2 : start + 1);
  const packageName = name.join('-').replace('@', '');
  return /^(?:index|src|dist|lib|esm|main)$/.test(file) || packageName.endsWith(file)
    ? subpath(parts, packageName)
    : `${packageName}-${file}`;
}

/** Returns a package's name, with the part of it that is meant: `smithy-core-event-streams`. */
function subpath(parts: readonly string[], packageName: string): string {
  const at = parts.indexOf('submodules');
  return at === -1 ? packageName : `${packageName}-${parts[at + 1]}`;
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
