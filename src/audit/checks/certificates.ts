import type { AuditData } from '../audit-data.ts';
import type { Check, Discovery } from '../check.ts';
import { daysAgo } from './days.ts';
import { expiry } from './key-use.ts';
import { facts, named, projectNames, rowsInUse, rowsOf } from './stored.ts';

const declared = {
  severity: 'medium',
  why: 'When a client certificate expires, every program that signs in with it is locked out.',
  remedy: 'Upload and activate the next certificate, move the programs to it, then deactivate the old one.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.8.24', 'NIST 800-53 SC-12', 'NIST 800-53 SC-17'],
  thresholds: { days: 30 },
} as const;

const expiresAt = 'certificate_details__expires_at';

function severityOf(data: AuditData, time: string | null | undefined): { severity?: 'high' } {
  return (daysAgo(data, time) ?? 0) > 0 ? { severity: 'high' } : {};
}

/** A certificate of the organisation that ends soon, or has ended. */
export const certificateExpiring: Check<{ days: number }> = {
  ...declared,
  id: 'certificate-expiring',
  title: 'Certificate expiring',
  meaning: 'A certificate that is active for the organisation expires within {days} days, or has expired (then high).',
  needs: { snapshots: ['certificates'] },
  find: (data, { days }) =>
    rowsOf(data, 'certificates').flatMap((certificate): Discovery[] => {
      const ends = expiry(data, certificate[expiresAt], days);
      if (certificate.active !== 'true' || ends === undefined) return [];
      return [
        {
          subject: certificate.id ?? '',
          text: `Certificate ${named(certificate)}${ends}`,
          evidence: facts({ expires_at: certificate[expiresAt] }),
          ...severityOf(data, certificate[expiresAt]),
        },
      ];
    }),
};

/** A certificate that only projects use, and that ends soon or has ended. */
export const projectCertificateExpiring: Check<{ days: number }> = {
  ...declared,
  id: 'project-certificate-expiring',
  title: "Project's certificate expiring",
  meaning:
    'A certificate that is active for a project, and not for the organisation, expires within {days} days, or has expired (then high).',
  needs: { snapshots: ['project_certificates', 'certificates'] },
  find(data, { days }) {
    const project = projectNames(data);
    const reported = new Set(rowsOf(data, 'certificates').flatMap((row) => (row.active === 'true' ? [row.id] : [])));
    return rowsInUse(data, 'project_certificates').flatMap((certificate): Discovery[] => {
      const ends = expiry(data, certificate[expiresAt], days);
      if (certificate.active !== 'true' || reported.has(certificate.id) || ends === undefined) return [];
      return [
        {
          subject: `${certificate.project_id}/${certificate.id}`,
          text: `Certificate ${named(certificate)} of project ${project(certificate.project_id)}${ends}`,
          evidence: facts({ project_id: certificate.project_id, expires_at: certificate[expiresAt] }),
          ...severityOf(data, certificate[expiresAt]),
        },
      ];
    });
  },
};
