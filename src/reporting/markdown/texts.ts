import type { ReportModel } from '../model/model.ts';
import type { RunFacts } from '../model/run-facts.ts';
import { changeSections } from './changes.ts';
import { chartSections } from './charts.ts';
import { aboutSection, problemSection, revokeSection } from './coverage.ts';
import { findingSections } from './findings.ts';
import { headlineSection } from './headline.ts';
import { limitSections } from './limits.ts';
import { resourceSections } from './resources.ts';
import { everyProblemSection, runHeadlineSections } from './run-headline.ts';
import { BUDGETS, compose, type Section } from './section.ts';
import { spendSections } from './spend.ts';

/**
 * Returns the job summary: whether all is well and what to do; what the audit says; then what was read, what to know of the data, and
 * charts.
 */
export function summaryOf(facts: RunFacts, bytes = BUDGETS.summary): string {
  const sections = [
    ...runHeadlineSections(facts),
    ...summarisedAudit(facts),
    ...resourceSections(facts),
    ...limitSections(facts),
    everyProblemSection(facts),
    ...chartSections(facts),
  ];
  return compose(sections, bytes);
}

/** Returns the body of the rolling pull request. */
export function pullRequestBody(model: ReportModel, bytes = BUDGETS.pullRequest): string {
  return compose(auditSections(model, { place: 'pull request', names: true }), bytes);
}

/** Returns the sticky comment's text, to be written behind its marker: both together stay within the budget. The marker itself is not in the text. */
export function commentBody(model: ReportModel, marker: string, bytes = BUDGETS.comment): string {
  const sections = [heading('## OpenAI admin audit'), ...auditSections(model, { place: 'comment', names: true })];
  return compose(sections, bytes - Buffer.byteLength(`${marker}\n`));
}

/** Returns what the audit found, as everybody who can read the summary may see it: without names it counts, and names no person, key or subject. */
function summarisedAudit({ audit }: RunFacts): Section[] {
  if (!audit) return [];
  const { spend, ...others } = audit.model;
  const model: ReportModel = audit.spend && spend ? audit.model : others;
  const sections = auditSections(model, { place: 'summary', names: audit.names });
  return [heading('## Audit'), ...sections, heading('## Export')];
}

function auditSections(
  model: ReportModel,
  { place, names }: { place: 'summary' | 'pull request' | 'comment'; names: boolean },
): Section[] {
  return [
    headlineSection(model, place === 'pull request'),
    problemSection(model, place === 'summary'),
    ...findingSections(model, names),
    revokeSection(model, names),
    ...changeSections(model, names),
    ...spendSections(model, names),
    aboutSection(model),
  ];
}

function heading(text: string): Section {
  return { name: 'heading', head: [text], rank: 0 };
}
