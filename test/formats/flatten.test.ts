import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rowFlattener } from '../../src/formats/flatten.ts';
import { columns, objectRows, tableFor } from './row-stream.ts';

/** The cells of one row by column, without the null ones. */
function flatten(json: string, list = '', payloadColumn?: string): Record<string, string> {
  const table = tableFor(objectRows([json]), columns(list), payloadColumn === undefined ? {} : { payloadColumn });
  const header = [...table.columns.map(({ name }) => name), ...table.unknownColumns];
  const cells = rowFlattener(table)(json);
  assert.equal(cells.length, header.length);
  return Object.fromEntries(
    header.flatMap((name, index) => (typeof cells[index] === 'string' ? [[name, cells[index]]] : [])),
  );
}

test('flattens rows', async (t) => {
  const cases: { name: string; json: string; columns?: string; expected: Record<string, string> }[] = [
    {
      name: 'joins nested objects with two underscores',
      json: '{"actor":{"session":{"user":{"email":"a@example.com"}}}}',
      expected: { actor__session__user__email: 'a@example.com' },
    },
    { name: 'writes arrays as JSON text', json: '{"a":[1.0,{"b":[]}]}', expected: { a: '[1.0,{"b":[]}]' } },
    {
      name: 'takes the whole of a JSON column verbatim',
      json: '{"meta":{"10":1.10,"2":"\\u00e9","n":123456789012345678901234567890}}',
      columns: 'meta:json',
      expected: { meta: '{"10":1.10,"2":"\\u00e9","n":123456789012345678901234567890}' },
    },
    {
      name: 'writes any value of a JSON column as JSON',
      json: '{"a":"text","b":[],"c":{},"d":null,"e":1.50,"f":{"g":"in"}}',
      columns: 'a:json b:json c:json d:json e:json f__g:json',
      expected: { a: '"text"', b: '[]', c: '{}', e: '1.50', f__g: '"in"' },
    },
    {
      name: 'writes an empty object as {}',
      json: '{"a":{},"b":{"c":{}}}',
      columns: 'a__x',
      expected: { a: '{}', b__c: '{}' },
    },
    {
      name: 'keeps the digits of numbers',
      json: '{"a":123456789012345678901234567890,"b":1e400,"c":1.10,"d":-0,"e":"1.10"}',
      columns: 'a:number e:number',
      expected: { a: '123456789012345678901234567890', b: '1e400', c: '1.10', d: '-0', e: '1.10' },
    },
    {
      name: 'writes booleans as words',
      json: '{"a":true,"b":false}',
      columns: 'a:boolean',
      expected: { a: 'true', b: 'false' },
    },
    {
      name: 'leaves null cells null and empty text empty',
      json: '{"a":null,"b":""}',
      columns: 'a b c',
      expected: { b: '' },
    },
    {
      name: 'writes Unix seconds as UTC',
      json: '{"a":1795352400,"b":0,"c":-1}',
      columns: 'a:time b:time c:time',
      expected: { a: '2026-11-22T13:00:00Z', b: '1970-01-01T00:00:00Z', c: '1969-12-31T23:59:59Z' },
    },
    {
      name: 'leaves times that are no plain integers as they are',
      json: '{"a":1.5,"b":"1795352400","c":"","d":1e9,"e":253402300800,"f":123456789012345678901,"g":true}',
      columns: 'a:time b:time c:time d:time e:time f:time g:time',
      expected: {
        a: '1.5',
        b: '1795352400',
        c: '',
        d: '1e9',
        e: '253402300800',
        f: '123456789012345678901',
        g: 'true',
      },
    },
    {
      name: 'unescapes keys and text',
      json: '{"\\u0061\\"b":"line\\n\\ud83d\\ude00","é":{"ü":"\\\\"}}',
      expected: { 'a"b': 'line\n😀', é__ü: '\\' },
    },
    {
      name: 'follows the API where it sends another type than the catalogue has',
      json: '{"a":{"b":1},"c":"text","d":[1]}',
      columns: 'a c__x d:text',
      expected: { a__b: '1', c: 'text', d: '[1]' },
    },
    {
      name: 'knows no special names',
      json: '{"__proto__":{"constructor":1},"toString":2}',
      expected: { '"__proto__"__constructor': '1', toString: '2' },
    },
    {
      name: 'takes the last of duplicate keys',
      json: '{"a":1,"a":2,"b":{"c":1},"b":{"d":2}}',
      columns: 'a',
      expected: { a: '2', b__d: '2' },
    },
    {
      name: 'reads text with white space too',
      json: ' {\n "a" : { "b" : [ 1 ] , "c" : 2 } ,\n "d" : { } }',
      expected: { a__b: '[1]', a__c: '2', d: '{}' },
    },
  ];
  for (const { name, json, columns: list, expected } of cases) {
    await t.test(name, () => assert.deepEqual(flatten(json, list), { ...expected }));
  }
});

const auditColumns = 'id type effective_at:time project__id details:json';

test('folds the payload under the key of the row type into the payload column', () => {
  const payload = '{"id":"key_1","data":{"scopes":["a"],"10":1.0,"2":2}}';
  const expected = { id: 'e1', type: 'api_key.created', details: payload };
  assert.deepEqual(
    flatten(`{"id":"e1","type":"api_key.created","api_key.created":${payload}}`, auditColumns, 'details'),
    expected,
  );
  assert.deepEqual(
    flatten(`{"api_key.created":${payload},"type":"api_key.created","id":"e1"}`, auditColumns, 'details'),
    expected,
  );
});

test('keeps payloads of other types, odd payloads and a payload column of the API apart', () => {
  assert.deepEqual(flatten('{"type":"a.b","c.d":{"x":1},"a.b":{}}', auditColumns, 'details'), {
    type: 'a.b',
    'c.d__x': '1',
    details: '{}',
  });
  assert.deepEqual(flatten('{"type":"a.b","a.b":"text"}', auditColumns, 'details'), { type: 'a.b', details: '"text"' });
  assert.deepEqual(flatten('{"type":"a.b","a.b":null}', auditColumns, 'details'), { type: 'a.b' });
  assert.deepEqual(flatten('{"type":"project","project":{"id":"p"}}', auditColumns, 'details'), {
    type: 'project',
    project__id: 'p',
  });
  assert.deepEqual(flatten('{"type":"a.b","a.b":1,"details":{"x":1}}', auditColumns, 'details'), {
    type: 'a.b',
    details: '1',
    '"details"__x': '1',
  });
  assert.deepEqual(flatten('{"type":"a.b","a.b":1,"details":2}', auditColumns, 'details'), {
    type: 'a.b',
    details: '1',
    '"details"': '2',
  });
  assert.deepEqual(flatten('{"type":5,"5":{"x":1}}', auditColumns, 'details'), { type: '5', '5__x': '1' });
  assert.deepEqual(flatten('{"a.b":{"x":1}}', auditColumns, 'details'), { 'a.b__x': '1' });
});

test('gives two paths that would share a name columns of their own', () => {
  assert.deepEqual(flatten('{"a__b":1,"a":{"b":2,"_c":3},"a_":{"c":4},"":5}', 'a__b'), {
    a__b: '2',
    '"a__b"': '1',
    a___c: '3',
    '"a_"__c': '4',
    '""': '5',
  });
});

test('quotes keys that a spreadsheet would run as a header', () => {
  assert.deepEqual(flatten('{"=1+1":1,"@x":{"-y":2}}'), { '"=1+1"': '1', '"@x"__-y': '2' });
});

test('loses no field of any object, and invents none', () => {
  const key = fc.oneof(
    fc.stringMatching(/^[ab_"]{0,4}$/),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('known', 'type', 'payload'),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.dictionary(
      key,
      fc.oneof({ depthSize: 'small' }, fc.string({ unit: 'binary' }), fc.constant(null), fc.constant([1]), tie('tree')),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const json = JSON.stringify(value);
      const cells = Object.values(flatten(json, 'known__a type payload:json', 'payload'));
      const payload = (value as Record<string, unknown>).type;
      const leaves = countLeaves(value as object, (name) => name === payload && name !== 'known' && name !== 'type');
      assert.equal(cells.length, leaves);
    }),
    { numRuns: 300 },
  );
});

/** Fields that need a cell: all but null and filled objects, whose own fields count instead unless they are the payload. */
function countLeaves(object: object, isWhole: (key: string) => boolean = () => false): number {
  return Object.entries(object).reduce((sum, [key, field]) => {
    if (field === null) return sum;
    const isFilled = typeof field === 'object' && !Array.isArray(field) && Object.keys(field).length > 0;
    return sum + (isFilled && !isWhole(key) ? countLeaves(field) : 1);
  }, 0);
}
