import { daysBetween } from '../../text/time.ts';
import type { Check } from '../check.ts';
import { today } from './days.ts';
import { facts } from './stored.ts';

/** Data that end earlier than they should. */
export const dataStale: Check<{ days: number }> = {
  id: 'data-stale',
  severity: 'medium',
  title: 'Data older than expected',
  meaning: 'The data of a resource are complete only up to more than {days} days ago.',
  why: 'What happened since is in no report and no check, and the API may forget it.',
  remedy: "Look at the resource's message in the last runs; a key without the right scope is the usual cause.",
  controls: ['SOC 2 CC7.2', 'ISO 27001 A.8.15', 'NIST 800-53 AU-5', 'NIST 800-53 CA-7', 'CIS 8.2'],
  needs: {},
  thresholds: { days: 2 },
  find: (data, { days }) =>
    [...data.dataUntil]
      .filter(([, until]) => daysBetween(until.slice(0, 10), today(data)) > days)
      .map(([resource, until]) => ({
        subject: resource,
        text: `The data of ${resource} are complete only up to ${until.slice(0, 10)}`,
        evidence: facts({ data_until: until.slice(0, 10) }),
      })),
};
