import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  type JsonSource,
  jsonSource,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipLiteral,
  skipString,
  skipWhitespace,
  stringBetween,
  textBetween,
} from '../api/json-scan.ts';
import type { Row } from '../formats/row.ts';
import type { Field, Fields } from './fields.ts';
import { createFrame, type Frame, type HeldText, noteField, settle } from './frame.ts';
import { REDACTED, type Replacing } from './pseudonyms.ts';
import { hideAddresses, hideWhole } from './replacements.ts';

/** What a rewriter knows of a row besides its text. */
export interface RowFacts {
  form: Row['form'];
  /** The row's own `type`: the key of an audit event's payload. */
  type: unknown;
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

/** One JSON text on its way. */
interface Walk {
  source: JsonSource;
  edits: Edit[];
  facts: RowFacts;
}

/**
 * Returns a function that replaces the personal texts of a row in its JSON text. Nothing but those texts is changed: order
 * of keys, digits of numbers, escapes and unknown fields stay as they are, and a row without any is the same string.
 */
export function createRewriter(fields: Fields, replacing: Replacing): (json: string, facts: RowFacts) => string {
  function rewrite(json: string, field: Field, facts: RowFacts): string {
    const walk: Walk = { source: jsonSource(json), edits: [], facts };
    const frame = createFrame();
    walkValue(walk, skipWhitespace(walk.source.bytes, 0), field, frame);
    release(walk, frame);
    return walk.edits.length === 0 ? json : withEdits(walk);
  }

  function walkValue(walk: Walk, start: number, field: Field, frame: Frame): number {
    const { bytes } = walk.source;
    const first = bytes[start];
    if (first === QUOTE) {
      const end = skipString(bytes, start);
      if (!field.untouched) takeText(walk, { start, end, field }, frame);
      return end;
    }
    if (first === OPEN_BRACE) return walkObject(walk, start, field);
    if (first === OPEN_BRACKET) return walkArray(walk, start, field, frame);
    const end = skipLiteral(bytes, start);
    // A location also comes as numbers, and no replacement would be both a number and true.
    const isNumber = (bytes[start] as number) <= 0x39;
    if (field.kind === 'place' && isNumber && !field.untouched) walk.edits.push({ start, end, text: 'null' });
    return end;
  }

  function walkArray(walk: Walk, start: number, field: Field, frame: Frame): number {
    const { bytes } = walk.source;
    let position = skipWhitespace(bytes, start + 1);
    while (bytes[position] !== CLOSE_BRACKET) {
      position = skipWhitespace(bytes, walkValue(walk, position, field, frame));
      if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
    }
    return position + 1;
  }

  function walkObject(walk: Walk, start: number, parent: Field): number {
    const { source, facts } = walk;
    const { bytes } = source;
    const isTable = parent === fields.root && facts.form === 'cells';
    const frames = new Map<string, Frame>();
    const own = createFrame();
    let position = skipWhitespace(bytes, start + 1);
    while (bytes[position] !== CLOSE_BRACE) {
      const keyEnd = skipString(bytes, position);
      const key = stringBetween(source, position, keyEnd);
      const field = isTable ? cellField(key, facts) : fieldAt(parent, key, facts);
      const frame = isTable ? frameOfCell(frames, key) : own;
      if (field.column === undefined && !field.untouched) hideKey(walk, { start: position, end: keyEnd }, key, own);
      const valueStart = skipWhitespace(bytes, skipWhitespace(bytes, keyEnd) + 1);
      position = walkValue(walk, valueStart, field, frame);
      noteField(frame, isTable ? lastOf(key) : key, field, () =>
        bytes[valueStart] === QUOTE ? stringBetween(source, valueStart, position) : undefined,
      );
      position = skipWhitespace(bytes, position);
      if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
    }
    for (const frame of [own, ...frames.values()]) release(walk, frame);
    return position + 1;
  }

  function fieldAt(parent: Field, key: string, facts: RowFacts): Field {
    const isPayload = parent === fields.root && fields.payloadColumn !== undefined && key === facts.type;
    return isPayload && !parent.column?.children.get(key)?.known ? fields.payload(key) : fields.child(parent, key);
  }

  /** The field of a table's column, whose name is the path to it. */
  function cellField(name: string, { type }: RowFacts): Field {
    if (name === fields.payloadColumn) return fields.payload(typeof type === 'string' ? type : '');
    return name.split('__').reduce((field, key) => fields.child(field, key), fields.root);
  }

  /** Keys may be data, and the data an address. */
  function hideKey(walk: Walk, place: { start: number; end: number }, key: string, frame: Frame): void {
    const hidden = hideAddresses(key, replacing);
    if (hidden === key) return;
    // Two keys that read the same would be one for a parser of the row.
    if (hidden.includes(REDACTED)) frame.hiddenKeys += 1;
    const suffix = frame.hiddenKeys > 1 ? `_${frame.hiddenKeys}` : '';
    walk.edits.push({ ...place, text: JSON.stringify(hidden + suffix) });
  }

  function takeText(walk: Walk, held: HeldText, frame: Frame): void {
    const { field } = held;
    const text = stringBetween(walk.source, held.start, held.end);
    if (text === '') return;
    const isTableJson = walk.facts.form === 'cells' && (field.column?.type === 'json' || field.column === undefined);
    if ((field.kind === undefined || isTableJson) && /^\s*[[{]/.test(text) && isJson(text)) {
      put(walk, held, text, hideInside(text, field));
    } else if (field.kind === 'name' || (field.kind === undefined && (field.mayBeName || field.personText))) {
      frame.held.push(held);
    } else {
      put(walk, held, text, field.kind ? hideWhole(field.kind, text, replacing) : hideAddresses(text, replacing));
    }
  }

  /** JSON inside a text; one that is nested deeper than the stack allows is looked through like any other text. */
  function hideInside(text: string, field: Field): string {
    try {
      return rewrite(text, field, { form: 'object', type: undefined });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return hideAddresses(text, replacing);
    }
  }

  /** Decides on the texts that may be names, now that all fields around them are known. */
  function release(walk: Walk, frame: Frame): void {
    settle(frame, (held, decision) => {
      const text = stringBetween(walk.source, held.start, held.end);
      const isName = decision === 'name' || (decision === 'words' && /\s/.test(text.trim()));
      put(walk, held, text, isName ? hideWhole('name', text, replacing) : hideAddresses(text, replacing));
    });
  }

  return (json, facts) => rewrite(json, fields.root, facts);
}

function put(walk: Walk, { start, end }: { start: number; end: number }, before: string, after: string): void {
  if (after !== before) walk.edits.push({ start, end, text: JSON.stringify(after) });
}

/** Columns of a table whose names begin alike are fields of one object. */
function frameOfCell(frames: Map<string, Frame>, name: string): Frame {
  const prefix = name.slice(0, -lastOf(name).length);
  const frame = frames.get(prefix) ?? createFrame();
  frames.set(prefix, frame);
  return frame;
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('__') + (name.includes('__') ? 2 : 1));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function withEdits({ source, edits }: Walk): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    parts.push(textBetween(source, position, start), text);
    position = end;
  }
  parts.push(textBetween(source, position, source.bytes.length));
  return parts.join('');
}
