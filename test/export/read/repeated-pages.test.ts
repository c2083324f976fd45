import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RawRow } from '../../../src/api/pages.ts';
import { resourceNamed } from '../../../src/catalogue/catalogue.ts';
import type { EventsResource } from '../../../src/catalogue/resource.ts';
import { rememberPages } from '../../../src/export/read/repeated-pages.ts';

const EVENTS = resourceNamed('audit_logs') as EventsResource;

function page(...events: [id: string, effectiveAt: number][]): RawRow[] {
  return events.map(([id, effective_at]) => {
    const value = { id, effective_at };
    return { text: JSON.stringify(value), value };
  });
}

test('the same events at other times, page after page, are no progress', () => {
  const { check } = rememberPages();
  check(EVENTS, page(['a', 10], ['b', 11]));
  assert.throws(() => check(EVENTS, page(['a', 20], ['b', 21])), { topic: 'no-progress' });
});

test('a page that comes again as it was, or holds one new event, is fine', () => {
  const { check } = rememberPages();
  check(EVENTS, page(['a', 10], ['b', 11]));
  check(EVENTS, page(['a', 10], ['b', 11]));
  check(EVENTS, page(['a', 20], ['c', 21]));
});
