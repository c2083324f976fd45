/** Which requests a fault falls on. A text must equal the path below the base URL or the parameter's value. */
export interface FaultMatch {
  path: string | RegExp;
  query?: Record<string, string | RegExp>;
  /** What the parameters say together: a range that holds a certain day. */
  when?: (query: URLSearchParams) => boolean;
}

/** Something that goes wrong on demand. */
export interface Fault {
  match: FaultMatch;
  /**
   * `status`: an answer of that status. `reset`: the connection is reset without an answer. `cut`: the connection ends in the
   * middle of the body. `slow`: half of the body, and the rest when released. `body`: 200 with the given body.
   */
  kind: 'status' | 'reset' | 'cut' | 'slow' | 'body';
  /** How often it happens; without end where absent. */
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
  /** For `cut`: how the length of the body is announced. With `close` the cut body ends like a whole one. */
  framing?: 'length' | 'chunked' | 'close';
  /** For `slow`: released after this time; held until `release` where absent. */
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
    const handle = {
      fault,
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
