import type { Topic } from '../../notices/topics.ts';
import type { Trouble } from './object-store.ts';

/** What errors of one store advise: names, workflow lines and permissions are the store's own. */
export interface StoreGuide {
  /** Where credentials were looked for, as one phrase. */
  lookedFor: string;
  /** Lines of the workflow that sign in without a stored key. */
  signIn: string;
  /** What the store calls the permission for each kind of call. */
  permissions: Record<'read' | 'list' | 'write' | 'remove', string>;
  /** Page of the documentation. */
  page: string;
}

/** Troubles that every other call would meet too. */
const ENDS_RUN: ReadonlySet<Trouble['kind']> = new Set([
  'no-credentials',
  'expired-credentials',
  'wrong-credentials',
  'no-bucket',
  'retention',
  'unreachable',
]);

/** Returns true if going on is of no use. */
export function endsRun(kind: Trouble['kind']): boolean {
  return ENDS_RUN.has(kind);
}

const TOPIC_OF: Record<Trouble['kind'], Topic> = {
  'no-credentials': 'no-credentials',
  'expired-credentials': 'credentials-expired',
  'wrong-credentials': 'credentials-refused',
  forbidden: 'permission-denied-at-store',
  'no-bucket': 'bucket-missing',
  retention: 'object-locked',
  'no-conditions': 'conditions-unsupported',
  throttled: 'store-throttled',
  unreachable: 'store-unreachable',
  other: 'destination-lost',
};

/** Returns the name under which the troubleshooting page explains it. */
export function topicOf(kind: Trouble['kind']): Topic {
  return TOPIC_OF[kind];
}

/** Returns what the user can do, as sentences; empty if only time may help. */
export function remedyOf(kind: Trouble['kind'], what: string, guide: StoreGuide): string {
  const permission = guide.permissions[what as keyof StoreGuide['permissions']] ?? guide.permissions.write;
  switch (kind) {
    case 'no-credentials':
      return `Looked for ${guide.lookedFor}. Sign in before this step, without a stored key:\n\n${guide.signIn}\n\n${guide.page} has the whole workflow.`;
    case 'expired-credentials':
      return `The credentials are no longer valid and could not be renewed. What was published until now is whole, and the next run carries on. Let the session last longer, or let this step sign in by itself, which renews: ${guide.page}.`;
    case 'wrong-credentials':
      return `Signing in was refused: check the credentials, and whether they are for this store. A workflow that signs in without a stored key:\n\n${guide.signIn}\n\n${guide.page} has the whole one.`;
    case 'forbidden':
      return `Allow ${permission} for it, or check conditions of the policy: ${guide.page}.${what === 'read' ? ' (A store that may not be listed answers the same for files that do not exist.)' : ''}`;
    case 'no-conditions':
      return `The store does not know a header of this request: ${guide.page} says what older ones need.`;
    case 'no-bucket':
      return 'Create it, or correct `destination`.';
    case 'retention':
      return `The store refuses to replace or remove what it keeps. Set \`destination-options: {settled-only: true, manifest-prefix: …}\`, which writes each file once and the manifests elsewhere: ${guide.page}.`;
    case 'throttled':
      return 'The store asked to slow down more often than `retries` allows: lower `concurrency`, or raise `retries`.';
    case 'unreachable':
      return `Check the address, the region, and the way there (proxy, firewall, private endpoint): ${guide.page}.`;
    default:
      return '';
  }
}
