import type { Check } from '../check.ts';
import { facts } from './stored.ts';

/** Data of which almost everything is gone at once: a broken answer, or a mass deletion that nobody should miss. */
export const suddenlyEmpty: Check = {
  id: 'suddenly-empty',
  severity: 'high',
  title: 'Almost everything gone at once',
  meaning: 'The API suddenly gives none or almost none of the rows of a resource that are stored.',
  why: 'Either the answer is wrong, and evidence would be lost, or somebody has deleted almost everything.',
  remedy:
    'Look in the administration of OpenAI whether it is so. If it is, a read of a later day is taken over, or at once with `accept-empty`; if not, look at the permissions of the key and at what stands between.',
  controls: ['SOC 2 CC7.2', 'ISO 27001 A.8.15', 'NIST 800-53 SI-7'],
  needs: {},
  thresholds: {},
  find: (data) =>
    (data.doubted ?? []).map(({ resource, period, stored, received, since }) => ({
      subject: period === undefined ? resource : `${resource}/${period}`,
      text: `${period === undefined ? resource : `${resource} ${period}`}: ${stored} rows are stored, and ${received} came on ${since}; what is stored was kept`,
      evidence: facts({ stored_rows: stored, received_rows: received, since }),
    })),
};
