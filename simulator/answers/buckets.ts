import { resultJson, sumEntries } from '../aggregate.ts';
import { PAGE_LIMITS } from '../bucket-resources.ts';
import { DAY } from '../clock.ts';
import { hash } from '../random.ts';
import { Refusal } from '../refusal.ts';
import type { UsageEntry } from '../usage-ledger.ts';
import type { Answer, Question, Scene } from './answer.ts';
import { type BucketQuery, readBucketQuery } from './bucket-query.ts';

/** How many empty pages follow the last bucket at most: a client that takes an empty page for more must still come to an end. */
const TRAILING_PAGES = 5;

/** Answers a page of buckets. Buckets begin at multiples of their width, in UTC; empty ones are sent with no results. */
export const answerBuckets: Answer = (scene, question) => {
  const asked = readBucketQuery(scene, question);
  const print = fingerprint(question);
  const offset = readToken(question.query.get('page'), print);
  const seconds = PAGE_LIMITS[asked.width].seconds;
  const texts = bucketTexts(scene, question, asked);
  const buckets: string[] = [];
  for (let index = offset; index < Math.min(offset + asked.limit, asked.count); index += 1) {
    const start = asked.start + index * seconds;
    const results = texts(start);
    buckets.push(`{"object":"bucket","start_time":${start},"end_time":${start + seconds},"results":[${results}]}`);
  }
  const next = offset + asked.limit;
  const extra = trailingPages(scene, print) * asked.limit;
  const more = next < asked.count || next < asked.count + extra;
  return `{"object":"page","data":[${buckets.join(',')}],"has_more":${more},"next_page":${more ? `"${makeToken(print, next)}"` : 'null'}}`;
};

function trailingPages(scene: Scene, print: string): number {
  const { trailingEmptyPages } = scene.quirks;
  if (trailingEmptyPages === 'never') return 0;
  return trailingEmptyPages === 'always' || hash(print) % 4 === 0 ? TRAILING_PAGES : 0;
}

/** What a page token is bound to: the operation and every parameter but the token. */
function fingerprint({ operation, query }: Question): string {
  const asked = [...query].filter(([name]) => name !== 'page').map(([name, value]) => `${name}=${value}`);
  return `${operation.path}?${asked.sort().join('&')}`;
}

function makeToken(print: string, offset: number): string {
  return `page_${Buffer.from(JSON.stringify([hash(print), offset])).toString('base64url')}`;
}

function readToken(token: string | null, print: string): number {
  if (token === null || token === '') return 0;
  try {
    const [bound, offset] = JSON.parse(Buffer.from(token.slice(5), 'base64url').toString()) as [number, number];
    if (bound === hash(print)) return offset;
  } catch {
    // Falls through: what cannot be read is no token of this query either.
  }
  throw new Refusal(400, "Invalid 'page': the cursor does not belong to this query.", {
    param: 'page',
    code: 'invalid_page',
  });
}

/** Texts of the results of a bucket by its start, for one way of summing; good until the clock or the ledger moves. */
interface Remembered {
  key: string;
  bySum: Map<string, Map<number, string>>;
}

const remembered = new WeakMap<object, Remembered>();

/** Returns a function from a bucket's start to the text of its results. */
function bucketTexts(scene: Scene, { operation }: Question, asked: BucketQuery): (start: number) => string {
  const { usage, id } = scene.organization;
  const now = scene.clock.now();
  const key = `${now}/${usage.version()}`;
  let memory = remembered.get(usage);
  if (memory?.key !== key) {
    memory = { key, bySum: new Map() };
    remembered.set(usage, memory);
  }
  const filters = Object.entries(asked.filters).map(([name, values]) => [name, ...values]);
  const sum = JSON.stringify([operation.resource, asked.width, asked.groupBy, filters]);
  const texts = memory.bySum.get(sum) ?? new Map<number, string>();
  memory.bySum.set(sum, texts);
  const seconds = PAGE_LIMITS[asked.width].seconds;
  return (start) => {
    const known = texts.get(start);
    if (known !== undefined) return known;
    const entries = usage.entries(operation.resource, Math.floor(start / DAY) * DAY);
    const groups = sumEntries(within(entries, start, start + seconds), now, asked);
    const context = { ...asked, bucketStart: start, quirks: scene.quirks, organizationId: id };
    const text = groups.map((group) => resultJson(group, context)).join(',');
    texts.set(start, text);
    return text;
  };
}

function within(entries: readonly UsageEntry[], from: number, to: number): readonly UsageEntry[] {
  return entries.slice(countBefore(entries, from), countBefore(entries, to));
}

function countBefore(entries: readonly UsageEntry[], at: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
