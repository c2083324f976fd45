import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalEmail, isEmail, replaceEmails } from '../../src/privacy/email-addresses.ts';
import { canonicalIp, replaceIps } from '../../src/privacy/ip-addresses.ts';
import { createReplacing } from '../../src/privacy/pseudonyms.ts';
import { hideAddresses, hideWhole } from '../../src/privacy/replacements.ts';

const columns = { include: [], exclude: [] };
const pseudonyms = createReplacing({ mode: 'pseudonymize', key: 'a key for tests only', columns });
const redaction = createReplacing({ mode: 'redact', columns });

test('finds e-mail addresses wherever they stand in a text', () => {
  const cases: [string, string][] = [
    ['ann@example.com', '#'],
    ['From ann.lee+x@mail.example.co.uk, to bob@example.com.', 'From #, to #.'],
    ['Ann Lee <ann@example.com>', 'Ann Lee <#>'],
    ['https://example.com/invite?email=ann%40example.com&x=1', 'https://example.com/invite?email=#&x=1'],
    ['https://example.com/invite?email=ann@example.com', 'https://example.com/invite?email=#'],
    ['{"email":"ann\\u0040example.com', '{"email":"#'],
    ['ann&#64;example.com', '#'],
    ['josé@bücher.example', '#'],
    ['"ann lee"@example.com', '#'],
    ['ann@[192.0.2.1]', '#'],
    ['a/b=c@example.com', '#'],
    ['a@example.com@example.org', '#'],
    [
      '@example.com and a@b and actions/checkout@v4 and gpt-4o@2024',
      '@example.com and a@b and actions/checkout@v4 and gpt-4o@2024',
    ],
  ];
  for (const [text, expected] of cases)
    assert.equal(
      replaceEmails(text, () => '#'),
      expected,
    );
});

test('knows one spelling of an e-mail address', () => {
  assert.equal(canonicalEmail('  Ann.LEE@Example.COM '), 'ann.lee@example.com');
  assert.equal(canonicalEmail('ann%40example.com'), 'ann@example.com');
  assert.ok(isEmail(' ann@example.com '));
  assert.ok(!isEmail('Ann Lee <ann@example.com>'));
});

test('finds IP addresses wherever they stand in a text', () => {
  const cases: [string, string][] = [
    ['192.0.2.1', '#'],
    ['from 192.0.2.1:443, 192.0.2.0/24.', 'from #:443, #/24.'],
    ['2001:db8::1', '#'],
    ['[2001:DB8:0:0:0:0:0:1]:443', '[#]:443'],
    ['2001:db8::/32', '#/32'],
    ['2001:db8::1: refused', '#: refused'],
    ['fe80::1%eth0', '#'],
    ['::ffff:192.0.2.1', '#'],
    [
      'at 12:30:45, 1.2.3, 999.1.2.3, std::vector, a :: b, arn:aws:iam::123456',
      'at 12:30:45, 1.2.3, 999.1.2.3, std::vector, a :: b, arn:aws:iam::123456',
    ],
  ];
  for (const [text, expected] of cases)
    assert.equal(
      replaceIps(text, () => '#'),
      expected,
    );
});

test('knows one spelling of an IP address', () => {
  assert.equal(canonicalIp('2001:0DB8:0000::0001'), '2001:db8::1');
  assert.equal(canonicalIp('::FFFF:192.0.2.1'), '192.0.2.1');
  assert.equal(canonicalIp('fe80::1%eth0'), 'fe80::1');
  assert.equal(canonicalIp('192.000.002.001'), '192.0.2.1');
  assert.equal(canonicalIp('256.0.2.1'), undefined);
  assert.equal(canonicalIp('example.com'), undefined);
});

test('gives the same person the same pseudonym, whatever the spelling, the field and what stands around it', () => {
  const pseudonym = hideWhole('email', 'Ann@Example.com', pseudonyms);
  assert.match(pseudonym, /^email_[0-9a-f]{20}$/);
  assert.equal(hideWhole('name', 'ann@example.com', pseudonyms), pseudonym);
  assert.equal(hideAddresses('for ann@example.com', pseudonyms), `for ${pseudonym}`);
  assert.equal(hideWhole('ip', '2001:DB8::1', pseudonyms), hideAddresses('2001:db8:0::1', pseudonyms));
  assert.equal(hideWhole('ip', '192.0.2.0/24', pseudonyms), hideAddresses('192.0.2.0/24', pseudonyms));
  assert.equal(hideWhole('name', 'Jose\u0301', pseudonyms), hideWhole('name', 'José', pseudonyms));
  assert.notEqual(hideWhole('name', 'ann', pseudonyms).slice(5), hideWhole('id', 'ann', pseudonyms).slice(3));
  const other = createReplacing({ mode: 'pseudonymize', key: 'another key for tests', columns });
  assert.notEqual(hideWhole('email', 'ann@example.com', other), pseudonym);
});

test('leaves no address in any text, and what it has replaced alone', () => {
  const joint = fc.constantFrom(' ', ',', ':', '"', '(', '<', '=', '/', '.', '-', '@', '%', '', '_', 'x', '1');
  const address = fc.oneof(
    fc.emailAddress({ size: 'small' }),
    fc.ipV4(),
    fc.ipV6(),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  const text = fc.array(fc.tuple(address, joint), { maxLength: 5 }).map((parts) => parts.flat().join(''));
  fc.assert(
    fc.property(text, (given) => {
      for (const replacing of [pseudonyms, redaction]) {
        const hidden = hideAddresses(given, replacing);
        assert.equal(hideAddresses(hidden, replacing), hidden);
        assert.doesNotMatch(hidden, /[a-z0-9_+-]@([a-z0-9]+\.)+[a-z]{2,}/i);
        assert.doesNotMatch(hidden, /(?<!\d)((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)(?!\d)/);
      }
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.ipV4(), fc.ipV6()), (whole) => {
      assert.match(hideAddresses(whole, pseudonyms), /^(email|ip)_[0-9a-f]{20}$/);
      // Inside a text, what may belong to a URL is not taken for a part of a mailbox.
      if (!/[/=?&]|^::$/.test(whole)) assert.equal(hideAddresses(`<${whole}>`, redaction), '<redacted>');
    }),
  );
});
