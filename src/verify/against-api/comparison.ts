import type { Kind } from '../../catalogue/resource.ts';
import type { Problem } from '../report.ts';
import type { Kept } from './kept-versions.ts';

/** Rows of one kind: how many, and some of them by name. */
export interface Listing {
  count: number;
  /** How many of them lie in periods that later runs read again. */
  unsettled: number;
  /** The first ones, in order. */
  listed: string[];
}

/** What was asked for one resource. */
export interface Requests {
  count: number;
  /** The API's own names of the first and the last one that was answered. */
  first?: string;
  last?: string;
}

/** What came of comparing one resource with what the API gives now. */
export interface Comparison {
  resource: string;
  kind: Kind;
  /** Of the manifest's own text. */
  manifestSha256: string;
  /** For people: the day of the read that a snapshot is of. */
  readOn?: string;
  /** False if it could not be compared at all. */
  isCompared: boolean;
  /** Rows that were compared. */
  stored: number;
  fresh: number;
  same: number;
  missing: Listing;
  extra: Listing;
  different: Listing;
  /** Events of which the stored version was kept on purpose, by the reason. */
  kept: Record<Exclude<Kept, 'same'>, number>;
  requests: Requests;
  problems: Problem[];
  notes: string[];
}

/** The page for an auditor. */
export interface ApiVerification {
  destination: string;
  /** ISO date-times; `to` is exclusive. */
  from: string;
  to: string;
  startedAt: string;
  endedAt: string;
  toolVersion: string;
  baseUrl: string;
  /** Hash of the organisation, as the manifests have it. */
  organizations: string[];
  resources: Comparison[];
  problems: Problem[];
}

/** Returns an empty comparison. */
export function emptyComparison(
  resource: { name: string; kind: Kind },
  manifestSha256: string,
  requests: Requests,
): Comparison {
  const nothing = (): Listing => ({ count: 0, unsettled: 0, listed: [] });
  return {
    resource: resource.name,
    kind: resource.kind,
    manifestSha256,
    isCompared: false,
    stored: 0,
    fresh: 0,
    same: 0,
    missing: nothing(),
    extra: nothing(),
    different: nothing(),
    kept: { fuller: 0, aside: 0 },
    requests,
    problems: [],
    notes: [],
  };
}
