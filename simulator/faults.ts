/** Which requests a fault falls on. A text must equal the path below the base URL or the parameter's value. */
export interface FaultMatch {
  path: string | RegExp;
  query?: Record<string, string | RegExp>;
  /** What the parameters say together: a range that holds a certain day. */
  when?: (query: URLSearchParams) => boolean;
}

/** An answer that a fault may change. */
export interface ChangedAnswer {
  path: string;
  query: URLSearchParams;
  /** Which page of its list it is, from 1 on: a page that is asked for again keeps its number. */
  page: number;
  status: number;
  /** The true answer, parsed: the function may change it and send it back. */
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it changes
  body: any;
}

/** What is sent back. */
export interface Reply {
  status: number;
  /** Text, bytes, or what is sent as JSON. */
  body: unknown;
  headers: Record<string, string>;
}

/** Something that goes wrong on demand. */
export interface Fault {
  match: FaultMatch;
  /**
   * `status`: an answer of that status. `reset`: the connection is reset without an answer. `cut`: the connection ends in the
   * middle of the body. `slow`: half of the body, and the rest when released. `body`: 200 with the given body. `change`: what
   * `change` makes of the true answer.
   */
  kind: 'status' | 'reset' | 'cut' | 'slow' | 'body' | 'change';
  /** How often it happens; without end if absent. */
  times?: number;
  /** Matching requests that are left alone first. */
  skip?: number;
  /** Falls on every n-th of the matching requests only. */
  everyNth?: number;
  /** For `status`. */
  status?: number;
  /** For `status` and `body`: text, or what is sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** For `change`: returns what is sent in place of the parts that it names; the rest stays as it is. */
  change?: (answer: ChangedAnswer) => Partial<Reply>;
  /** For `cut`: how the length of the body is announced. With `close` the cut body ends like a whole one. */
  framing?: 'length' | 'chunked' | 'close';
  /** For `slow`: released after this time; held until `release` if absent. */
  milliseconds?: number;
}

/** A fault in force. */
export interface FaultHandle {
  fault: Fault;
  /** How often it has happened. */
  hits(): number;
  /** Lets go of every answer that a `slow` fault holds, now and from now on. */
  release(): void;
  remove(): void;
  /** The number of the page that a request asks for, among the requests that the fault has fallen on. */
  pageOf(path: string, query: URLSearchParams): number;
  /** Settles when a held answer may go on. */
  released(): Promise<void>;
}

/** The faults of a simulator; the first that matches falls on a request. */
export interface Faults {
  add(fault: Fault): FaultHandle;
  /** Removes every fault and lets go of what they hold. */
  clear(): void;
  /** The fault that falls on a request, counted as having happened. */
  strike(path: string, query: URLSearchParams): FaultHandle | undefined;
}

/** Parameters that name a page. */
const CURSORS = ['after', 'page'];

/** Returns an empty set of faults. */
export function createFaults(): Faults {
  const active: (FaultHandle & { falls(path: string, query: URLSearchParams): boolean })[] = [];

  function add(fault: Fault): FaultHandle {
    let seen = 0;
    let hits = 0;
    let letGo = () => {};
    const free = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const cursors = new Map<string, string[]>();
    const handle = {
      fault,
      pageOf(path: string, query: URLSearchParams): number {
        const rest = new URLSearchParams(query);
        for (const name of CURSORS) rest.delete(name);
        const list = `${path}?${rest}`;
        const known = cursors.get(list) ?? [];
        cursors.set(list, known);
        const cursor = CURSORS.map((name) => query.get(name)).join();
        if (!known.includes(cursor)) known.push(cursor);
        return known.indexOf(cursor) + 1;
      },
      hits: () => hits,
      release: () => letGo(),
      released: () => free,
      remove() {
        const place = active.indexOf(handle);
        if (place >= 0) active.splice(place, 1);
      },
      falls(path: string, query: URLSearchParams): boolean {
        if (hits >= (fault.times ?? Infinity) || !matches(fault.match, path, query)) return false;
        seen += 1;
        const turn = seen - (fault.skip ?? 0);
        if (turn <= 0 || turn % (fault.everyNth ?? 1) !== 0) return false;
        hits += 1;
        return true;
      },
    };
    active.push(handle);
    return handle;
  }

  return {
    add,
    clear() {
      for (const handle of active.splice(0)) handle.release();
    },
    strike: (path, query) => active.find((handle) => handle.falls(path, query)),
  };
}

function matches(match: FaultMatch, path: string, query: URLSearchParams): boolean {
  return (
    equals(match.path, path) &&
    (match.when?.(query) ?? true) &&
    Object.entries(match.query ?? {}).every(([name, wanted]) =>
      query.getAll(name).some((value) => equals(wanted, value)),
    )
  );
}

function equals(wanted: string | RegExp, value: string): boolean {
  return typeof wanted === 'string' ? wanted === value : value.search(wanted) >= 0;
}
