import type { Message } from '../../notices/notice.ts';
import type { ExportFacts } from './export-facts.ts';
import type { ReportModel } from './model.ts';

/** Why the step fails. */
export interface FailReason {
  readonly notice: Message;
  /** True if one of the run's troubles is the reason, and says the same. */
  readonly repeatsTrouble?: true;
}

/**
 * What a run did, and what came of its reports: one value, made when they are delivered and never changed. Log, summary, outputs and run
 * record are functions of it; what is delivered itself (pull request, comment, page) is a function of the model.
 */
export interface RunFacts extends ExportFacts {
  /** Why `fail-on` makes the step fail although nothing may have gone wrong. */
  readonly failsOn: readonly FailReason[];
  readonly pullRequest?: { readonly number: number; readonly url: string } | undefined;
  /** Path of the HTML page. */
  readonly page?: string | undefined;
  /** What the checks found, for the outputs and the summary; absent if they did not run. */
  readonly audit?: AuditReport | undefined;
}

/** What happened since the last run, and how much of it the summary may show to those who can read it. */
export interface AuditReport {
  readonly model: ReportModel;
  readonly names: boolean;
  readonly spend: boolean;
}
