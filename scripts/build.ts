import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { chunkNames } from './chunk-names.ts';
import { licenceNotices } from './licence-notices.ts';
import { stripPackages } from './strip-packages.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What `dist/` is built from: bundle name -> source file. */
const ENTRIES = { index: 'src/main.ts', cli: 'src/cli.ts', demo: 'simulator/demo.ts' };

/** CommonJS packages call `require()` for the built-in modules, which an ES module lacks. */
const BANNER = `import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);`;

/**
 * Lets the bundler drop what is imported but not used from the Actions toolkit, whose packages do not declare that
 * importing them does nothing. Otherwise each start would load the HTTP stack that `@actions/core` needs for OIDC alone.
 */
const dropUnusedToolkit: Plugin = {
  name: 'drop-unused-toolkit',
  setup(bundler) {
    const importer = Symbol('resolving');
    bundler.onResolve({ filter: /^@actions\/(core|http-client)$|^undici$|^tunnel$|oidc-utils/ }, async (args) => {
      if (args.pluginData === importer) return undefined;
      const { kind, resolveDir } = args;
      const resolved = await bundler.resolve(args.path, {
        kind,
        resolveDir,
        importer: args.importer,
        pluginData: importer,
      });
      return { ...resolved, sideEffects: false };
    });
  },
};

/**
 * Makes imports of Node's HTTP modules calls of `require()`. An import reads all that a module exports, and `http` offers
 * WebSocket and its like by getters that load all of undici: a third of what a start would cost, for nothing.
 */
const requireHttp: Plugin = {
  name: 'require-http',
  setup(bundler) {
    bundler.onResolve({ filter: /^(node:)?https?$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'required' } : undefined,
    );
    bundler.onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** Leaves out streams of the web for a Node that lacks them: all that run this have them. */
const dropPolyfill: Plugin = {
  name: 'drop-polyfill',
  setup(bundler) {
    bundler.onResolve({ filter: /^web-streams-polyfill\// }, ({ path }) => ({ path, namespace: 'dropped' }));
    bundler.onLoad({ filter: /./, namespace: 'dropped' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * Bundles the entries that exist and returns the files, path below the output folder -> text. The same sources give the
 * same bytes, wherever the checkout lies. Our own code is not minified, so that a reader can review what runs.
 */
export async function bundle(root: string, entries: Record<string, string>): Promise<Map<string, string>> {
  const present = Object.entries(entries).filter(([, source]) => existsSync(join(root, source)));
  if (present.length === 0) return new Map();
  const outputFolder = join(root, 'dist');
  const result = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: outputFolder,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: BANNER },
    legalComments: 'external',
    logLevel: 'warning',
    plugins: [dropUnusedToolkit, requireHttp, dropPolyfill],
  });
  const files = new Map<string, string>();
  const legalComments: string[] = [];
  const names = chunkNames(result.metafile);
  const renamed = (text: string) => text.replace(/[\w-]+-[A-Z0-9]{8}\.js/g, (name) => names.get(name) ?? name);
  for (const file of result.outputFiles) {
    if (file.path.endsWith('.LEGAL.txt')) legalComments.push(file.text);
    else {
      const path = file.path.slice(outputFolder.length + 1).replaceAll('\\', '/');
      const text = renamed(file.text);
      files.set(renamed(path), path.startsWith('chunks/') ? await stripPackages(text) : text);
    }
  }
  files.set('licenses.txt', await licenceNotices(root, result.metafile, legalComments));
  files.set('package.json', '{ "type": "module" }\n');
  return files;
}

/** What `dist/` must hold now. */
export function bundleProduct(): Promise<Map<string, string>> {
  return bundle(ROOT, ENTRIES);
}

/** Makes a folder hold exactly these files, touching only what differs, so that a run that has started goes on. */
async function writeFolder(folder: string, files: Map<string, string>): Promise<void> {
  const stale = existsSync(folder) ? await readdir(folder, { recursive: true, withFileTypes: true }) : [];
  for (const [path, text] of files) {
    const target = join(folder, path);
    if (existsSync(target) && (await readFile(target, 'utf8')) === text) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.new`, text);
    await rename(`${target}.new`, target);
  }
  for (const entry of stale) {
    const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
    if (entry.isFile() && !files.has(path)) await rm(join(folder, path), { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await bundleProduct();
  await writeFolder(join(ROOT, 'dist'), files);
  // As npm would make it when it links the command; committed like this, a clone stays clean then.
  await chmod(join(ROOT, 'dist/cli.js'), 0o755);
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.log(`dist: ${files.size} files, ${(bytes / 1e6).toFixed(2)} MB`);
}
