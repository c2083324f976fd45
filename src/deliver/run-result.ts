import type { Manifest } from '../archive/manifest.ts';
import type { Audit } from '../audit/audit.ts';
import type { RunPlan } from '../export/dry-run/plan-export.ts';
import type { OwnKey } from '../export/own-key/own-key.ts';
import type { BranchWork } from '../github/branch-work.ts';
import type { RunRecord } from '../reporting/record/run-record.ts';
import type { RunReport } from '../reporting/run-report.ts';

/** What a run did, for its reports. */
export interface RunResult {
  report: RunReport;
  /** What the run would do; then it did nothing else. */
  plan?: RunPlan;
  record?: RunRecord;
  audit?: Audit;
  branch?: BranchWork;
  /** False where what was written could not be committed. */
  isCommitted: boolean;
  /** The commit that holds what the run wrote. */
  commit?: string;
  /** What is stored now of each resource that the run was to export, as far as there is any of it. */
  manifests: ReadonlyMap<string, Manifest>;
  /** True where anybody can read the repository; undefined where nobody says. */
  isPublic?: boolean;
  /** The key that the run read with, where `admin_api_keys` was read and names it without doubt. */
  ownKey?: OwnKey;
}
