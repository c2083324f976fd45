import type { Import } from './imports.ts';

/**
 * The folders of `src/`, lowest first, and the two entries, as CONTRIBUTING.md names them. Each imports only itself and what stands before it,
 * types included, so no two folders can need each other.
 */
export const LAYERS: readonly string[] = [
  'text/',
  'notices/',
  'catalogue/',
  'api/',
  'stop/',
  'formats/',
  'privacy/',
  'schema/',
  'destinations/',
  'spool/',
  'archive/',
  'state/',
  'export/',
  'audit/',
  'access-review/',
  'github/',
  'settings/',
  'reporting/',
  'deliver/',
  'run/',
  'verify/',
  'repair/',
  'commands/',
  'main.ts',
  'cli.ts',
];

/** Returns the imports within `src/` that point up, types included, and the files that no layer has. */
export function upwardImports(imports: readonly Import[], layers = LAYERS): string[] {
  const problems = new Set<string>();
  for (const { from, place, to, isOwn } of imports) {
    if (!isOwn || !from.startsWith('src/')) continue;
    const [own, other] = [layerOf(from, layers), layerOf(to, layers)];
    if (own < 0) problems.add(`${from} is in no layer of test/house-rules/layers.ts.`);
    if (other < 0) problems.add(`${to} is in no layer of test/house-rules/layers.ts.`);
    if (own >= 0 && other > own) problems.add(`${place} imports ${to}, which lies above it.`);
  }
  return [...problems];
}

function layerOf(path: string, layers: readonly string[]): number {
  const [, folder = '', inside] = path.split('/');
  return layers.indexOf(inside === undefined ? folder : `${folder}/`);
}

/** What each part of the repository may import of our own, besides itself. Tests may use anything. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  src: [],
  // The descriptions from which the data dictionary is made.
  docs: ['src'],
  // It stands for OpenAI: what it shares with the program could be wrong on both sides, and no test would see it.
  simulator: [],
  scripts: ['src', 'simulator', 'docs'],
  bench: ['src', 'simulator', 'scripts', 'test'],
};

/** Imports from a part of the repository that its importer must not know. */
export function foreignImports(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, place, to, isOwn }) => {
    const [part = '', other = ''] = [from.split('/')[0], to.split('/')[0]];
    const allowed = PARTS[part];
    const isFine = !isOwn || allowed === undefined || other === part || allowed.includes(other);
    return isFine ? [] : [`${place} imports ${to}: ${part}/ knows nothing of ${other}/.`];
  });
}

/**
 * Returns the circles of imports: between files of `src/`, and between folders and files of one folder there, types included; elsewhere
 * only those that are there when the program runs, because which of the files is loaded first would decide what works.
 */
export function importCircles(imports: readonly Import[]): string[] {
  const edges = new Map<string, Set<string>>();
  for (const { from, to, isOwn, isType } of imports) {
    const isSource = from.startsWith('src/');
    if (!isOwn || (isType && !isSource)) continue;
    for (const [one, other] of isSource ? [[from, to] as const, siblings(from, to)] : [[from, to] as const])
      if (one !== other) edges.set(one, (edges.get(one) ?? new Set()).add(other));
  }
  return circlesOf(edges);
}

/** Returns what holds the two paths in the folder in which they part ways: two folders, two files, or one of each. */
function siblings(from: string, to: string): readonly [string, string] {
  const [one, other] = [from.split('/'), to.split('/')];
  const depth = one.findIndex((name, index) => name !== other[index]) + 1;
  return [one.slice(0, depth).join('/'), other.slice(0, depth).join('/')];
}

function circlesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const circles: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of edges.keys()) visit(path, []);
  return circles;
}
