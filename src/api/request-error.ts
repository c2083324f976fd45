import { ApiError } from '../errors.ts';
import { kindOfKey } from '../key-kind.ts';
import { diagnose } from './explain.ts';
import { redact } from './redact.ts';

/** What is known of a request when it fails. */
export interface FailedRequest {
  path: string;
  status: number;
  requestId: string | undefined;
  body: string;
  apiKey: string;
}

/** More of the API's own sentence is never quoted. */
const LONGEST_DETAIL = 1000;

/** The error for an answer that is not a success; quotes the API's own sentence, never a key. */
export function refusal({ path, status, requestId, body, apiKey }: FailedRequest): ApiError {
  const error = parseErrorBody(body);
  const clean = (text: string) => redact(text, apiKey).slice(0, LONGEST_DETAIL);
  const detail = clean(error.message);
  const id = requestId === undefined ? '' : `, request ${clean(requestId)}`;
  const code = error.code === undefined ? undefined : clean(error.code);
  const { topic, remedy } = diagnose({ status, detail, code, key: kindOfKey(apiKey) });
  // The API ends its sentences; ours goes on.
  const reason = detail.replace(/\.+$/, '') || 'no reason given';
  return new ApiError(topic, `GET ${path} answered ${status}: ${reason}${id}`, {
    status,
    detail,
    remedy,
    ...(code === undefined ? {} : { code }),
    ...(error.param === undefined ? {} : { param: clean(error.param) }),
    ...(requestId === undefined ? {} : { requestId: clean(requestId) }),
  });
}

/** The error for a request that got no usable answer: no connection, a cut or endless body, not JSON. */
export function noAnswer(path: string, why: string, apiKey: string, cause?: unknown): ApiError {
  const detail = redact(why, apiKey);
  const { topic, remedy } = diagnose({ status: 0, detail });
  return new ApiError(topic, `GET ${path} got no usable answer: ${detail}`, { status: 0, detail, remedy, cause });
}

function parseErrorBody(body: string): { message: string; code?: string; param?: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // A proxy or gateway answers in HTML: its first words are all there is to tell.
    return {
      message: body
        .slice(0, 10 * LONGEST_DETAIL)
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 200),
    };
  }
  const error = (parsed as { error?: unknown } | null)?.error ?? {};
  if (typeof error === 'string') return { message: error };
  const { message, code, param } = error as Record<string, unknown>;
  return {
    message: typeof message === 'string' ? message : '',
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof param === 'string' ? { param } : {}),
  };
}
