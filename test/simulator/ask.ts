import type { TestContext } from 'node:test';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/server.ts';

/** What came back. */
export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  body: Body;
}

/** Any answer: a list, a page of buckets, an object or an error. */
export interface Body extends Record<string, unknown> {
  data: Record<string, unknown>[];
  has_more: boolean;
  next: string | null;
  next_page: string | null;
  first_id: string | null;
  last_id: string | null;
  error: { message: string; type: string; param: string | null; code: string | null };
}

/** Starts a simulator that ends with the test. */
export async function simulatorFor(test: TestContext, options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  test.after(() => simulator.close());
  return simulator;
}

/** Asks for a path below the base URL, by default with the key that may read everything. */
export async function ask(
  simulator: Simulator,
  path: string,
  query: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answered> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item));
  }
  const url = `${simulator.url}${path}${search.size > 0 ? `?${search}` : ''}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${simulator.adminKey}`, ...headers } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Body };
}

/** Reads a list to its end as the cursor's family wants it, and returns its rows. */
export async function readList(
  simulator: Simulator,
  path: string,
  query: Record<string, unknown> = {},
): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let after: Record<string, unknown> = {};
  for (;;) {
    const { status, body, text } = await ask(simulator, path, { ...query, ...after });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
    rows.push(...body.data);
    if (!body.has_more) return rows;
    after = { after: body.next ?? body.last_id ?? body.data.at(-1)?.id };
  }
}

/** Reads buckets to their end and returns the pages. */
export async function readBuckets(simulator: Simulator, path: string, query: Record<string, unknown>): Promise<Body[]> {
  const pages: Body[] = [];
  let page: Record<string, unknown> = {};
  for (;;) {
    const { status, body, text } = await ask(simulator, path, { ...query, ...page });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
    pages.push(body);
    if (body.data.length === 0 || body.next_page === null) return pages;
    page = { page: body.next_page };
  }
}

/** Each bucket's results as rows, `start_time` and `end_time` in front, in the order of the ground truth. */
export function bucketRows(pages: Body[]): string[] {
  const rows: { start: number; text: string }[] = [];
  for (const bucket of pages.flatMap((page) => page.data)) {
    for (const result of bucket.results as Record<string, unknown>[]) {
      const { start_time, end_time } = bucket;
      rows.push({ start: Number(start_time), text: JSON.stringify({ start_time, end_time, ...result }) });
    }
  }
  return rows.sort((one, other) => one.start - other.start || (one.text < other.text ? -1 : 1)).map(({ text }) => text);
}
