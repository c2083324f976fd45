import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

// Judges an export from outside: by its files, its outputs and the API. It shares no code with what it judges.

/** Of a manifest, what is looked at here: see docs/files.md. */
interface Manifest {
  resource: string;
  entries: { path?: string; rows: number; bytes?: number; sha256?: string }[];
}

export interface Export {
  folder: string;
  apiUrl: string;
  adminKey: string;
  /** The outputs of the step. */
  outputs: Record<string, string>;
  night: 'first' | 'second';
  /** Keeps the digest of the files from the first night to the second. */
  digestFile: string;
}

/** Everything that is wrong with an export, one sentence each. */
export async function problemsOf(exported: Export): Promise<string[]> {
  const files = await readFiles(exported.folder);
  const manifests = [...files]
    .filter(([path]) => path.startsWith('_manifests/'))
    .map(([, content]): Manifest => JSON.parse(content.toString('utf8')));
  return [
    ...problemsOfOutputs(exported),
    ...(manifests.length === 0 ? ['There is no manifest.'] : []),
    ...manifests.flatMap((manifest) => problemsOfManifest(manifest, files)),
    ...unlistedFiles(manifests, files),
    ...(await problemsOfUsers(exported, files)),
    ...[...files].flatMap(([path, content]) => (content.includes(exported.adminKey) ? [`${path} holds the key.`] : [])),
    ...(await problemsOfRepetition(exported, files)),
  ];
}

/** What the step said of itself. On the second night nothing has happened in the organisation. */
function problemsOfOutputs({ outputs, night }: Export): string[] {
  const wanted: Record<string, RegExp> =
    night === 'first'
      ? { status: /^ok$/, changed: /^true$/, records: /^[1-9]/, files: /^[1-9]/, bytes: /^[1-9]/ }
      : { status: /^ok$/, changed: /^false$/, 'state-source': /^(cache|destination)$/ };
  return Object.entries(wanted).flatMap(([name, form]) =>
    form.test(outputs[name] ?? '') ? [] : [`The output ${name} is "${outputs[name] ?? ''}", not like ${form}.`],
  );
}

function problemsOfManifest({ resource, entries }: Manifest, files: Map<string, Buffer>): string[] {
  return entries.flatMap(({ path, rows, bytes, sha256 }) => {
    if (path === undefined) return rows === 0 ? [] : [`${resource}: ${rows} rows are in no file.`];
    const stored = files.get(path);
    if (stored === undefined) return [`${path} is in the manifest and not in the folder.`];
    const content = path.endsWith('.gz') ? gunzipSync(stored) : stored;
    const problems: string[] = [];
    if (content.length !== bytes) problems.push(`${path} has ${content.length} bytes; the manifest says ${bytes}.`);
    if (createHash('sha256').update(content).digest('hex') !== sha256)
      problems.push(`${path} has another SHA-256 than the manifest says.`);
    if (path.includes('.jsonl') && linesOf(content).length !== rows)
      problems.push(`${path} has ${linesOf(content).length} rows; the manifest says ${rows}.`);
    return problems;
  });
}

/** Data that no manifest knows; folders with an underscore hold what is derived from the data. */
function unlistedFiles(manifests: Manifest[], files: Map<string, Buffer>): string[] {
  const listed = new Set(manifests.flatMap(({ entries }) => entries.map(({ path }) => path)));
  return [...files.keys()]
    .filter((path) => !path.startsWith('_') && !listed.has(path))
    .map((path) => `${path} is in the folder and in no manifest.`);
}

/** The exported users must be those whom the API lists now. */
async function problemsOfUsers({ apiUrl, adminKey }: Export, files: Map<string, Buffer>): Promise<string[]> {
  const wanted: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const url = `${apiUrl}/organization/users?limit=5${after === undefined ? '' : `&after=${after}`}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${adminKey}` } });
    if (!response.ok) throw new Error(`Failed to list the users at ${url}: ${response.status}`);
    const page = (await response.json()) as { data: { id: string }[]; has_more: boolean };
    wanted.push(...page.data.map(({ id }) => id));
    after = wanted.at(-1);
    more = page.has_more;
  }
  const lines = linesOf(files.get('users/users.jsonl') ?? Buffer.alloc(0));
  const found = lines.map((line): string => JSON.parse(line).id);
  return found.sort().join() === wanted.sort().join()
    ? []
    : [`The users are ${found.join(', ') || 'nobody'}; the API lists ${wanted.join(', ')}.`];
}

/** The second night must leave every byte as it was. */
async function problemsOfRepetition({ night, digestFile }: Export, files: Map<string, Buffer>): Promise<string[]> {
  const digests = [...files].map(([path, content]) => `${createHash('sha256').update(content).digest('hex')}  ${path}`);
  if (night === 'first') {
    await writeFile(digestFile, digests.join('\n'));
    return [];
  }
  const before = new Set((await readFile(digestFile, 'utf8')).split('\n'));
  const after = new Set(digests);
  const differing = [...digests.filter((line) => !before.has(line)), ...[...before].filter((line) => !after.has(line))];
  const paths = differing.map((line) => line.replace(/^\S+ {2}/, ''));
  return [...new Set(paths)].map((path) => `${path} differs from the first night.`);
}

function linesOf(content: Buffer): string[] {
  return content
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

async function readFiles(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).split(sep).join('/'), await readFile(path));
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { DATA_FOLDER = '', API_URL = '', ADMIN_KEY = '', OUTPUTS = '{}', NIGHT, RUNNER_TEMP = '.' } = process.env;
  const problems = await problemsOf({
    folder: DATA_FOLDER,
    apiUrl: API_URL,
    adminKey: ADMIN_KEY,
    outputs: JSON.parse(OUTPUTS),
    night: NIGHT === 'second' ? 'second' : 'first',
    digestFile: join(RUNNER_TEMP, 'e2e-digests.txt'),
  });
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`The ${NIGHT} night is whole: manifests, files, users and outputs agree.`);
}
