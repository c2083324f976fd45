import { compose } from './markdown/section.ts';
import type { RunReport } from './run-report.ts';
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
 * @param audit returns what the audit adds, in Markdown, in at most so many bytes.
 */
export function summaryOf(report: RunReport, audit?: (bytes: number) => string): string {
  const headline = compose(headlineSections(report), MOST_EXPORT_BYTES / 3);
  const sections = [
    ...resourceSections(report),
    ...limitSections(report),
    ...problemSection(report),
    ...chartSections(report),
  ];
  const details = compose(sections, (MOST_EXPORT_BYTES / 3) * 2);
  if (!audit) return `${headline}${details}`;
  const room = MOST_BYTES - Buffer.byteLength(headline + details) - 100;
  return `${headline}${audit(room).trimEnd()}\n\n## Export\n\n${details}`;
}
