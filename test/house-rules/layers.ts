import type { Import } from './imports.ts';

/**
 * The layers of `src/`, lowest first, as CONTRIBUTING.md draws them. A file belongs to the longest of these paths that it begins with, and
 * imports from its own layer and those below.
 */
export const LAYERS: readonly (readonly string[])[] = [
  // What anything may use: it knows nothing of what the program is for.
  [
    'disk-trouble.ts',
    'errors.ts',
    'log.ts',
    'annotation-limits.ts',
    'amounts.ts',
    'group-by.ts',
    'nearest-name.ts',
    'key-kind.ts',
    'memory.ts',
    'phases.ts',
    'same-trouble.ts',
    'stop/',
    'terminal.ts',
    'terminal-text.ts',
    'troubles/',
    'unseen.ts',
    'version.ts',
  ],
  ['catalogue/'],
  [
    'api/',
    'formats/',
    'destinations/',
    'state/',
    'privacy/',
    'schema/',
    // It adds what the API's own errors call for.
    'told.ts',
    // Parts of the layout of what is stored, which the engine writes and the audit reads.
    'audit/changes.ts',
    'audit/change-files.ts',
    'audit/read/stored-resource.ts',
  ],
  // It hides what the engine copies from earlier files.
  ['export/', 'first-answer.ts', 'own-key/', 'privacy/earlier-data.ts'],
  // It hides what the audit has read.
  ['audit/', 'report/', 'github/', 'as-of/', 'dry-run/', 'run-record/', 'privacy/stored-data.ts'],
  ['inputs.ts', 'inputs/', 'run.ts', 'begin-run.ts', 'deliver/', 'verify/', 'repair/'],
  ['main.ts', 'runner-terminal.ts', 'program.ts', 'run-dependencies.ts', 'cli.ts', 'cli/'],
];

/** What the reader's choices look like: types alone, made of those of every layer, and used by all of them. */
const CONTRACT = 'src/config.ts';

/** Imports within `src/` that point up, and files that no layer has. */
export function upwardImports(imports: readonly Import[], layers = LAYERS): string[] {
  const problems = new Set<string>();
  for (const { from, place, to, isOwn, isType } of imports) {
    if (!isOwn || !from.startsWith('src/')) continue;
    if (isType && (from === CONTRACT || to === CONTRACT)) continue;
    const [own, other] = [layerOf(from, layers), layerOf(to, layers)];
    for (const [path, layer] of [
      [from, own],
      [to, other],
    ] as const)
      if (layer === undefined && path !== CONTRACT)
        problems.add(`${path} is in no layer of test/house-rules/layers.ts.`);
    if (own !== undefined && other !== undefined && other > own)
      problems.add(`${place} imports ${to}, which lies above it.`);
    if (from === CONTRACT || to === CONTRACT) problems.add(`${place}: ${CONTRACT} holds types alone.`);
  }
  return [...problems];
}

function layerOf(path: string, layers: typeof LAYERS): number | undefined {
  const below = path.slice('src/'.length);
  let best: { length: number; layer: number } | undefined;
  layers.forEach((names, layer) => {
    for (const name of names)
      if ((name.endsWith('/') ? below.startsWith(name) : below === name) && name.length > (best?.length ?? 0))
        best = { length: name.length, layer };
  });
  return best?.layer;
}

/** What each part of the repository may import of our own, besides itself. Tests may use anything. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  src: [],
  // It stands for OpenAI: what it shares with the program could be wrong on both sides, and no test would see it.
  simulator: [],
  scripts: ['src', 'simulator'],
  bench: ['src', 'simulator', 'test'],
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

/** Circles of imports that are there when the program runs: which of the files is loaded first then decides what works. */
export function importCircles(imports: readonly Import[]): string[] {
  const edges = new Map<string, string[]>();
  for (const { from, to, isOwn, isType } of imports)
    if (isOwn && !isType) edges.set(from, [...(edges.get(from) ?? []), to]);
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
