import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badNames, longFiles } from './file-rules.ts';
import { ownFiles } from './source-tree.ts';
import { machineTraces, secretLikeTexts, unfinishedWork } from './text-rules.ts';

test('files are short, well named, finished, and hold no secret and no trace of a machine', async () => {
  const texts = await ownFiles();
  assert.ok(texts.size > 500, 'the files are found');
  assert.deepEqual(longFiles(texts), []);
  assert.deepEqual(badNames(texts.keys()), []);
  assert.deepEqual(secretLikeTexts(texts), []);
  assert.deepEqual(machineTraces(texts), []);
  assert.deepEqual(unfinishedWork(texts), []);
});

test('a file that is too long is named, with another limit for tests', () => {
  const text = (lines: number) => 'one;\n'.repeat(lines);
  const texts = new Map([
    ['src/one.ts', text(300)],
    ['src/two.ts', text(301)],
    ['test/one.test.ts', text(400)],
    ['test/two.test.ts', text(401)],
    ['docs/long.md', text(1000)],
  ]);
  assert.deepEqual(longFiles(texts), [
    'src/two.ts has 301 lines, more than 300.',
    'test/two.test.ts has 401 lines, more than 400.',
  ]);
});

test('a name that is not in kebab-case, or says nothing, is named', () => {
  const fine = ['src/api/json-text.ts', 'test/x.test.ts', 'README.md', '.github/ISSUE_TEMPLATE/bug.yml', '.ci/run'];
  assert.deepEqual(badNames(fine), []);
  assert.deepEqual(
    badNames(['src/jsonText.ts', 'src/Api/x.ts', 'src/json_text.ts', 'src/utils.ts', 'test/helpers.ts']),
    [
      'src/jsonText.ts: "jsonText.ts" is not in kebab-case.',
      'src/Api/x.ts: "Api" is not in kebab-case.',
      'src/json_text.ts: "json_text.ts" is not in kebab-case.',
      'src/utils.ts: the name does not say what is inside.',
      'test/helpers.ts: the name does not say what is inside.',
    ],
  );
});

// Put together here, so that this file itself holds nothing that looks like one.
const long = 'a1B2c3D4'.repeat(6);
const SECRETS = {
  'a key of OpenAI': `sk-admin-${long}`,
  'a key of AWS': `AKIA${'A1'.repeat(8)}`,
  'a token of GitHub': `ghp_${long}`,
  'a private key': `-----BEGIN PRIVATE KEY-----\n${long}`,
  'a key of Google': `AIza${long.slice(0, 35)}`,
  'a key of an Azure account': `AccountKey=${long}==`,
  'a token of Slack': `xoxb-${long}`,
  'a signed token': `eyJ${long}.eyJ${long}.${long}`,
};

for (const [kind, secret] of Object.entries(SECRETS))
  test(`${kind} is found, but not shown`, () => {
    const problems = secretLikeTexts(new Map([['docs/x.md', `One\n\`${secret}\`\n`]]));
    assert.deepEqual(problems, [`docs/x.md:2 has ${kind}.`]);
  });

test('a key that says that it is made up is none, nor is the beginning of one', () => {
  const texts = new Map([['docs/x.md', 'sk-admin-fake-revoked-since-last-year sk-admin-… sk-proj- sk-admin-second']]);
  assert.deepEqual(secretLikeTexts(texts), []);
});

test('a place on a machine is found, and an address of the web or a runner is not', () => {
  const home = (name: string) => `/home/${name}/x`;
  const texts = new Map([
    ['a.ts', `const a = '${home('alice')}';`],
    ['b.ts', `const b = '${'/Users'}/alice/x';\nconst c = '${'C:'}\\\\Users\\\\alice';`],
    ['d.ts', `${home('runner')} https://example.com/work/x ./work/ data/root/x`],
  ]);
  assert.deepEqual(machineTraces(texts), [
    'a.ts:1 has a folder of a machine.',
    'b.ts:1 has a folder of a machine.',
    'b.ts:2 has a folder of a Windows machine.',
  ]);
});

test('work that is put off is found, unless an issue says what is to be done', () => {
  const later = 'TO'.concat('DO');
  const texts = new Map([
    ['src/a.ts', `one();\n// ${later}: two\n// ${later} #12: three\nconst four = '${later}';`],
    ['.github/workflows/ci.yml', `# FIX${'ME'} later`],
    ['docs/a.md', `# ${later}`],
  ]);
  assert.deepEqual(unfinishedWork(texts), [
    'src/a.ts:2 has unfinished work without the number of an issue.',
    '.github/workflows/ci.yml:1 has unfinished work without the number of an issue.',
  ]);
});
