import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storePlaces } from '../scenarios/store-places.ts';
import { entriesOf, type Nights, startNights, stored, withoutManifests } from './nights.ts';

const s3Place = storePlaces.s3 as NonNullable<(typeof storePlaces)[string]>;

/** Two nights undisturbed; then the same with an empty second night in between. */
async function assertHealed(disturbed: Nights, other: Nights, empty: () => void, resource: string) {
  await disturbed.night(0);
  await other.night(0);
  empty();
  const bad = await disturbed.night(1);
  assert.deepEqual([bad.failed, [...bad.topics]], [[resource], ['suddenly-empty']]);
  disturbed.simulator.faults.clear();
  await other.night(1);
  const [good, undisturbed] = [await disturbed.night(2), await other.night(2)];
  assert.deepEqual(good.failed, []);
  assert.deepEqual(stored(good.data), stored(undisturbed.data));
}

for (const [what, inputs] of Object.entries({
  'as JSONL': {},
  'as CSV alone': { format: 'csv.gz' },
  'with pseudonyms': { config: 'privacy: pseudonymize', 'pseudonym-key': 'a-made-up-key-of-some-length-0123456789' },
})) {
  test(`users that are empty for a night end where undisturbed ones do, ${what}`, async (t) => {
    const given = { resources: 'users', ...inputs };
    const [disturbed, other] = await Promise.all([startNights(t, given), startNights(t, given)]);
    await assertHealed(disturbed, other, () => disturbed.empty('/organization/users'), 'users');
  });
}

test('in a store a doubted read changes nothing but the manifest, and is believed the next day', async (t) => {
  const place = await s3Place(t);
  const nights = await startNights(t, { resources: 'users' }, { place });
  const first = await nights.night(0);
  nights.empty('/organization/users');
  const bad = await nights.night(1);
  assert.deepEqual(bad.failed, ['users']);
  assert.equal(bad.data['users/users.jsonl'], first.data['users/users.jsonl']);
  assert.deepEqual(entriesOf(bad.data, 'users')[0]?.doubted, { on: '2026-03-03', rows: 0 });
  const believed = await nights.night(2);
  assert.deepEqual(believed.failed, []);
  assert.equal(believed.data['users/users.jsonl'], '');
});

test('a doubted read adds nothing to the history, whether or not there is a file beside it', async (t) => {
  for (const own of [{ history: true }, { 'settled-only': true }]) {
    const place = await s3Place(t);
    const config = JSON.stringify({ 'destination-options': { ...place.options, ...own } });
    const nights = await startNights(t, { resources: 'users', config }, { place });
    const first = await nights.night(0);
    nights.empty('/organization/users');
    const bad = await nights.night(1);
    assert.deepEqual(bad.failed, ['users']);
    assert.deepEqual(withoutManifests(bad.data), withoutManifests(first.data));
    nights.simulator.faults.clear();
    const good = await nights.night(2);
    assert.deepEqual(good.failed, []);
    const manifest = JSON.parse(good.data['_manifests/users.json'] ?? '');
    assert.deepEqual(
      manifest.history.map(({ read_on, rows }: { read_on: string; rows: number }) => [read_on, rows]),
      [
        ['2026-03-02', 30],
        ['2026-03-04', 30],
      ],
    );
  }
});

test('with another privacy than before, rows are compared by their number', async (t) => {
  const nights = await startNights(t, { resources: 'users' });
  const first = await nights.night(0);
  const hidden = { config: 'privacy: redact', 'refresh-from': '2026-02-19' };
  nights.empty('/organization/users');
  const bad = await nights.night(1, hidden);
  assert.deepEqual([bad.failed, bad.data['users/users.jsonl']], [['users'], first.data['users/users.jsonl']]);
  nights.simulator.faults.clear();
  assert.deepEqual((await nights.night(2, hidden)).failed, []);
});

test('a custom list without a key is compared by its number', async (t) => {
  const nights = await startNights(t, {
    resources: JSON.stringify([{ name: 'things', path: '/organization/things' }]),
    format: 'csv',
  });
  let rows = Array.from({ length: 30 }, (_, index) => ({ size: index }));
  const answer = () => ({ object: 'list', data: rows, has_more: false });
  nights.simulator.customAnswers.set('/organization/things', answer);
  await nights.night(0);
  rows = rows.map(({ size }) => ({ size: size + 1000 }));
  assert.deepEqual((await nights.night(1)).failed, []);
  rows = rows.slice(0, 2);
  assert.deepEqual((await nights.night(2)).failed, ['things']);
  rows = rows.slice(0, 3);
});

test('a tenth that comes back is believed, and less is not', async (t) => {
  const nights = await startNights(t, { resources: 'users' });
  const first = await nights.night(0);
  const all = (first.data['users/users.jsonl'] ?? '')
    .trim()
    .split('\n')
    .map((line): { id: string } => JSON.parse(line));
  const answer = (count: number) => {
    const data = all.slice(0, count);
    nights.simulator.faults.clear();
    nights.simulator.faults.add({
      match: { path: '/organization/users' },
      kind: 'body',
      body: { object: 'list', data, first_id: data[0]?.id, last_id: data.at(-1)?.id, has_more: false },
    });
  };
  const ten = Math.ceil(all.length / 10);
  answer(ten - 1);
  assert.deepEqual((await nights.night(1)).failed, ['users']);
  answer(ten);
  const good = await nights.night(1);
  assert.deepEqual(good.failed, []);
  assert.equal(entriesOf(good.data, 'users')[0]?.rows, ten);
});

test('a day of usage after the other that is suddenly empty is doubted, however few rows each holds', async (t) => {
  const given = { resources: 'usage_completions', config: 'partition-by: day' };
  const [disturbed, other] = await Promise.all([startNights(t, given), startNights(t, given)]);
  await assertHealed(
    disturbed,
    other,
    () => disturbed.empty('/organization/usage/completions', 'page'),
    'usage_completions',
  );
});

test('a month of usage that is empty for a night ends where an undisturbed one does', async (t) => {
  const given = { resources: 'usage_completions', 'partition-by': 'month' };
  const [disturbed, other] = await Promise.all([startNights(t, given), startNights(t, given)]);
  await assertHealed(
    disturbed,
    other,
    () => disturbed.empty('/organization/usage/completions', 'page'),
    'usage_completions',
  );
});
