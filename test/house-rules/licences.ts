import type { Lockfile } from './dependencies.ts';

/**
 * Licences of packages that may be bundled with a program under MIT: they ask for their text to be kept, which `dist/licenses.txt` does, and
 * nothing of the program or its users. `.github/workflows/dependency-review.yml` holds the same list.
 */
export const COMPATIBLE = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
] as const;

/** Packages that are used in development alone, under other licences, and why that does no harm. */
export const DEVELOPMENT_ONLY: Readonly<Record<string, string>> = {
  'axe-core': 'MPL-2.0 asks for changes to its own files to be shared; tests load it as it is',
  'uri-templates': 'in the public domain or under MIT; its package.json links the text in place of a name',
};

/** Packages of the lockfile whose licence is not on the list, by every name that an expression needs. */
export function incompatibleLicences(lockfile: Lockfile): string[] {
  return Object.entries(lockfile.packages).flatMap(([path, { license, dev }]) => {
    if (path === '') return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (isCompatible(license) || (dev && name in DEVELOPMENT_ONLY)) return [];
    return [`${name} is under ${license ?? 'no licence'}${dev ? ' (development)' : ''}.`];
  });
}

/** Bundled packages whose licence is not on the list, by the notices that are shipped. */
export function incompatibleNotices(notices: string): string[] {
  const headings = [...notices.matchAll(/^-{80}\n(\S+ \S+) \((.+)\)$/gm)];
  if (headings.length === 0) return ['The notices name no package.'];
  return headings.flatMap(([, name, licence]) => (isCompatible(licence) ? [] : [`${name} is under ${licence}.`]));
}

/** Of alternatives one must be on the list, of what applies together all: https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/ */
function isCompatible(expression = ''): boolean {
  const listed = (name: string) => (COMPATIBLE as readonly string[]).includes(name);
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((name) => listed(name)));
}
