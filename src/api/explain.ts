import { ApiError, ConfigurationError, type StorageError } from '../notices/errors.ts';
import { type Notice, notice } from '../notices/notice.ts';
import type { Topic } from '../notices/topics.ts';
import type { KeyKind } from './key-kind.ts';

const KEY_PAGE = 'https://platform.openai.com/settings/organization/admin-keys';

const LATER =
  'The next run reads it again. If it persists, see https://status.openai.com or raise `retries` and `request-timeout`.';

/** What is known of a failed request. */
interface Failure {
  /** HTTP status; 0 where no answer came. */
  status: number;
  detail: string;
  code?: string | undefined;
  /** The `type` of the API's error. */
  type?: string | undefined;
  key?: KeyKind | undefined;
  /** True if something between the runner and the API answered: HTML, or JSON that is not the API's. */
  isFromGateway?: boolean;
  /** What is wrong with an answer that came: no list where one was asked for, or a body that is cut, too long or no JSON in UTF-8. */
  flaw?: 'no-list' | 'not-as-declared' | 'unreadable' | undefined;
}

/** What a failure is, and what the reader can do about it; an empty remedy where there is nothing special to say. */
export interface Diagnosis {
  topic: Topic;
  remedy: string;
  /** True if the next run may well succeed. */
  passes: boolean;
}

interface Rule {
  topic: Topic;
  when: (failure: Failure) => boolean;
  remedy: (failure: Failure) => string;
  passes?: true;
}

/**
 * Codes and types of refusals that only a payment, or OpenAI's support, can change. `insufficient_quota` may come as the
 * type alone, with `code: null` (https://platform.openai.com/docs/guides/error-codes).
 */
const BILLING_CODES = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_limit_reached',
  'billing_not_active',
  'account_deactivated',
  'access_terminated',
]);

/** The first one that holds counts. */
const RULES: readonly Rule[] = [
  {
    topic: 'billing',
    when: ({ status, code = '', type = '', isFromGateway }) =>
      isFromGateway !== true && (status === 402 || BILLING_CODES.has(code) || BILLING_CODES.has(type)),
    remedy: () =>
      'This is about billing, not about the rate limit or the key: check credits, spend limits and the state of the account under https://platform.openai.com/settings/organization/billing.',
  },
  {
    topic: 'not-the-api',
    when: ({ status, isFromGateway }) => isFromGateway === true && isJudgedByAnswer(status),
    remedy: () =>
      'The answer is not in the format of the API, so something on the way gave it: check `base-url`, the proxy (HTTPS_PROXY, NO_PROXY), and whether a firewall, a bot check or a login page stands in between. It says nothing about the key.',
  },
  {
    topic: 'api-unavailable',
    when: ({ status }) => status >= 200 && status < 300,
    remedy: () => LATER,
    passes: true,
  },
  {
    topic: 'place-not-allowed',
    when: ({ status, detail, code = '' }) =>
      (status === 401 || status === 403) &&
      /\bip\b.*(not authorized|allow-?list)|country, region/i.test(`${detail} ${code.replaceAll('_', ' ')}`),
    remedy: () =>
      'The key may be good, but not from here: run where the address is allowed (a self-hosted runner, or one with a fixed address), or change the IP allowlist of the organisation.',
  },
  {
    topic: 'key-expired',
    when: ({ status, detail, code }) => status === 401 && /expired/i.test(`${detail} ${code}`),
    remedy: () => `The key has expired. Create a new admin key and put it into the secret: ${KEY_PAGE}`,
  },
  {
    topic: 'other-organisation',
    when: ({ status, code }) => status === 401 && /^mismatched_/.test(code ?? ''),
    remedy: () =>
      'The key belongs to another organisation or project than the inputs `openai-organization` and `openai-project` say: correct them, or leave them out.',
  },
  {
    topic: 'key-not-accepted',
    when: ({ status }) => status === 401,
    remedy: ({ key }) => {
      const given = key && ` What was given is ${key.words}${key.isAdmin ? ': it may have been deleted' : ''}.`;
      return `The key was not accepted. Check that the secret holds a current admin key (sk-admin-…) of the API platform; admin keys of a ChatGPT workspace are for another API.${given ?? ''} ${KEY_PAGE}`;
    },
  },
  {
    topic: 'missing-scope',
    when: ({ detail }) => scopesIn(detail) !== undefined,
    remedy: ({ detail, key }) => {
      const given = key === undefined || key.isAdmin ? '' : ` What was given is ${key.words}.`;
      return `The key lacks the scope ${scopesIn(detail)}.${given} Give it that scope, or use an admin key with all read permissions: ${KEY_PAGE}`;
    },
  },
  {
    topic: 'audit-logging-off',
    when: ({ status, detail }) => [400, 403, 404].includes(status) && /audit log/i.test(detail),
    remedy: () =>
      'Audit logging may never have been switched on: an owner does so under Settings, Organization, Data controls. Events are recorded from then on.',
  },
  {
    topic: 'key-may-not-read',
    when: ({ status }) => status === 403,
    remedy: ({ key }) => {
      const given = key === undefined || key.isAdmin ? '' : ` What was given is ${key.words}.`;
      return `The key may not read this.${given} Administration data needs an admin key (sk-admin-…) of an organisation owner with read permission, made on the API platform and not in a ChatGPT workspace: ${KEY_PAGE}`;
    },
  },
  {
    topic: 'unknown-path',
    when: ({ status, detail }) => status === 404 && /invalid url/i.test(detail),
    remedy: () =>
      'The API does not know this path. Check the `base-url` input, or the `path` of a custom resource. (`audit_log` reads single events by an operation that OpenAI does not document; `audit_logs` exports them all.)',
  },
  {
    topic: 'feature-off',
    when: ({ status, detail }) => status === 400 && isSwitchedOff(detail),
    remedy: () => 'The organisation has not switched this on, or its plan does not have it.',
  },
  {
    topic: 'rate-limited',
    when: ({ status }) => status === 429,
    remedy: () => 'The rate limit stayed exhausted. Lower `concurrency` or set `requests-per-second`.',
  },
  {
    topic: 'redirect-refused',
    when: ({ status }) => status >= 300 && status < 400,
    remedy: () =>
      'A redirect is not followed, because the key would go along. Set `base-url` to the address that answers itself.',
  },
  {
    topic: 'broken-answer',
    when: ({ flaw }) => flaw === 'no-list',
    remedy: () =>
      'For a custom resource, check its `data_selector` and `pagination`; otherwise `base-url` may lead to another service.',
  },
  {
    topic: 'broken-answer',
    when: ({ flaw }) => flaw === 'not-as-declared',
    remedy: () =>
      'This is a resource of your own: compare its rows with its `kind`, `data-selector`, `time-field` and `primary-key`. Events have an id as text and a time in whole Unix seconds (no milliseconds, no date as text), buckets have `start_time`, `end_time` and `results`. Leave out `kind` to read anything else, whole.',
  },
  {
    topic: 'proxy',
    when: ({ status, detail }) => status === 407 || (status === 0 && /proxy|tunnel/i.test(detail)),
    remedy: () =>
      'Check the proxy that HTTPS_PROXY names, its user name and password, and whether it lets the API through.',
  },
  {
    topic: 'certificate-not-trusted',
    when: ({ status, detail }) => status === 0 && /certificate/i.test(detail),
    remedy: () =>
      "Check `base-url`, the proxy settings and the clock of the runner. Where a company's proxy signs for others, name the file with its root certificate in NODE_EXTRA_CA_CERTS.",
  },
  {
    topic: 'network',
    when: ({ status, detail }) => status === 0 && /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/i.test(detail),
    remedy: () => 'Check `base-url`, the proxy settings of the runner (HTTPS_PROXY, NO_PROXY) and its network.',
  },
  {
    topic: 'broken-answer',
    when: ({ flaw }) => flaw === 'unreadable',
    remedy: () => LATER,
    passes: true,
  },
  { topic: 'api-unavailable', when: ({ status }) => status === 0 || status >= 500, remedy: () => LATER, passes: true },
];

/** Returns true if the format of the answer decides who gave it. Redirects, 407 and 5xx are a gateway's too, and 429 needs no proof. */
function isJudgedByAnswer(status: number): boolean {
  return status < 300 || (status >= 400 && status < 500 && status !== 407 && status !== 429);
}

/** Returns what a failed request means. */
export function diagnose(failure: Failure): Diagnosis {
  const rule = RULES.find(({ when }) => when(failure));
  if (!rule) return { topic: 'request-refused', remedy: '', passes: false };
  return { topic: rule.topic, remedy: rule.remedy(failure), passes: rule.passes === true };
}

/** Returns true for the answer that the API gives to a path it does not know, as opposed to an object that is not there. */
export function isUnknownPath(error: ApiError): boolean {
  return error.topic === 'unknown-path';
}

/** Returns true if the API says that the organisation does not use what was asked for. */
export function isSwitchedOff(detail: string): boolean {
  return /not (been )?(enabled|available|activated|switched on)/i.test(detail);
}

/** Returns what happened, what else is known of it, then what to do, for a message that says more. */
export function explained(error: Error, more = ''): string {
  const remedy = error instanceof ApiError ? error.remedy : '';
  const rest = [more, remedy].filter((text) => text !== '').join(' ');
  return rest === '' ? error.message : `${error.message.replace(/\.+$/, '')}. ${rest}`;
}

/** Returns an error as the reader should see it: what happened, what to do, and where it is explained. */
export function noticeOf(error: ApiError | ConfigurationError | StorageError): Notice {
  const { kind, passes } = error instanceof ConfigurationError ? { kind: undefined, passes: false } : error;
  return notice(explained(error), error.topic, { kind, ...(passes && { passes }) });
}

/** Names such as `api.usage.read`, and nothing else: a remedy repeats them even if it may not quote what the API says. */
const MISSING_SCOPES = /missing scopes?:?\s*([a-z][\w-]*(?:\.[\w-]+)+(?:\s*,\s*[a-z][\w-]*(?:\.[\w-]+)+)*)/i;

/** Returns the scopes that a refusal names. */
function scopesIn(detail: string): string | undefined {
  return MISSING_SCOPES.exec(detail)?.[1];
}
