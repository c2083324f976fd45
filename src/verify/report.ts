/** What keeps a destination from being all right. */
export interface Problem {
  /**
   * `wrong`: something is not what it should be. `unverified`: it could not be looked at. `stale`: the newest read is too old.
   */
  kind: 'wrong' | 'unverified' | 'stale';
  /** What is the matter with what, one sentence without its full stop. */
  text: string;
  /** What to do about it, one sentence or two. */
  remedy: string;
}

/** What was found out about one resource. */
export interface ResourceReport {
  resource: string;
  /** Of the manifest's own text; absent if it could not be read. */
  manifestSha256?: string;
  /** Files that were read, and what they hold; rows are counted once, in however many formats they are stored. */
  files: number;
  rows: number;
  /** Uncompressed. */
  bytes: number;
  /** The periods that were read, for people; empty for a snapshot. */
  covered: string;
  /** When the newest complete read was, for people. */
  newestRead: string;
  problems: Problem[];
  /** Worth knowing, nothing is wrong. */
  notes: string[];
}

/** What `verify` found out about a destination. */
export interface Verification {
  destination: string;
  /** ISO date-time. */
  checkedAt: string;
  toolVersion: string;
  resources: ResourceReport[];
  /** What belongs to no resource. */
  problems: Problem[];
}

/** A problem, and the resource that it belongs to, if to one. */
export type PlacedProblem = Problem & { resource?: string };

/** Returns all problems, those of no resource first. */
export function allProblems(page: {
  problems: readonly Problem[];
  resources: readonly { resource: string; problems: readonly Problem[] }[];
}): PlacedProblem[] {
  return [
    ...page.problems,
    ...page.resources.flatMap(({ resource, problems }) => problems.map((problem) => ({ ...problem, resource }))),
  ];
}

/** Returns sentences with the resources that they are said of in front; what is said of several stands there once. */
export function saidOf(told: readonly { resource?: string; text: string }[]): string[] {
  const subjects = new Map<string, string[]>();
  for (const { resource, text } of told) {
    const names = subjects.get(text) ?? [];
    if (resource !== undefined && !text.startsWith(resource) && !names.includes(resource)) names.push(resource);
    subjects.set(text, names);
  }
  return [...subjects].map(([text, names]) => (names.length === 0 ? text : `${names.join(', ')}: ${text}`));
}

/** Returns an empty report of a resource. */
export function emptyReport(resource: string): ResourceReport {
  return { resource, files: 0, rows: 0, bytes: 0, covered: '', newestRead: '', problems: [], notes: [] };
}
