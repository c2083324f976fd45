import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DescribedColumn, describeColumn } from '../../docs/data/describe.ts';
import { eventTypes } from '../../docs/data/event-types.ts';
import { changeFields, findingFields, manifestFields } from '../../docs/data/own-files.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import { type Description, description, fieldAt, plain, rowOf, type Schema } from './description.ts';

/** More words in a row than this are no coincidence. */
const MOST_WORDS_ALIKE = 8;

/** Columns with the field of OpenAI's description that each stands for. */
function pairs(from: Description): { resource: Resource; column: DescribedColumn; field: Schema; words: string }[] {
  return allResources.flatMap((resource) => {
    if (from.paths[resource.path] === undefined) return [];
    const row = rowOf(from, resource);
    return resource.columns.flatMap((column) => {
      const found = fieldAt(from, row, column.name);
      if (found === undefined) return [];
      const field = plain(from, found);
      const words = `${found.description ?? ''} ${field.description ?? ''}`;
      return [{ resource, column: describeColumn(resource, column), field, words }];
    });
  });
}

/** Every description there is, however deep. */
function allDescriptions(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'description' in value && typeof value.description === 'string' ? [value.description] : [];
  return [...own, ...Object.values(value).flatMap(allDescriptions)];
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9_]+/g) ?? [];
}

function runsOf(text: string): string[] {
  const words = wordsOf(text);
  return words.flatMap((_, index) =>
    index + MOST_WORDS_ALIKE < words.length ? [words.slice(index, index + MOST_WORDS_ALIKE + 1).join(' ')] : [],
  );
}

/** Paths of the fields of a payload; a list of objects counts by what is in them. */
function payloadFields(schema: Schema, prefix = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (field.items?.properties) return payloadFields(field.items, `${prefix}${name}[].`);
    return field.properties ? payloadFields(field, `${prefix}${name}.`) : [prefix + name];
  });
}

if (description) {
  const from = description;

  describe("the descriptions beside OpenAI's", () => {
    it('name the values that a column can have', () => {
      for (const { resource, column, field } of pairs(from)) {
        const { name } = column;
        // Kinds of objects are constants; types of events have a table of their own; and this one is open to further values.
        if (/(^|__)object$|^quantity_unit$/.test(name) || (resource.name === 'audit_logs' && name === 'type')) continue;
        assert.deepEqual(column.values, field.enum, `${resource.name}.${name}`);
      }
    });

    it('measure in its units', () => {
      for (const { resource, column, words } of pairs(from)) {
        const { name, unit = '' } = column;
        assert.equal(unit.startsWith('cents'), /\bin cents\b/.test(words), `${resource.name}.${name}`);
        const [noun = ''] =
          /^(tokens|requests|images|bytes|characters|sessions|calls|megabytes|seconds)\b/.exec(unit) ?? [];
        assert.match(words.toLowerCase(), new RegExp(noun), `${resource.name}.${name}`);
        const [, per] = / a (minute|day)$/.exec(unit) ?? [];
        if (per !== undefined) assert.match(words, new RegExp(`per ${per}`), `${resource.name}.${name}`);
      }
    });

    it('say rightly what is in JSON columns', () => {
      for (const { resource, column, field } of pairs(from)) {
        if (column.csv !== 'JSON text') continue;
        const items = field.items && plain(from, field.items);
        const expected = items ? `list of ${items.type === 'string' ? 'texts' : 'objects'}` : 'object';
        assert.equal(column.jsonl, expected, `${resource.name}.${column.name}`);
      }
    });

    it('have the fields of every payload', () => {
      const payloads = plain(from, { $ref: 'AuditLog' }).properties ?? {};
      for (const [type, { fields }] of eventTypes) {
        const payload = payloads[type];
        assert.deepEqual(fields, payload && payloadFields(payload), type);
      }
    });

    it('are in our own words', () => {
      const theirs = new Set(allDescriptions(from).flatMap(runsOf));
      const columns = allResources.flatMap((resource) =>
        resource.columns.map((column) => describeColumn(resource, column)),
      );
      const ours = [...columns, ...eventTypes.values(), ...changeFields, ...findingFields, ...manifestFields];
      const copied = ours.flatMap(({ text }) => runsOf(text).filter((run) => theirs.has(run)));
      assert.ok(theirs.size > 500);
      assert.deepEqual(copied, []);
    });
  });
}
