import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { pageOf } from '../../../src/reporting/page/page.ts';
import { emptyModel, exampleModel, largeModel, quietModel } from '../model-fixture.ts';

test('the same model gives the same bytes', () => {
  assert.equal(pageOf(exampleModel()), pageOf(exampleModel()));
});

test('the policy allows the page’s own style sheet and script by hash, and nothing else', () => {
  const page = pageOf(exampleModel());
  const hash = (name: string) => {
    const text = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? '';
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  };
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  assert.equal(
    policy,
    `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  assert.doesNotMatch(page, / style=| on[a-z]+="|xlink|#0000[01]/);
});

test('ids on a page are unique', () => {
  const ids = [...pageOf(exampleModel()).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('a large organisation’s page stays small and says how much was left out, and where it is', () => {
  const page = pageOf(largeModel());
  assert.ok(Buffer.byteLength(page) < 3_000_000, `${Buffer.byteLength(page)} bytes`);
  assert.match(page, /The first 1,500 of 10,000 rows are shown; 8,500 are left out: see .*project_api_keys/);
  assert.match(page, /of 12,000 rows are shown; [\d,]+ are left out: see .*_changes/);
  assert.match(page, /of 1,500 rows are shown; [\d,]+ are left out: see .*findings\.jsonl/);
});

test('says of the amounts what they are', () => {
  assert.match(pageOf(exampleModel()), /API costs by OpenAI’s cost endpoint, not the invoice; settled to 2026-11-21\./);
});

test('a first night says what is missing, and a quiet one that there is nothing to review', () => {
  const first = pageOf(emptyModel());
  for (const text of [
    'Nothing to review in what was read.',
    'The checks did not run',
    'No costs were exported',
    'No keys were exported',
    'Nothing has been read yet.',
  ]) {
    assert.ok(first.includes(text), text);
  }
  assert.doesNotMatch(mainOf(first), /undefined|NaN|Infinity/);
  const quiet = pageOf(quietModel());
  assert.match(quiet, /Nothing to review: new data only\./);
  assert.match(quiet, /No gaps\./);
  assert.doesNotMatch(mainOf(quiet), /undefined|NaN|Infinity/);
});

function mainOf(page: string): string {
  return /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '';
}
