/**
 * Arguments for Node by which no temporary folder of this prefix can be made.
 * @param code of the system's error; a mistake of the program where absent.
 */
export function failingFolder(prefix: string, code?: string): string[] {
  const error =
    code === undefined ? `new TypeError('planted')` : `Object.assign(new Error('${code}'), { code: '${code}' })`;
  const patch = [
    `import fs from 'node:fs/promises';`,
    `import { syncBuiltinESMExports } from 'node:module';`,
    `const { mkdtemp } = fs;`,
    `fs.mkdtemp = (path, ...rest) => (path.includes('${prefix}') ? Promise.reject(${error}) : mkdtemp(path, ...rest));`,
    `syncBuiltinESMExports();`,
  ];
  return ['--import', `data:text/javascript,${encodeURIComponent(patch.join('\n'))}`];
}
