import type { Import } from './imports.ts';

/** Why each package is part of what users run: all that it does is done with their key in reach. */
export const RUN_TIME: Readonly<Record<string, string>> = {
  '@actions/cache': "the runner's cache, in which the state is kept: its protocol changes with the runner",
  '@actions/core': 'masks, annotations, outputs and the summary, as the runner wants them',
  '@actions/github': "GitHub's API, for commits, pull requests and comments",
  '@aws-sdk/client-s3': 'S3 and its signatures',
  '@aws-sdk/credential-provider-web-identity': "signing in to AWS by the workflow's own identity",
  '@aws-sdk/lib-storage': 'uploads to S3 in parts',
  '@azure/identity': 'signing in to Azure',
  '@azure/storage-blob': 'Azure Blob',
  '@google-cloud/storage': 'Cloud Storage, resumable uploads',
  '@octokit/plugin-retry': "what of GitHub's refusals can be tried again",
  '@octokit/plugin-throttling': "GitHub's rate limits",
  '@octokit/request-error': "what GitHub's refusals look like",
  '@smithy/core': 'what the errors and streams of the SDK of AWS look like',
  bottleneck: 'what the throttling of GitHub is made of: its light build, without Redis',
  'csv-parse': 'CSV that was stored earlier',
  'csv-stringify': 'CSV',
  echarts: "the report's charts, drawn as SVG",
  'fastest-levenshtein': 'the nearest name to one that is misspelt',
  'google-auth-library': 'signing in to Google',
  'node-fetch': 'requests with a keep-alive agent, and bodies as streams',
  'p-queue': 'requests side by side, at a bounded rate',
  yaml: 'the config',
  zod: 'the form of the config',
};

/** Of `package.json` and `package-lock.json`, what is looked at here. */
export interface PackageFile {
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}

export interface Lockfile {
  version: string;
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  integrity?: string;
  resolved?: string;
  license?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Dependencies that may come in another version tomorrow, or in another than the lockfile says. */
export function looseDependencies(file: PackageFile, lockfile: Lockfile): string[] {
  const problems: string[] = [];
  const root = lockfile.packages[''];
  for (const kind of ['dependencies', 'devDependencies'] as const)
    for (const [name, wanted] of Object.entries(file[kind])) {
      if (!EXACT.test(wanted)) problems.push(`${name} is not pinned to one version: ${wanted}.`);
      const locked = lockfile.packages[`node_modules/${name}`]?.version;
      if (locked !== wanted || root?.[kind]?.[name] !== wanted)
        problems.push(`${name} is ${wanted} in package.json and ${locked} in the lockfile.`);
    }
  for (const name of Object.keys({ ...root?.dependencies, ...root?.devDependencies }))
    if (!(name in file.dependencies) && !(name in file.devDependencies))
      problems.push(`${name} is in the lockfile and not in package.json.`);
  for (const [path, { integrity, resolved }] of Object.entries(lockfile.packages)) {
    if (path === '') continue;
    if (integrity === undefined) problems.push(`${path} has no hash in the lockfile.`);
    if (resolved !== undefined) problems.push(`${path} names a registry in the lockfile.`);
  }
  if (file.version !== lockfile.version || file.version !== root?.version)
    problems.push(`The version is ${file.version} in package.json and ${lockfile.version} in the lockfile.`);
  return problems;
}

/** Packages that would run something of their own when they are installed, without a word about it in `allowScripts`. */
export function unknownInstallScripts(file: PackageFile, lockfile: Lockfile): string[] {
  return Object.entries(lockfile.packages).flatMap(([path, { hasInstallScript }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return hasInstallScript && !(name in file.allowScripts) ? [`${name} has an install script.`] : [];
  });
}

/** Run-time dependencies without a reason, reasons without a dependency, and packages that are used and not declared. */
export function unreasonedDependencies(file: PackageFile, imports: readonly Import[], reasons = RUN_TIME): string[] {
  const problems: string[] = [];
  const used = new Set<string>();
  for (const { from, place, to, isOwn } of imports) {
    if (isOwn || to.startsWith('node:')) continue;
    const name = /^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to;
    const isShipped = from.startsWith('src/') || from.startsWith('simulator/');
    if (isShipped) used.add(name);
    if (!(name in file.dependencies) && (isShipped || !(name in file.devDependencies)))
      problems.push(
        `${place} imports ${name}, which package.json does not declare${isShipped ? ' for run time' : ''}.`,
      );
  }
  for (const name of Object.keys(file.dependencies)) {
    if (!(name in reasons)) problems.push(`${name} is a run-time dependency without a reason.`);
    if (!used.has(name)) problems.push(`${name} is a run-time dependency that nothing imports.`);
  }
  for (const name of Object.keys(reasons))
    if (!(name in file.dependencies)) problems.push(`${name} has a reason and is no dependency.`);
  return problems;
}
