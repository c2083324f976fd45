import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRelease, type ReleaseSource } from '../../../scripts/release/plan-release.ts';

const CHANGELOG = `# Changelog

## Unreleased

## 1.2.3 - 2026-12-01

- A new thing.
- Fixed: an old thing.

## 1.2.2 - 2026-11-01

- Older.
`;

/** A commit that is ready to be released as a version. */
function ready(version = '1.2.3', more: Partial<ReleaseSource> = {}): ReleaseSource {
  return {
    version,
    ref: 'refs/heads/main',
    packageJson: JSON.stringify({ version }),
    lockfile: JSON.stringify({ version, packages: { '': { version } } }),
    changelog: CHANGELOG.replaceAll('1.2.3', version),
    programVersion: version,
    tags: ['v1', 'v1.2.2', 'v0.9.0', ''],
    ...more,
  };
}

test('releases what the changelog says of the version', () => {
  assert.deepEqual(planRelease(ready()), {
    tag: 'v1.2.3',
    majorTag: 'v1',
    isPrerelease: false,
    notes: '- A new thing.\n- Fixed: an old thing.',
  });
});

test('a first version, without an Unreleased heading, has the major tag v0', () => {
  const changelog = '# Changelog\n\n## 0.1.0 - 2026-12-01\n\n- All of it.\n';
  assert.deepEqual(planRelease(ready('0.1.0', { changelog, tags: [] })), {
    tag: 'v0.1.0',
    majorTag: 'v0',
    isPrerelease: false,
    notes: '- All of it.',
  });
});

test('a preview is a prerelease, and comes before its version', () => {
  assert.equal(planRelease(ready('1.3.0-rc.1')).isPrerelease, true);
  assert.equal(planRelease(ready('1.3.0', { tags: ['v1.3.0-rc.2'] })).tag, 'v1.3.0');
  assert.equal(planRelease(ready('1.3.0-rc.10', { tags: ['v1.3.0-rc.9'] })).tag, 'v1.3.0-rc.10');
});

test('an older major version can still be mended', () => {
  assert.equal(planRelease(ready('1.2.3', { tags: ['v2', 'v2.0.0', 'v1.2.2'] })).majorTag, 'v1');
});

const REFUSED: [what: string, change: Partial<ReleaseSource>, reason: RegExp][] = [
  ['a version with a v', { version: 'v1.2.3' }, /"v1\.2\.3" is not a version such as 1\.2\.3/],
  ['a version with a leading zero', { version: '1.02.3' }, /is not a version/],
  ['another branch', { ref: 'refs/heads/try' }, /runs on refs\/heads\/try; releases are made from refs\/heads\/main/],
  [
    'a package.json of another version',
    { packageJson: '{"version":"1.2.2"}' },
    /package\.json says "1\.2\.2": CONTRIBUTING\.md/,
  ],
  [
    'a lockfile that lags',
    { lockfile: '{"version":"1.2.3","packages":{"":{"version":"1.2.2"}}}' },
    /package-lock\.json \(packages\) says "1\.2\.2"/,
  ],
  ['a bundle of another version', { programVersion: '1.2.2' }, /dist\/cli\.js --version says "1\.2\.2"/],
  [
    'a changelog that does not name the version',
    { changelog: CHANGELOG.replace('## 1.2.3', '## 1.2.4') },
    /first heading .* must be "## 1\.2\.3 - <date>"/,
  ],
  [
    'a changelog without a date',
    { changelog: CHANGELOG.replace(' - 2026-12-01', '') },
    /must be "## 1\.2\.3 - <date>"/,
  ],
  [
    'a changelog that says nothing',
    { changelog: CHANGELOG.replace(/- A new thing\.\n.*\n/, '') },
    /says nothing below "## 1\.2\.3 - <date>"/,
  ],
  [
    'lines that are still unreleased',
    { changelog: CHANGELOG.replace('## Unreleased\n', '## Unreleased\n\n- Left.\n') },
    /still has lines below "## Unreleased"/,
  ],
  ['a version that was released', { tags: ['v1.2.3'] }, /The tag v1\.2\.3 is there already/],
  ['a version below another', { tags: ['v1.10.0', 'v1.2.2'] }, /v1\.10\.0 is higher: v1 would move back/],
];

for (const [what, change, reason] of REFUSED)
  test(`refuses ${what}`, () => {
    assert.throws(() => planRelease({ ...ready(), ...change }), reason);
  });

test('lists all reasons at once', () => {
  const change = { ref: 'refs/tags/x', tags: ['v1.2.3'], packageJson: '{"version":"9.9.9"}' };
  assert.throws(() => planRelease({ ...ready(), ...change }), /refs\/tags\/x[\s\S]*9\.9\.9[\s\S]*is there already/);
});
