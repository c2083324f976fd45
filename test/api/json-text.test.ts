import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compact, numberText, parseLossless, sliceMembers, sliceValues, withFields } from '../../src/api/json-text.ts';

const hard =
  '{"10":1,"2":[1.10,1e400,-0],"amount":123456789012345678901234567890,"a":"\\u00e9\\/\\"}{","a":{"x":null,"__proto__":[]}}';
const indents = fc.constantFrom(undefined, 1, 2, 4, '\t', '\r\n \t');
/** Any JSON value, as text with any indentation, with strings that look like structure. */
const jsonText = fc
  .tuple(fc.jsonValue({ stringUnit: 'binary' }), fc.array(fc.stringMatching(/^["\\{}[\]:, \n]{0,8}$/)), indents)
  .map(([value, strings, indent]) => ({ value: [value, strings], indent }));

test('slices rows without touching key order, digits, escapes or duplicate keys', () => {
  assert.deepEqual(sliceValues(`{"object":"list","data":[${hard},${hard}],"has_more":false}`, 'data'), [hard, hard]);
});

test('removes indentation and nothing else', () => {
  const spaced =
    '{\r\n\t"10" : 1 , "2":[ 1.10, 1e400\n,-0 ], "amount":\n123456789012345678901234567890, "a": "\\u00e9\\/\\"}{", "a":{"x": null,"__proto__": [ ] } }';
  assert.equal(compact(spaced), hard);
  assert.deepEqual(sliceValues(` {\n "data" : [ ${spaced} , ${hard} ] }\n`, 'data'), [hard, hard]);
});

test('finds rows below a path of keys, also escaped ones, and the last of duplicate keys', () => {
  assert.deepEqual(sliceValues('{"data":[0],"result":{"x":{"items":[1]},"items":[2,"3"]}}', 'result.items'), [
    '2',
    '"3"',
  ]);
  assert.deepEqual(sliceValues('{"d\\u0061ta":["é"]}', 'data'), ['"é"']);
  assert.deepEqual(sliceValues('{"data":[1],"data":[2]}', 'data'), ['2']);
  assert.equal(sliceValues('{"data":[1],"data":null}', 'data'), undefined);
  assert.deepEqual(sliceValues('{"data":[]}', 'data'), []);
  assert.deepEqual(sliceValues('{"data":[ ]}', 'data'), []);
});

test('has no rows where the path leads to no array', () => {
  for (const [text, selector] of [
    ['{}', 'data'],
    ['{"data":{"data":[1]}}', 'data'],
    ['{"data":"[1]"}', 'data'],
    ['{"data":[{"items":[1]}]}', 'data.items'],
    ['{"result":{"items":null}}', 'result.items'],
    ['[1]', 'data'],
    ['"data"', 'data'],
  ] as const) {
    assert.equal(sliceValues(text, selector), undefined, text);
  }
});

test('takes the whole text as the one value for an empty selector, if it is an object', () => {
  assert.deepEqual(sliceValues('\n{ "a": [1, 2] }\n', ''), ['{"a":[1,2]}']);
  assert.equal(sliceValues('[{}]', ''), undefined);
  assert.equal(sliceValues('null', ''), undefined);
});

test('slices any JSON into texts that mean what JSON.parse finds', () => {
  fc.assert(
    fc.property(jsonText, ({ value, indent }) => {
      const text = JSON.stringify({ before: value, result: { data: value }, after: value }, null, indent);
      assert.deepEqual(
        sliceValues(text, 'result.data'),
        value.map((element) => JSON.stringify(element)),
      );
    }),
  );
});

test('compacts any indented JSON to what JSON.stringify writes without indentation', () => {
  fc.assert(
    fc.property(jsonText, ({ value, indent }) => {
      assert.equal(compact(JSON.stringify(value, null, indent)), JSON.stringify(value));
    }),
  );
});

test('slices the members of an object in their order, duplicates included', () => {
  assert.deepEqual(sliceMembers('{ "b" : [ 1, 2 ], "2": "x y", "\\n": {}, "b": 1e400 }'), [
    { key: 'b', text: '[1,2]' },
    { key: '2', text: '"x y"' },
    { key: '\n', text: '{}' },
    { key: 'b', text: '1e400' },
  ]);
  assert.deepEqual(sliceMembers('{}'), []);
  assert.throws(() => sliceMembers('[1]'), TypeError);
});

test('throws where the text is cut off instead of reading on', () => {
  for (const text of ['{"data":[{"a":1', '{"data":["abc', '{"data":["abc\\', '{"data":[{\n"a":"b', '{"data"']) {
    assert.throws(() => sliceValues(text, 'data'), SyntaxError, text);
  }
});

test('puts fields in front of an object', () => {
  assert.equal(
    withFields('{"id":"u"}', { project_id: 'p"1', start_time: 5 }),
    '{"project_id":"p\\"1","start_time":5,"id":"u"}',
  );
  assert.equal(withFields('{}', { project_id: 'p' }), '{"project_id":"p"}');
  assert.equal(withFields('{"id":1.0}', {}), '{"id":1.0}');
});

test('parses numbers so that they are written back letter by letter', () => {
  const numbers = fc.stringMatching(/^-?(0|[1-9]\d{0,25})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/);
  fc.assert(
    fc.property(fc.array(numbers), fc.constantFrom('', ' ', '\n'), (texts, gap) => {
      const written = texts.map((text) => `{"n":${gap}${text},"l":[${gap}${text},${text}]}`);
      assert.equal(
        JSON.stringify(parseLossless(`[${written.join(',')}]`)),
        `[${written.join(',')}]`.replaceAll(gap, ''),
      );
    }),
  );
});

test('parses what a double can hold into plain values', () => {
  const text = '{"a":[1,-2.5,1760000000,true,null,"1.10, 1e5"],"b":0.06}';
  assert.deepEqual(parseLossless(text), JSON.parse(text));
});

test('gives the digits of plain and of raw numbers alone', () => {
  const [long, exponent, short] = parseLossless('[123456789012345678901234567890,1e400,1.5]') as unknown[];
  assert.equal(numberText(long), '123456789012345678901234567890');
  assert.equal(numberText(exponent), '1e400');
  assert.equal(numberText(short), '1.5');
  for (const other of ['1', null, undefined, true, {}, [], { rawJSON: '1' }])
    assert.equal(numberText(other), undefined);
});
