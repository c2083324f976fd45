import type { Check } from '../check.ts';
import { dayOf } from './days.ts';
import { actorOf, eventsOf, payloadOf } from './events.ts';
import { isRecent } from './lapsing.ts';
import { facts, label } from './stored.ts';
import { type Switch, stillOff, switchedOff, typesOf } from './switches.ts';

type None = Record<never, number>;

interface SwitchCheck {
  id: string;
  severity: 'high' | 'medium';
  title: string;
  meaning: string;
  why: string;
  remedy: string;
  controls: string[];
  switches: Switch[];
}

function switchCheck({ switches, ...declared }: SwitchCheck): Check<None> {
  return {
    ...declared,
    needs: { events: typesOf(switches) },
    thresholds: {},
    find: (data) => switchedOff(data, switches),
    afterwards: (data, earlier) => stillOff(data, earlier, switches),
    mayAppear: isRecent,
  };
}

/** Provisioning by the identity provider was switched off. */
export const scimDisabled: Check<None> = switchCheck({
  id: 'scim-disabled',
  severity: 'high',
  title: 'SCIM switched off',
  meaning: 'SCIM was switched off, and no later event switched it on again.',
  why: 'People who leave the company keep access until somebody remembers to remove it by hand.',
  remedy:
    'Switch SCIM on again, or make sure that leavers are removed another way, and write an exception for the finding.',
  controls: ['SOC 2 CC6.2', 'SOC 2 CC6.3', 'ISO 27001 A.5.16', 'NIST 800-53 AC-2(1)', 'CIS 5.6'],
  switches: [
    { off: { 'scim.disabled': 'was switched off' }, on: ['scim.enabled'], what: 'SCIM connection', restoredBy: 'same' },
  ],
});

/** Provisioning by the identity provider is about to end, as the tenant's log says it. */
export const scimDeletionRequested: Check<None> = switchCheck({
  id: 'scim-deletion-requested',
  severity: 'high',
  title: 'SCIM directory to be deleted',
  meaning: 'The deletion of a SCIM directory was asked for, and no other was created in the days that are looked at.',
  why: 'People who leave the company keep access until somebody remembers to remove it by hand.',
  remedy:
    'Connect a directory again, or make sure that leavers are removed another way, and write an exception for the finding.',
  controls: ['SOC 2 CC6.2', 'SOC 2 CC6.3', 'ISO 27001 A.5.16', 'NIST 800-53 AC-2(1)', 'CIS 5.6'],
  switches: [
    {
      off: { 'tenant.scim.deletion.requested': 'is to be deleted: this was asked for' },
      on: ['tenant.scim.directory.created'],
      what: 'SCIM directory',
      restoredBy: 'any',
    },
  ],
});

/** Single sign-on was taken away. */
export const ssoConnectionDeleted: Check<None> = switchCheck({
  id: 'sso-connection-deleted',
  severity: 'high',
  title: 'SSO connection deleted',
  meaning: 'An SSO connection was deleted, and no other was created in the days that are looked at and is still there.',
  why: 'People may then sign in without the second factor and the rules of your identity provider.',
  remedy:
    'Set the connection up again, or make sure that another one serves its domains, and write an exception for the finding.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.8.5', 'NIST 800-53 IA-2', 'CIS 6.7'],
  switches: [
    {
      off: { 'tenant.sso_connection.deleted': 'was deleted' },
      on: ['tenant.sso_connection.created'],
      what: 'SSO connection',
      restoredBy: 'any',
    },
  ],
});

/** The organisation can be reached from anywhere. */
export const ipAllowListOff: Check<None> = switchCheck({
  id: 'ip-allow-list-off',
  severity: 'high',
  title: 'IP allow list switched off',
  meaning:
    'An IP allow list was deactivated or deleted, and none was activated in the days that are looked at and is still active.',
  why: 'A stolen key or session then works from any address.',
  remedy: 'Activate the list again, or make sure that another one is active, and write an exception for the finding.',
  controls: ['SOC 2 CC6.6', 'ISO 27001 A.8.20', 'NIST 800-53 AC-3', 'NIST 800-53 SC-7', 'CIS 12.2'],
  switches: [
    {
      off: { 'ip_allowlist.config.deactivated': 'was deactivated', 'ip_allowlist.deleted': 'was deleted' },
      on: ['ip_allowlist.config.activated'],
      what: 'IP allow list',
      restoredBy: 'any',
    },
  ],
});

/** The customer's own encryption key was taken away. */
export const externalKeyRemoved: Check<None> = switchCheck({
  id: 'external-key-removed',
  severity: 'medium',
  title: 'External key removed',
  meaning: 'An external encryption key was removed, and no other was registered in the days that are looked at.',
  why: 'Your data is then no longer under a key that you can withdraw.',
  remedy: 'Register the next key, or make sure that its projects are gone, and write an exception for the finding.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.8.24', 'NIST 800-53 SC-12', 'CIS 3.11'],
  switches: [
    {
      off: { 'external_key.removed': 'was removed' },
      on: ['external_key.registered'],
      what: 'External key',
      restoredBy: 'any',
    },
  ],
});

const listEvents = ['ip_allowlist.created', 'ip_allowlist.updated', 'ip_allowlist.deleted'];
const everyAddress = /\/0+$/;

/** An allow list that allows everybody. */
export const ipAllowListOpen: Check<None> = {
  id: 'ip-allow-list-open',
  severity: 'high',
  title: 'IP allow list open to all',
  meaning: 'An IP allow list was created or updated with a range that holds every address (`/0`), and still has it.',
  why: 'The list then protects from nothing, and looks as if it did.',
  remedy: 'Take the range out of the list.',
  controls: ['SOC 2 CC6.6', 'ISO 27001 A.8.20', 'NIST 800-53 SC-7', 'CIS 12.2'],
  needs: { events: listEvents },
  thresholds: {},
  find(data) {
    const last = new Map(eventsOf(data, listEvents).map((event) => [payloadOf(event).id, event]));
    return [...last.values()].flatMap((event) => {
      const { id, name, allowed_ips } = payloadOf(event);
      const ranges: unknown[] = Array.isArray(allowed_ips) ? allowed_ips : [];
      const open = ranges.find((range) => typeof range === 'string' && everyAddress.test(range));
      if (event.type === 'ip_allowlist.deleted' || typeof id !== 'string' || open === undefined) return [];
      return {
        subject: id,
        text: `IP allow list ${label(typeof name === 'string' ? name : null, id)} allows ${open} since ${dayOf(event.effective_at)}`,
        evidence: facts({ event: event.id, effective_at: event.effective_at, actor: actorOf(event)?.text }),
      };
    });
  },
  afterwards(data, earlier) {
    const id = earlier.id.slice(earlier.check.length + 1);
    return eventsOf(data, listEvents).some((event) => payloadOf(event).id === id) ? 'resolved' : 'stands';
  },
};
