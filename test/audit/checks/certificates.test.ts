import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cells } from '../../../src/audit/audit-data.ts';
import { certificateExpiring, projectCertificateExpiring } from '../../../src/audit/checks/certificates.ts';
import { dataStale } from '../../../src/audit/checks/freshness.ts';
import { ago, dayAgo, found, projects, subjects } from './organisation.ts';

const certificate = (id: string, ends: number, more: Cells = {}): Cells => {
  return { id, name: null, active: 'true', certificate_details__expires_at: ago(-ends), ...more };
};

test('an active certificate is expiring up to the threshold, and worse once it has expired', () => {
  const certificates = [
    certificate('soon', 30),
    certificate('later', 31),
    certificate('past', -1),
    certificate('inactive', 1, { active: 'false' }),
    certificate('unsaid', 1, { active: null }),
  ];
  assert.deepEqual(
    found(certificateExpiring, { snapshots: { certificates } }).map(({ text, severity }) => [text, severity]),
    [
      [`Certificate past expired on ${dayAgo(1)}`, 'high'],
      [`Certificate soon expires on ${dayAgo(-30)}`, undefined],
    ],
  );
});

test('a certificate that the organisation uses as well is told once; those of archived projects do not matter', () => {
  const snapshots = {
    projects,
    certificates: [certificate('both', 5), certificate('own', 5, { active: 'false' })],
    project_certificates: [
      certificate('both', 5, { project_id: 'p1' }),
      certificate('own', 5, { project_id: 'p1' }),
      certificate('idle', 5, { project_id: 'p1', active: 'false' }),
      certificate('own', 5, { project_id: 'gone' }),
      certificate('later', 31, { project_id: 'p1' }),
    ],
  };
  assert.deepEqual(subjects(projectCertificateExpiring, { snapshots }), ['p1/own']);
});

test('data are stale when they end more days ago than the threshold says', () => {
  const dataUntil = { audit_logs: dayAgo(3), costs: dayAgo(2), usage_images: dayAgo(0) };
  assert.deepEqual(found(dataStale, { dataUntil }), [
    {
      subject: 'audit_logs',
      text: `The data of audit_logs are complete only up to ${dayAgo(3)}`,
      evidence: { data_until: dayAgo(3) },
    },
  ]);
});
