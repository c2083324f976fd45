import { compose } from './markdown/section.ts';
import { summarySections } from './markdown/texts.ts';
import type { RunFacts } from './model/run-facts.ts';
import { chartSections } from './summary/charts.ts';
import { headlineSections } from './summary/headline.ts';
import { limitSections } from './summary/limits.ts';
import { problemSection } from './summary/problems.ts';
import { resourceSections } from './summary/resources.ts';

/** The runner drops a summary of over 1 MiB whole; this one stays well below, with room for other steps' habits of counting. */
const MOST_BYTES = 900_000;
/** Of these, what the export itself may take; the rest is for the audit. */
const MOST_EXPORT_BYTES = 450_000;

/**
 * The job summary: whether all is well and what to do; what the audit says; then what was read, what to know of the data, and
 * charts. However much there is to tell, it stays within what the runner takes: details go first, the least important first.
 */
export function summaryOf(report: RunFacts): string {
  const headline = compose(headlineSections(report), MOST_EXPORT_BYTES / 3);
  const sections = [
    ...resourceSections(report),
    ...limitSections(report),
    ...problemSection(report),
    ...chartSections(report),
  ];
  const details = compose(sections, (MOST_EXPORT_BYTES / 3) * 2);
  if (!report.audit) return `${headline}${details}`;
  const room = MOST_BYTES - Buffer.byteLength(headline + details) - 100;
  return `${headline}${summarySections(report.audit.model, { ...report.audit, bytes: room }).trimEnd()}\n\n## Export\n\n${details}`;
}
