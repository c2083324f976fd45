import type { Random } from '../../simulator/random.ts';

/** What breaks parsers: structure, escapes, half characters, control characters, markers of other tools. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\\',
    '\\u0000',
    '\\ud800',
    '\\udfff',
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '\u2028',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '::error::',
    '##[error]',
    '--- ',
    '...',
    '&a',
    '*a',
    '<<: ',
    '!!',
    '? ',
    '- ',
    '|',
    '>',
  ],
  ...[
    'null',
    'true',
    'NaN',
    '1e999',
    '-0',
    '9007199254740993',
    '__proto__',
    'constructor',
    '../',
    '=cmd()',
    '<!--',
    '|x|',
  ],
  ...[
    '<<<<<<< ours\n',
    '=======\n',
    '>>>>>>> theirs\n',
    'version https://git-lfs.github.com/spec/v1\n',
    '\ufeff',
    '🇪🇺',
  ],
];

/** Returns the bytes with a few changes: some cut out, doubled, replaced or added. */
export function fuzzed(bytes: Buffer, random: Random): Buffer {
  let text = bytes;
  for (let count = random.integer(1, 4); count > 0; count -= 1) text = change(text, random);
  return text;
}

function change(bytes: Buffer, random: Random): Buffer {
  const from = random.integer(0, bytes.length);
  const to = Math.min(bytes.length, from + random.integer(0, 40));
  const [before, middle, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  const added = Buffer.from(random.pick(PIECES).repeat(random.pick([1, 1, 1, 2, 50])));
  switch (random.integer(0, 6)) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, middle, middle, after]);
    case 3:
      return Buffer.concat([before, Buffer.from([random.integer(0, 255)]), after]);
    case 4:
      return Buffer.concat([before, added, after]);
    default:
      return Buffer.concat([before, added, middle, after]);
  }
}
