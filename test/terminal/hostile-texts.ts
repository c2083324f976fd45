/** Where a command may begin, to the runner or to a terminal. */
const STARTS = [
  ...['', ' ', '\t', '\u00a0', '\u3000', '\ufeff', '\u200b', '\u00ad', '\u180e', '\0', '\u001b[2K', '\u{e0001}'],
  ...[
    'x\n',
    'x\n \t',
    'x\r',
    'x\r\n',
    'x\v',
    'x\f',
    'x\u0085',
    'x\u2028',
    'x\u2029',
    'x\n\u2060',
    'x\r\ufe0f',
    'x\n\u034f',
  ],
];

const COMMANDS = [
  '::error::boo',
  '::ERROR file=a.ts,line=1::boo',
  '::add-mask::the',
  '::set-output name=status::ok',
  '::set-env name=NODE_OPTIONS::--require=x',
  '::stop-commands::token',
  '::group::x',
  '::endgroup::',
  '::debug::x',
  ':\u200b:error::boo',
  ':\u0007:error::boo',
  '\u2066::error::boo',
  '##[error]boo',
  'text ##[add-mask]the',
  '##[group]x',
  '#\u200d#[stop-commands]x',
  '##\u0000[endgroup]',
  '###[set-output name=a;]b',
  '##vso[task.setvariable variable=a]b',
  '::nothing::##[warning]boo',
];

/** Characters that steer a terminal, or make a text look like another. */
const MARKS = [
  '\u001b[31mred',
  '\u009b2J',
  '\u202egpj.exe',
  '\u2067a\u2069',
  '\u200eb',
  '\u061cc',
  'd\u007f',
  'half \ud83d',
];

/** Texts of which no line may be a command, nor a character act on who reads. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...STARTS.flatMap((start) => COMMANDS.map((command) => `${start}${command}`)),
  ...MARKS.map((mark) => `name ${mark} end`),
  'a%0A::error::encoded',
  '\n\n::error::empty lines before',
];

/** What none of them may hold when it is shown: controls but line feeds and tabs, marks of direction, what has no width. */
export const UNSEEN =
  /(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]|\u00ad|\u034f|\u180e|\u200b|\u2060|\ufeff|\u{e0001}/u;
