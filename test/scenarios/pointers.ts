import assert from 'node:assert/strict';
import { TOPICS } from '../../src/notices/topics.ts';
import type { Annotation } from '../harness/workflow-commands.ts';

/** A finding has a remedy, and a page of its own. */
const FINDING = /^(New finding \(|[\d,]+ more new finding)/;
/** The last annotation of a type only counts the others. */
const COUNT_OF_OTHERS = /^[\d,]+ more (problem|error|warning)s?: see the log/;

/** The runner keeps no more of a message. */
const MOST_CHARACTERS = 4096;

/** Fails where an error or a warning does not end in a pointer to its section, or holds one elsewhere too. */
export function assertPointers(annotations: Annotation[]): void {
  for (const { type, message } of annotations) {
    if (
      type === 'notice' ||
      FINDING.test(message) ||
      COUNT_OF_OTHERS.test(message) ||
      message.length >= MOST_CHARACTERS
    )
      continue;
    const [, name = ''] = /\bSee \S*docs\/troubleshooting\.md#([a-z-]+)$/.exec(message) ?? [];
    assert.ok(Object.hasOwn(TOPICS, name), `No pointer: ${message}`);
    assert.equal(message.split('docs/troubleshooting.md#').length, 2, message);
  }
}
