import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customResources } from '../../src/catalogue/custom.ts';
import { rowPrivacy } from '../../src/privacy/row-privacy.ts';
import { hide, kindsOnly, privacyFor, privacyOptions, resource } from './hide.ts';

const redact = privacyOptions('redact');

/** Resource, row, and what becomes of it. */
const cases: [what: string, name: string, row: string, hidden: string][] = [
  [
    'numbers, key order, escapes and duplicate keys',
    'users',
    '{"9":1,"id":"user-1","1":12345678901234567890.10,"email":"a@example.com","note":"\\u00e9\\/","email":"b@example.com","x":-0.0,"y":1e5}',
    '{"9":1,"id":"user-1","1":12345678901234567890.10,"email":"<email>","note":"\\u00e9\\/","email":"<email>","x":-0.0,"y":1e5}',
  ],
  [
    'escaped addresses',
    'users',
    '{"id":"user-1","note":"\\u0061nn\\u0040example\\u002ecom"}',
    '{"id":"user-1","note":"<email>"}',
  ],
  ['null and empty texts', 'users', '{"email":null,"name":"","picture":[]}', '{"email":null,"name":"","picture":[]}'],
  [
    'texts beyond ASCII',
    'users',
    '{"id":"user-1","role":"日本","name":"山田 太郎","note":"日本 ann@example.com ü"}',
    '{"id":"user-1","role":"日本","name":"<name>","note":"日本 <email> ü"}',
  ],
  [
    'JSON inside texts',
    'audit_logs',
    '{"id":"1","type":"x.y","x.y":{"body":"{ \\"email\\": \\"ann\\\\u0040example.com\\", \\"n\\": 1.00, \\"in\\": \\"[\\\\\\"192.0.2.1\\\\\\"]\\" }"}}',
    '{"id":"1","type":"x.y","x.y":{"body":"{ \\"email\\": \\"<email>\\", \\"n\\": 1.00, \\"in\\": \\"[\\\\\\"<ip>\\\\\\"]\\" }"}}',
  ],
  ['keys that are data', 'users', '{"seen":{"ann@example.com":1,"192.0.2.1":2}}', '{"seen":{"<email>":1,"<ip>":2}}'],
  [
    'what only users know of an audit event',
    'audit_logs',
    '{"type":"login.failed","actor":{"session":{"ip_address":"192.0.2.1","user_agent":"Browser/1.0","ja3":"abc","ja4":"def","ip_address_details":{"city":"Rome","latitude":41.9,"known":true}}},"login.failed":{"error_message":"no ann@example.com here"}}',
    '{"type":"login.failed","actor":{"session":{"ip_address":"<ip>","user_agent":"<agent>","ja3":"<fingerprint>","ja4":"<fingerprint>","ip_address_details":{"city":"<place>","latitude":null,"known":true}}},"login.failed":{"error_message":"no <email> here"}}',
  ],
  [
    'names in payloads that tell of a person, and not those of things',
    'audit_logs',
    '{"type":"tenant.group.member.added","tenant.group.member.added":{"group":{"name":"Admins"},"member":{"name":"Ann Lee"},"data":{"display_name":"Ann"},"created_by":"Bob Ray","updated_by":"user-1"}}',
    '{"type":"tenant.group.member.added","tenant.group.member.added":{"group":{"name":"Admins"},"member":{"name":"<name>"},"data":{"display_name":"<name>"},"created_by":"<name>","updated_by":"user-1"}}',
  ],
  [
    'allow lists and invitations',
    'audit_logs',
    '{"type":"ip_allowlist.created","ip_allowlist.created":{"name":"Office","allowed_ips":["192.0.2.0/24","2001:db8::/32","10.0.0.1"]},"invite.sent":{"data":{"email":"a@example.com","role":"reader"}}}',
    '{"type":"ip_allowlist.created","ip_allowlist.created":{"name":"Office","allowed_ips":["<ip>/24","<ip>/32","<ip>"]},"invite.sent":{"data":{"email":"<email>","role":"reader"}}}',
  ],
  [
    'the owner of a key, if it is a person',
    'admin_api_keys',
    '{"name":"k","owner":{"name":"Ann","type":"user"}}',
    '{"name":"k","owner":{"name":"<name>","type":"user"}}',
  ],
  [
    'no service account, unless it has an e-mail address or is called a user as well',
    'admin_api_keys',
    '{"owner":{"name":"bot","type":"service_account"},"a":{"owner":{"type":"service_account","type":"user","name":"Ann"}},"b":{"owner":{"type":"group","name":"Ann","email":"x"}}}',
    '{"owner":{"name":"bot","type":"service_account"},"a":{"owner":{"type":"service_account","type":"user","name":"<name>"}},"b":{"owner":{"type":"group","name":"<name>","email":"<email>"}}}',
  ],
  [
    'recipients and objects about people',
    'spend_alerts',
    '{"notification_channel":{"type":"email","recipients":["a@example.com","the boss"]},"creator":{"name":"Ann","email":"a@example.com"}}',
    '{"notification_channel":{"type":"email","recipients":["<email>","<email>"]},"creator":{"name":"<name>","email":"<email>"}}',
  ],
  [
    'who assigned a role',
    'user_roles',
    '{"name":"Editor","created_by":"user-1","created_by_user_obj":{"id":"user-1","name":"Ann","picture":"https://example.com/a"}}',
    '{"name":"Editor","created_by":"user-1","created_by_user_obj":{"id":"user-1","name":"<name>","picture":"<picture>"}}',
  ],
  [
    'who caused costs',
    'costs',
    '{"start_time":1,"amount":{"value":0.10},"user_email":"a@example.com","organization_id":"org-1"}',
    '{"start_time":1,"amount":{"value":0.10},"user_email":"<email>","organization_id":"org-1"}',
  ],
];

for (const [what, name, row, hidden] of cases) {
  test(`minds ${what}`, () => {
    assert.equal(kindsOnly(hide(name, row)), hidden);
    assert.equal(hide(name, hide(name, row)), hide(name, row));
    const redacted = hide(name, row, redact);
    assert.equal(hide(name, redacted, redact), redacted);
    assert.equal(hide(name, hide(name, row), redact), redacted, 'a pseudonym is redacted like what it stands for');
    assert.equal(hide(name, redacted), redacted, 'what was redacted gets no pseudonym');
  });
}

test('leaves the very row alone where nothing in it is personal, and parses anew what it changed', () => {
  const privacy = privacyFor('projects');
  const raw = { text: '{"id":"proj_1","name":"Ann\'s project"}', value: { id: 'proj_1', name: "Ann's project" } };
  assert.equal(privacy.row(raw), raw);
  const text = '{"id":"proj_1","lead":"ann@example.com"}';
  const hidden = privacy.row({ text, value: JSON.parse(text) });
  assert.deepEqual(hidden.value, JSON.parse(hidden.text));
});

test('redacts to one text, which null is not, and keeps redacted keys apart', () => {
  assert.equal(
    hide('users', '{"name":"Ann","email":null,"by":{"a@example.com":1,"b@example.com":2,"c@example.com":3}}', redact),
    '{"name":"redacted","email":null,"by":{"redacted":1,"redacted_2":2,"redacted_3":3}}',
  );
});

test('columns can be added and taken out by resource and path', () => {
  const columns = {
    include: ['project_api_keys.name', '*.user_id', 'audit_logs.details.changes_requested', 'usage_images.**.model'],
    exclude: ['audit_logs.actor.session.ip_address', 'users.user__email', '*.owner.name', 'users.notes'],
  };
  const options = privacyOptions('pseudonymize', columns);
  const rows: [string, string, string][] = [
    ['project_api_keys', '{"name":"ann","owner":{"name":"Ann"}}', '{"name":"<name>","owner":{"name":"Ann"}}'],
    [
      'usage_images',
      '{"user_id":"user-1","model":"m","x":{"model":"m"}}',
      '{"user_id":"<id>","model":"<text>","x":{"model":"<text>"}}',
    ],
    [
      'audit_logs',
      '{"type":"project.updated","actor":{"session":{"ip_address":"192.0.2.1"}},"project.updated":{"changes_requested":{"title":"T","n":1}}}',
      '{"type":"project.updated","actor":{"session":{"ip_address":"192.0.2.1"}},"project.updated":{"changes_requested":{"title":"<name>","n":1}}}',
    ],
    [
      'users',
      '{"email":"a@x.example","user":{"email":"a@x.example"},"notes":[{"by":"a@x.example"}]}',
      '{"email":"<email>","user":{"email":"a@x.example"},"notes":[{"by":"a@x.example"}]}',
    ],
  ];
  for (const [name, row, expected] of rows) assert.equal(kindsOnly(hide(name, row, options)), expected);
  const ids = privacyFor('project_user_roles', options).ids({ project_id: 'proj_1', user_id: 'user-1' });
  const row = JSON.parse(hide('project_user_roles', '{"project_id":"proj_1","user_id":"user-1","id":"role"}', options));
  assert.deepEqual(ids, { project_id: row.project_id, user_id: row.user_id });
  assert.match(row.user_id, /^id_/);
});

test('rows of a table are hidden like the rows they were made of', () => {
  const privacy = privacyFor('admin_api_keys');
  const cells = {
    id: 'k',
    owner__type: 'service_account',
    owner__name: 'bot',
    extra: '{"email":"A@example.com","n":1.0}',
  };
  const stored = { row: { json: JSON.stringify(cells), form: 'cells' as const }, value: cells };
  assert.equal(
    kindsOnly(privacy.stored(stored).row.json),
    '{"id":"k","owner__type":"service_account","owner__name":"bot","extra":"{\\"email\\":\\"<email>\\",\\"n\\":1.0}"}',
  );
  const event = { type: 'user.added', actor__session__ip_address: '192.0.2.1', details: '{"data":{"name":"Ann"}}' };
  const hidden = privacyFor('audit_logs').stored({ row: { json: JSON.stringify(event), form: 'cells' }, value: event });
  assert.equal(
    kindsOnly(hidden.row.json),
    '{"type":"user.added","actor__session__ip_address":"<ip>","details":"{\\"data\\":{\\"name\\":\\"<name>\\"}}"}',
  );
  const alert = { notification_channel__recipients: '["a@example.com"]' };
  const recipients = privacyFor('spend_alerts').stored({
    row: { json: JSON.stringify(alert), form: 'cells' },
    value: alert,
  });
  assert.equal(kindsOnly(recipients.row.json), '{"notification_channel__recipients":"[\\"<email>\\"]"}');
});

test('a custom resource is minded by the names of its fields', () => {
  const [things] = customResources([{ name: 'things', path: '/organization/things' }]).resources;
  const privacy = rowPrivacy(things as NonNullable<typeof things>, privacyOptions('pseudonymize'));
  const text = '{"userName":"ann","contactEmail":"x","clientIp":"y","phone":"1","name":"Ann","thing":{"name":"Thing"}}';
  assert.equal(
    kindsOnly(privacy?.row({ text, value: JSON.parse(text) }).text ?? ''),
    '{"userName":"<name>","contactEmail":"<email>","clientIp":"<ip>","phone":"<phone>","name":"<name>","thing":{"name":"Thing"}}',
  );
});

test('a text that nests deeper than anything can read is looked through all the same', () => {
  const deep = (inside: string) => '['.repeat(20_000) + inside + ']'.repeat(20_000);
  const text = JSON.stringify({ note: deep('"ann\\u0040example.com"') });
  assert.equal(kindsOnly(hide('users', text)), JSON.stringify({ note: deep('"<email>"') }));
});

test('does nothing at all unless asked to', () => {
  assert.equal(rowPrivacy(resource('users'), { mode: 'none' }), undefined);
  assert.equal(rowPrivacy(resource('users'), undefined), undefined);
});
