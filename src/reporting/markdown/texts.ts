import type { ReportModel } from '../model/model.ts';
import { changeSections } from './changes.ts';
import { aboutSection, problemSections, revokeSections } from './coverage.ts';
import { findingSections } from './findings.ts';
import { headlineSection } from './headline.ts';
import { compose, type Section } from './section.ts';
import { spendSections } from './spend.ts';

/**
 * What fits a pull request's body and a comment. GitHub refuses a body of over 65,536 characters and a comment of over
 * 262,144 bytes; a text of N bytes never has more than N characters, so one limit in bytes keeps both.
 */
export const BODY_LIMITS = { bytes: 65_000 };

/** What the job summary may take beside the table of the export: a file of over 1 MiB is dropped whole by the runner. */
export const SUMMARY_LIMITS = { bytes: 700_000 };

/** The most bytes of UTF-8 that a text may have. */
export interface TextLimits {
  bytes: number;
}

/** The body of the rolling pull request, at most `limits.bytes` long. */
export function pullRequestBody(model: ReportModel, limits: TextLimits = BODY_LIMITS): string {
  return compose(sectionsOf(model, true, true), limits.bytes);
}

/**
 * The sticky comment's text, to be written behind its marker: both together stay within the limits. The marker itself
 * is not in the text.
 */
export function commentBody(model: ReportModel, marker: string, limits: TextLimits = BODY_LIMITS): string {
  const sections = [heading('## OpenAI admin audit'), ...sectionsOf(model, true)];
  return compose(sections, limits.bytes - Buffer.byteLength(`${marker}\n`));
}

/**
 * The audit part of the job summary, at most `bytes` long, beside what the summary says of the export. With `names: false` it
 * counts and names no person, key or subject: a public repository's summary is public. With `spend: false` it tells no amounts.
 */
export function summarySections(
  model: ReportModel,
  {
    bytes = SUMMARY_LIMITS.bytes,
    names = true,
    spend = true,
  }: { bytes?: number; names?: boolean; spend?: boolean } = {},
): string {
  const { spend: amounts, ...others } = model;
  const shown: ReportModel = spend && amounts ? model : others;
  return compose([heading('## Audit'), ...sectionsOf(shown, names, false, true)], bytes);
}

function sectionsOf(model: ReportModel, names: boolean, inPullRequest = false, isBeyondRun = false): Section[] {
  return [
    headlineSection(model, inPullRequest),
    ...problemSections(model, isBeyondRun),
    ...findingSections(model, names),
    ...revokeSections(model, names),
    ...changeSections(model, names),
    ...spendSections(model, names),
    aboutSection(model),
  ];
}

function heading(text: string): Section {
  return { name: 'heading', head: [text], items: [], more: () => '', tail: [], rank: 0 };
}
