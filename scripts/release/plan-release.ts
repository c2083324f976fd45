import { execFile } from 'node:child_process';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a release is made from: the texts of the commit, and what there is already. */
export interface ReleaseSource {
  /** As given by the person who starts the release. */
  version: string;
  /** The ref that the workflow runs on. */
  ref: string;
  packageJson: string;
  lockfile: string;
  changelog: string;
  /** What the built command line prints as its version. */
  programVersion: string;
  /** All tags of the repository. */
  tags: string[];
}

export interface Release {
  tag: string;
  /** The tag that moves with each release of the same major version. */
  majorTag: string;
  isPrerelease: boolean;
  /** The changelog's section. */
  notes: string;
}

/** Semantic versions as we use them: no build metadata. https://semver.org */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/;
const BRANCH = 'refs/heads/main';

/** Decides what is released; throws with every reason not to, since each of them takes a commit to fix. */
export function planRelease(source: ReleaseSource): Release {
  const { version, ref, tags } = source;
  const mistakes: string[] = [];
  const [, major] = VERSION.exec(version) ?? [];
  if (major === undefined) mistakes.push(`"${version}" is not a version such as 1.2.3 or 1.2.3-rc.1.`);
  if (ref !== BRANCH) mistakes.push(`The workflow runs on ${ref}; releases are made from ${BRANCH}.`);
  mistakes.push(...otherVersions(source));
  const { notes, mistake } = sectionOf(source.changelog, version);
  if (mistake !== undefined) mistakes.push(mistake);
  const tag = `v${version}`;
  if (tags.includes(tag)) mistakes.push(`The tag ${tag} is there already: a version is released once.`);
  const higher = tags.filter((other) => VERSION.test(other.slice(1)) && isHigher(other.slice(1), version));
  const inMajor = higher.filter((other) => other.startsWith(`v${major}.`));
  if (inMajor.length > 0) mistakes.push(`${inMajor.join(', ')} is higher: v${major} would move back.`);
  if (mistakes.length > 0)
    throw new Error(`Failed to plan the release of ${version}:\n${mistakes.map((text) => `- ${text}`).join('\n')}`);
  return { tag, majorTag: `v${major}`, isPrerelease: version.includes('-'), notes };
}

/** Every place that states another version. */
function otherVersions({ version, packageJson, lockfile, programVersion }: ReleaseSource): string[] {
  const lock = JSON.parse(lockfile);
  const stated: [place: string, version: string][] = [
    ['package.json', JSON.parse(packageJson).version],
    ['package-lock.json', lock.version],
    ['package-lock.json (packages)', lock.packages?.['']?.version],
    ['dist/cli.js --version', programVersion],
  ];
  return stated
    .filter(([, found]) => found !== version)
    .map(([place, found]) => `${place} says "${found}": CONTRIBUTING.md, "Releases", has the commands.`);
}

/** The section of the changelog with a version's heading; what is wrong if it is not there, empty, or not the newest. */
function sectionOf(changelog: string, version: string): { notes: string; mistake?: string } {
  const [, ...sections] = `\n${changelog}`.split(/^## /m);
  const titled = sections.map((section) => {
    const end = section.indexOf('\n');
    return { title: section.slice(0, end).trim(), text: section.slice(end).trim() };
  });
  const released = titled.filter(({ title }) => title !== 'Unreleased');
  const unreleased = titled.find(({ title }) => title === 'Unreleased');
  const [newest] = released;
  const notes = newest?.text ?? '';
  const wanted = `"## ${version} - <date>"`;
  const named = newest !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(newest.title.replace(`${version} - `, ''));
  if (!named) return { notes, mistake: `The first heading of CHANGELOG.md below "## Unreleased" must be ${wanted}.` };
  if (notes === '') return { notes, mistake: `CHANGELOG.md says nothing below ${wanted}.` };
  if (unreleased && unreleased.text !== '')
    return { notes, mistake: 'CHANGELOG.md still has lines below "## Unreleased": move them below the version.' };
  return { notes };
}

/** Whether a version comes after another, as far as two of one major version are concerned. */
function isHigher(left: string, right: string): boolean {
  const parts = (version: string) =>
    version.split(/[.-]/).map((part) => (/^\d+$/.test(part) ? part.padStart(9, '0') : part));
  // "~" comes after letters and digits: a version without a suffix comes after its own previews.
  const key = (version: string) =>
    `${parts(version).slice(0, 3).join('.')}.${parts(version).slice(3).join('.') || '~'}`;
  return key(left) > key(right);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const read = (path: string) => readFile(join(root, path), 'utf8');
  const { stdout: tags } = await run('git', ['-C', root, 'tag', '--list']);
  const {
    VERSION: version = '',
    GITHUB_REF: ref = '',
    RELEASE_FOLDER: folder = 'release',
    GITHUB_OUTPUT,
  } = process.env;
  const { tag, majorTag, isPrerelease, notes } = planRelease({
    version,
    ref,
    packageJson: await read('package.json'),
    lockfile: await read('package-lock.json'),
    changelog: await read('CHANGELOG.md'),
    programVersion: (await run(process.execPath, [join(root, 'dist/cli.js'), '--version'])).stdout.trim(),
    tags: tags.split('\n'),
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'notes.md'), `${notes}\n`);
  console.log(`${tag}, with these notes:\n\n${notes}`);
  const outputs = `tag=${tag}\nmajor-tag=${majorTag}\nprerelease=${isPrerelease}\n`;
  if (GITHUB_OUTPUT !== undefined) await appendFile(GITHUB_OUTPUT, outputs);
}
