import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeResource } from '../../docs/data/describe.ts';
import { sameShape, shapeOf } from '../../src/archive/manifest.ts';
import { snapshotKeys } from '../../src/archive/row-keys.ts';
import type { Selection } from '../../src/archive/selection.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { customResources } from '../../src/catalogue/custom.ts';
import type { SnapshotResource } from '../../src/catalogue/resource.ts';
import { seenFields } from '../../src/catalogue/seen-fields.ts';
import { isComparable } from '../../src/export/write/earlier-data.ts';
import { collectingLog } from '../../src/notices/log.ts';
import { type Message, rendered } from '../../src/notices/notice.ts';
import { mistakesInColumns } from '../../src/privacy/pattern-mistakes.ts';
import { createPrivacy } from '../../src/privacy/privacy.ts';
import type { PrivacyOptions } from '../../src/privacy/privacy-options.ts';
import { rowPrivacy } from '../../src/privacy/row-privacy.ts';
import { resourceOptions } from '../export/options.ts';
import { privacyOptions, resource } from './hide.ts';

function shape(name: string, privacy?: PrivacyOptions) {
  return shapeOf(resource(name), resourceOptions(privacy && { privacy }));
}

test('the shape of an export in the open is what it always was', () => {
  assert.equal(JSON.stringify(shape('users', { mode: 'none' })), '{"formats":["jsonl"]}');
  assert.deepEqual(shape('users'), shape('users', { mode: 'none' }));
});

test('the shape tells the mode, a fingerprint of the key, and the columns that concern the resource', () => {
  const columns = { include: ['users.id', '*.user_id', ' users.id'], exclude: ['audit_logs.actor'] };
  const { privacy } = shape('users', privacyOptions('pseudonymize', columns));
  assert.deepEqual(privacy, {
    mode: 'pseudonymize',
    key: privacy?.key,
    columns: { include: ['*.user_id', 'users.id'] },
  });
  assert.match(privacy?.key ?? '', /^[0-9a-f]{12}$/);
  assert.deepEqual(shape('costs', privacyOptions('redact')).privacy, { mode: 'redact' });
});

test('another mode, key or column is another shape, the same in another order is not', () => {
  const one = shape('users', privacyOptions('pseudonymize', { include: ['users.id', 'users.role'] }));
  assert.ok(sameShape(one, shape('users', privacyOptions('pseudonymize', { include: ['users.role', 'users.id'] }))));
  for (const other of [
    undefined,
    privacyOptions('redact'),
    privacyOptions('pseudonymize'),
    privacyOptions('pseudonymize', { include: ['users.id', 'users.role'] }, 'another key for tests'),
  ]) {
    assert.ok(!sameShape(one, shape('users', other)));
  }
});

test('snapshots are compared only where what is hidden is hidden alike', () => {
  const of = (privacy?: PrivacyOptions) => shape('users', privacy).privacy;
  const key = of(privacyOptions('pseudonymize'));
  const otherKey = of(privacyOptions('pseudonymize', {}, 'another key for tests'));
  const redacted = of(privacyOptions('redact'));
  const otherColumns = of(privacyOptions('redact', { exclude: ['users.name'] }));
  for (const now of [undefined, key, redacted]) assert.ok(isComparable(undefined, now));
  assert.ok(isComparable(key, key) && isComparable(key, redacted) && isComparable(redacted, redacted));
  assert.ok(!isComparable(key, otherKey) && !isComparable(redacted, key) && !isComparable(key, undefined));
  assert.ok(!isComparable(redacted, otherColumns));
});

test('a mistake in the columns is told with its remedy', () => {
  const all = (mode: PrivacyOptions['mode'], include: string[], exclude: string[] = []) =>
    mistakesInColumns(mode, { include, exclude }, allResources);
  assert.deepEqual(
    all('pseudonymize', ['*.user_id', 'users.id', '**.name', 'audit_logs.details.**.title'], ['users.user__name']),
    [],
  );
  assert.deepEqual(all('pseudonymize', ['user_s.name'], ['users', 'users..name']), [
    'privacy columns, include: "user_s.name" begins with no resource (did you mean "users"?)',
    'privacy columns, exclude: "users" must be a resource and a column, such as audit_logs.actor.session.ip_address or *.name',
    'privacy columns, exclude: "users..name" must be a resource and a column, such as audit_logs.actor.session.ip_address or *.name',
  ]);
  assert.match(
    all('redact', ['*.user_id'])[0] ?? '',
    /rows of user_roles look the same.*pseudonymize keeps them apart/,
  );
  assert.deepEqual(all('redact', ['usage_images.user_id']), []);
});

test('fields that were seen beyond the columns may be named too, and are the ones that are described', () => {
  for (const { name } of allResources) {
    const seen = Object.keys(describeResource(name).seen ?? {});
    assert.deepEqual(seenFields[name] ?? [], seen, name);
    const include = seen.map((field) => `${name}.${field}`);
    assert.deepEqual(mistakesInColumns('pseudonymize', { include, exclude: [] }, allResources), []);
  }
});

test('a column that no resource has is a mistake, unless it may be inside of JSON or of what the user brought', () => {
  const mistakes = (...include: string[]) => mistakesInColumns('pseudonymize', { include, exclude: [] }, allResources);
  const reaching = [
    'audit_logs.actor',
    '*.owner.name',
    'audit_logs.details.any.thing',
    '*.*',
    'users.**.notes',
    '**.notes',
  ];
  assert.deepEqual(mistakes(...reaching), []);
  assert.deepEqual(mistakes('users.emial', '*.owner.nmae', 'users.email.domain', '*.unheard_of_field'), [
    'privacy columns, include: "users.emial" is no column (did you mean "users.email"?). A field that this release does not know yet is written users.**.emial',
    'privacy columns, include: "*.owner.nmae" is no column (did you mean "*.owner.name"?). A field that this release does not know yet is written *.**.nmae',
    'privacy columns, include: "users.email.domain" is no column. A field that this release does not know yet is written users.**.domain',
    'privacy columns, include: "*.unheard_of_field" is no column. A field that this release does not know yet is written *.**.unheard_of_field',
  ]);
  const { resources } = customResources([{ name: 'things', path: '/organization/things' }]);
  const withOwn = (text: string) =>
    mistakesInColumns('redact', { include: [text], exclude: [] }, [...allResources, ...resources]);
  assert.deepEqual([withOwn('things.anything'), withOwn('*.unheard_of_field')], [[], []]);
});

test('rows whose key is redacted stay apart, in the order of the API', () => {
  const [people] = customResources([{ name: 'people', path: '/organization/people', primaryKey: ['email'] }]).resources;
  const privacy = rowPrivacy(people as SnapshotResource, privacyOptions('redact'));
  const keyOf = snapshotKeys(people as SnapshotResource);
  const keys = ['b@example.com', 'a@example.com'].map((email) => {
    const text = JSON.stringify({ email });
    return keyOf(privacy?.row({ text, value: JSON.parse(text) }).value ?? {});
  });
  assert.deepEqual(keys, ['000000000000', '000000000001']);
});

test('the id of a parent stands in errors and manifests as it does in rows', () => {
  const path = '/organization/people/{email}/things';
  const list = { name: 'people', path: '/organization/people', primaryKey: ['email'] };
  const things = customResources([list, { name: 'things', path, parent: 'people' }]).resources[1] as SnapshotResource;
  const privacy = rowPrivacy(things, privacyOptions('pseudonymize'));
  const text = '{"email":"Ann@example.com"}';
  assert.deepEqual(privacy?.ids({ email: 'ann@example.com' }), privacy?.row({ text, value: JSON.parse(text) }).value);
  const user = rowPrivacy(resource('user'), privacyOptions('pseudonymize', { include: ['user.id'] }));
  assert.match(user?.ids({ user_id: 'user-1' }).user_id ?? '', /^id_/);
});

test('a run keeps addresses out of its log, and refuses selections that would not hide them', () => {
  const privacy = privacyOptions('redact');
  const selection = (options: Partial<Selection['options']>): Selection => ({
    resource: resource('users'),
    origin: 'named',
    options: resourceOptions(options),
  });
  const log = collectingLog();
  const run = createPrivacy({ privacy, selections: [selection({ privacy })] });
  const own = run.log(log);
  for (const level of ['debug', 'info', 'notice', 'warning', 'error'] as const)
    own[level](`${level} of ann@example.com`);
  const told: string[] = [];
  const tell = (message: Message) => told.push(rendered(message));
  log.replay({ debug: tell, info: tell, notice: tell, warning: tell, error: tell });
  assert.deepEqual(
    told,
    ['debug', 'info', 'notice', 'warning', 'error'].map((level) => `${level} of redacted`),
  );
  assert.equal(run.rows(resource('users')), rowPrivacy(resource('users'), privacy));
  assert.throws(
    () => createPrivacy({ privacy, selections: [selection({})] }),
    /users do not carry the privacy of the run/,
  );

  const open = createPrivacy({ privacy: { mode: 'none' }, selections: [selection({})] });
  assert.equal(open.log(log), log);
  assert.equal(open.text('ann@example.com'), 'ann@example.com');
});
