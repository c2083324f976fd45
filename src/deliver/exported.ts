import type { Audit } from '../audit/audit.ts';
import type { BranchWork } from '../github/branch-work.ts';
import type { RunFacts } from '../reporting/model/run-facts.ts';

/** A run whose data is where it belongs, and what its reports are made from. */
export interface Exported {
  facts: RunFacts;
  audit?: Audit | undefined;
  branch?: BranchWork | undefined;
  /** True if anybody can read the repository; undefined if that is unknown. */
  isPublic?: boolean | undefined;
}
