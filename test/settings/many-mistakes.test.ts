import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigurationError } from '../../src/notices/errors.ts';
import { noMistakes, quote } from '../../src/settings/mistakes.ts';
import { readConfig } from '../../src/settings/read-config.ts';
import { configOf, mistakesOf, selectionOf, variables } from './given.ts';

/** Returns a text for each number from 0 on. */
function list(count: number, entry: (index: number) => string, by = '\n'): string {
  return Array.from({ length: count }, (_, index) => entry(index)).join(by);
}

describe('a config with ten thousand mistakes', () => {
  const wrong: Record<string, (count: number) => string> = {
    settings: (count) => list(count, (index) => `settin${index}: 1`),
    resources: (count) => `resources:\n${list(count, (index) => `- usrs${index}`)}`,
    formats: (count) => `format: [${list(count, (index) => `jsnol${index}`, ', ')}]`,
    options: (count) => `resource-options:\n${list(count, (index) => `  costz${index}: {}`)}`,
    checks: (count) => `checks:\n${list(count, (index) => `  inactiv${index}: {}`)}`,
    parameters: (count) =>
      `resources:\n- name: c\n  path: /a\n  params:\n${list(count, (index) => `    x${index}: []`)}`,
    'custom resources': (count) => `resources:\n${list(count, (index) => `- {name: C${index}, path: /a}`)}`,
  };
  for (const [what, make] of Object.entries(wrong)) {
    it(`lists the first of the ${what} and counts the others`, async () => {
      const few = await mistakesOf({ config: make(40) });
      assert.equal(few.length, 40);
      const many = await mistakesOf({ config: make(2000) });
      assert.equal(many.length, 51);
      assert.match(many.at(-1) ?? '', /^and 1,950 more$/);
      assert.ok(many.join('\n').length < 60_000);
    });
  }

  it('words the mistakes that are listed, and no others', () => {
    let calls = 0;
    const mistakes = noMistakes([]);
    for (let index = 0; index < 10_000; index += 1) {
      mistakes.add(() => {
        calls += 1;
        return `mistake ${index}`;
      });
    }
    assert.equal(calls, 50);
    assert.match(mistakes.error()?.message ?? '', /10,000 mistakes/);
  });

  it('throws an error with a text whatever keeps it from returning a value', () => {
    const none = noMistakes([]);
    assert.equal(none.settle('data'), 'data');
    assert.throws(() => none.settle(undefined), /^Error: A setting was refused without saying why/);
    none.add("'destination' is wrong");
    for (const value of ['data', undefined]) assert.throws(() => none.settle(value), /'destination' is wrong/);
  });

  it('looks at the beginning of a value to quote it, however large it is', () => {
    let looks = 0;
    const entry = {
      get value() {
        looks += 1;
        return 'x';
      },
    };
    const text = quote(Array.from({ length: 100_000 }, () => entry));
    assert.ok(text.length < 100, text);
    assert.ok(looks < 1000, `${looks} looks`);
  });

  it('quotes what has no end, and nothing of a secret that the cut leaves', () => {
    const endless: unknown[] = [];
    endless.push(endless);
    assert.ok(quote(endless).length < 100);
    assert.doesNotMatch(quote(`${'x'.repeat(70)} https://user:fake-password@host`), /fake/);
    assert.doesNotMatch(quote({ [`sk-admin-fake${'a'.repeat(200)}`]: 1 }), /fakea/);
  });

  it('cuts a name that is no setting', async () => {
    const [mistake = ''] = await mistakesOf({ config: `${'x'.repeat(1000)}: 1` });
    assert.ok(mistake.length < 1500, mistake);
    assert.match(mistake, /is not a setting in the config; expected any of/);
  });
});

describe('Zstandard on a Node.js without it', () => {
  for (const config of ['format: jsonl.zst', 'resource-options: {users: {format: [csv, csv.zst]}}']) {
    it(`is wrong use: ${config}`, async () => {
      const env = variables({ config, resources: 'users' });
      await assert.rejects(readConfig(env, { canUseZstandard: false }), (error) => {
        assert.ok(error instanceof ConfigurationError);
        assert.deepEqual([error.topic, error.isWrongUse], ['no-zstandard', true]);
        return true;
      });
      assert.ok(await readConfig(env, { canUseZstandard: true }));
    });
  }

  it('is no trouble where nothing is compressed with it', async () => {
    const env = variables({ config: 'format: jsonl.gz', resources: 'users' });
    const config = await readConfig(env, { canUseZstandard: false });
    assert.equal(selectionOf(config, 'users').options.formats[0]?.compression, 'gz');
    assert.ok(await configOf({ format: 'jsonl.zst' }));
  });
});
