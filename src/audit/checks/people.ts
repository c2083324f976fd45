import type { AuditData, Cells } from '../audit-data.ts';
import type { Check } from '../check.ts';
import { dayOf, daysAgo } from './days.ts';
import { facts, label, named, rowsOf } from './stored.ts';

const pending = (data: AuditData) => rowsOf(data, 'invites').filter(({ status }) => status === 'pending');

/** An invitation that nobody took. */
export const invitePending: Check<{ days: number }> = {
  id: 'invite-pending',
  severity: 'low',
  title: 'Invite pending',
  meaning: 'An invite that was sent at least {days} days ago is still pending.',
  why: 'Anyone who gets the message can join.',
  remedy: 'Ask the invited person, then delete the invite.',
  controls: ['SOC 2 CC6.2', 'ISO 27001 A.5.18', 'NIST 800-53 AC-2'],
  needs: { snapshots: ['invites'] },
  thresholds: { days: 14 },
  find: (data, { days }) =>
    pending(data)
      .filter((invite) => (daysAgo(data, invite.created_at) ?? -1) >= days)
      .map((invite) => ({
        subject: invite.id ?? '',
        text: `The invite of ${named(invite)} as ${invite.role} is pending since ${dayOf(invite.created_at)}`,
        evidence: facts({ created_at: invite.created_at, expires_at: invite.expires_at, role: invite.role }),
      })),
};

/** Somebody who is about to become owner. */
export const ownerInvited: Check<Record<never, number>> = {
  id: 'owner-invited',
  severity: 'medium',
  title: 'Owner invited',
  meaning: 'A pending invite makes the person who accepts it an owner of the organisation.',
  why: 'It is the last moment to stop what should not happen.',
  remedy: 'Make sure that somebody asked for it; else delete the invite.',
  controls: ['SOC 2 CC6.2', 'SOC 2 CC6.3', 'ISO 27001 A.8.2', 'NIST 800-53 AC-6(5)', 'CIS 5.4'],
  needs: { snapshots: ['invites'] },
  thresholds: {},
  find: (data) =>
    pending(data)
      .filter(({ role }) => role === 'owner')
      .map((invite) => ({
        subject: invite.id ?? '',
        text: `${named(invite)} is invited as owner of the organisation`,
        evidence: facts({ created_at: invite.created_at, expires_at: invite.expires_at, role: invite.role }),
      })),
};

type Domains = { domains: readonly string[] };

/** Returns the domain of an address, or undefined if it has none: it is null, or a pseudonym. */
function domainOf(address: string | null | undefined): string | undefined {
  const at = address?.lastIndexOf('@') ?? -1;
  return at < 0
    ? undefined
    : address
        ?.slice(at + 1)
        .trim()
        .toLowerCase();
}

/** Returns whether an address is of none of the allowed domains; `*.example.org` stands for every domain below it. */
function isOutside(address: string | null | undefined, domains: readonly string[]): boolean {
  const domain = domainOf(address);
  if (domain === undefined) return false;
  return !domains.some((given) => {
    const allowed = given.trim().toLowerCase().replace(/^@/, '');
    return allowed.startsWith('*.') ? domain.endsWith(allowed.slice(1)) : domain === allowed;
  });
}

function whyNotDomains(rows: readonly Cells[], { domains }: Domains): string | undefined {
  if (domains.length === 0) return 'no `domains` are configured';
  const addresses = rows.flatMap(({ email }) => (email ? [email] : []));
  const readable = addresses.length === 0 || addresses.some((address) => domainOf(address) !== undefined);
  return readable ? undefined : 'the stored addresses are pseudonyms, which have no domain';
}

const strangerControls = ['SOC 2 CC6.1', 'SOC 2 CC6.2', 'ISO 27001 A.5.16', 'NIST 800-53 AC-2', 'CIS 5.1'];

/** An invitation to somebody from elsewhere. */
export const inviteOutsideDomains: Check<Domains> = {
  id: 'invite-outside-domains',
  severity: 'high',
  title: 'Invite outside allowed domains',
  meaning: 'A pending invite goes to an address outside the allowed domains: {domains}.',
  why: 'A private or foreign address escapes your sign-on, and stays when the person leaves.',
  remedy: 'Delete the invite, or invite the address of work; or add the domain to `domains`.',
  controls: strangerControls,
  needs: { snapshots: ['invites'] },
  optional: true,
  thresholds: { domains: [] },
  cannotTell: (data, limits) => whyNotDomains(rowsOf(data, 'invites'), limits),
  find: (data, { domains }) =>
    pending(data)
      .filter(({ email }) => isOutside(email, domains))
      .map((invite) => ({
        subject: invite.id ?? '',
        text: `${named(invite)} is invited as ${invite.role}, from outside the allowed domains`,
        evidence: facts({ created_at: invite.created_at, domain: domainOf(invite.email), role: invite.role }),
      })),
};

/** A member from elsewhere. */
export const userOutsideDomains: Check<Domains> = {
  id: 'user-outside-domains',
  severity: 'high',
  title: 'User outside allowed domains',
  meaning: "A member's address is outside the allowed domains: {domains}.",
  why: 'A private or foreign address escapes your sign-on, and stays when the person leaves.',
  remedy: 'Remove the user, or invite the address of work; or add the domain to `domains`, or an exception.',
  controls: strangerControls,
  needs: { snapshots: ['users'] },
  optional: true,
  thresholds: { domains: [] },
  cannotTell: (data, limits) => whyNotDomains(rowsOf(data, 'users'), limits),
  find: (data, { domains }) =>
    rowsOf(data, 'users')
      .filter((user) => user.is_service_account !== 'true')
      .map((user) => ({ user, email: user.email ?? user.user__email }))
      .filter(({ email }) => isOutside(email, domains))
      .map(({ user, email }) => ({
        subject: user.id ?? '',
        text: `${label(user.name || email, user.id)} is ${user.role ?? 'a member'}, from outside the allowed domains`,
        evidence: facts({ added_at: user.added_at, domain: domainOf(email), role: user.role }),
      })),
};
