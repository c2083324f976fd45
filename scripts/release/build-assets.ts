import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LARGE = { maxBuffer: 1 << 28 };

/** What somebody needs who keeps a copy of the action: what runs, and what tells about it. */
const SHIPPED = ['action.yml', 'dist', 'docs', 'package.json', 'CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md'];

/** Heads the notice of each package in `dist/licenses.txt`. */
const BUNDLED = /^-{80}\n(\S+) (\S+) \(/gm;

/** Of a CycloneDX bill, what is looked at here: https://cyclonedx.org/docs/1.5/json/ */
interface Bill {
  metadata: { timestamp?: string; component: { 'bom-ref': string; name: string } };
  components: { 'bom-ref': string; name: string; version: string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/** Makes the archive of a commit's own files: the same commit gives the same bytes. Returns its path. */
export async function buildArchive(root: string, folder: string, tag: string): Promise<string> {
  if (!/^v[0-9A-Za-z.-]+$/.test(tag))
    throw new Error(`Failed to build the archive of "${tag}": that is no tag of ours`);
  await mkdir(folder, { recursive: true });
  const path = join(resolve(folder), `openai-admin-export-${tag}.tar.gz`);
  const prefix = `--prefix=openai-admin-export-${tag}/`;
  await run('git', ['-C', root, 'archive', '--format=tar.gz', prefix, `--output=${path}`, 'HEAD', ...SHIPPED]);
  return path;
}

/**
 * The packages whose code is in the bundle, as CycloneDX: what npm knows of those that `dist/licenses.txt` names, and of how they depend
 * on one another. (npm's own `--omit=dev` leaves out what a development dependency happens to need too.) It holds no time, and its
 * serial number follows from what it lists: the same commit gives the same bytes.
 */
export async function softwareBill(root: string): Promise<string> {
  const notices = await readFile(join(root, 'dist/licenses.txt'), 'utf8');
  const bundled = new Set([...notices.matchAll(BUNDLED)].map(([, name, version]) => `${name}@${version}`));
  const npm = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const { stdout } = await run('npm', npm, { cwd: root, ...LARGE, shell: process.platform === 'win32' });
  const bill: Bill = JSON.parse(stdout);
  const { timestamp: _, ...metadata } = bill.metadata;
  // npm names it after the folder, which may have any name.
  metadata.component.name = 'openai-admin-export';
  const own = metadata.component['bom-ref'];
  const components = bill.components.filter(({ name, version }) => bundled.delete(`${name}@${version}`));
  if (bundled.size > 0) throw new Error(`Failed to find in the lockfile what is in dist/: ${[...bundled].join(', ')}`);
  const listed = new Set([own, ...components.map((component) => component['bom-ref'])]);
  const dependencies = bill.dependencies
    .filter(({ ref }) => listed.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => listed.has(other)) }));
  const whole = { ...bill, serialNumber: '', metadata, components, dependencies };
  whole.serialNumber = `urn:uuid:${uuidOf(JSON.stringify(whole))}`;
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** A UUID of version 8, whose bits are ours to choose: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const { RELEASE_FOLDER: folder = 'release', TAG: tag = '' } = process.env;
  console.log(await buildArchive(root, folder, tag));
  await writeFile(join(folder, 'sbom.cdx.json'), await softwareBill(root));
}
