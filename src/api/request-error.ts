import { ApiError } from '../notices/errors.ts';
import { diagnose } from './explain.ts';
import { kindOfKey } from './key-kind.ts';
import { redact } from './redact.ts';
import { isTransientStatus } from './retry-delay.ts';
import { isObject } from './row-shape.ts';

/** What is known of a request when it fails. */
export interface FailedRequest {
  path: string;
  status: number;
  requestId: string | undefined;
  body: string;
  apiKey: string;
  /** True if the API's own sentence may be shown; false if left out. It can hold names that nothing would recognise. */
  quotesWords?: boolean;
}

/** More of the API's own sentence is never quoted. */
const LONGEST_DETAIL = 1000;

/** What the API names things by: a word of letters, digits, dots and the like. Anything else may be a text, or a name. */
const IDENTIFIER = /^[a-z][\w.[\]-]{0,99}$/i;
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** Returns the API's own name of a request; undefined if there is none, or something else in its place. */
export function requestIdOf(header: string | null): string | undefined {
  return header !== null && REQUEST_ID.test(header) ? header : undefined;
}

/**
 * Returns the error for an answer that is not a success, or is an error under status 200. Only the API's own JSON error makes a 4xx
 * a refusal: anything else on the way may answer in its place. Its message quotes the API's own sentence, on one line, only
 * if `quotesWords`; else code, type and parameter. `detail` has the sentence in any case, for code to decide by; no key is
 * ever in either.
 */
export function refusal({ path, status, requestId, body, apiKey, quotesWords = false }: FailedRequest): ApiError {
  const error = parseErrorBody(body);
  const clean = (text: string) => redact(onOneLine(text), apiKey).slice(0, LONGEST_DETAIL).toWellFormed();
  const detail = clean(error.message);
  const id = requestId === undefined ? '' : `, request ${clean(requestId)}`;
  const code = error.code === undefined ? undefined : clean(error.code);
  const isFromGateway = !error.isApi;
  const { topic, remedy, passes } = diagnose({
    status,
    detail,
    code,
    type: error.type,
    isFromGateway,
    key: kindOfKey(apiKey),
  });
  // The API ends its sentences; ours goes on.
  const reason = quotesWords ? `: ${detail.replace(/\.+$/, '') || 'no reason given'}` : factsOf(error);
  return new ApiError(topic, `GET ${path} answered ${status}${reason}${id}`, {
    status,
    detail,
    remedy,
    passes,
    isRefusal: error.isApi && status >= 400 && status < 500 && topic !== 'billing',
    ...(code === undefined ? {} : { code }),
    ...(error.param === undefined ? {} : { param: clean(error.param) }),
    ...(requestId === undefined ? {} : { requestId: clean(requestId) }),
  });
}

/** Returns the error for a request that got no usable answer: no connection, a cut or endless body, not JSON. */
export function noAnswer(
  path: string,
  why: string,
  apiKey: string,
  { cause, isUnreadable = false }: { cause?: unknown; isUnreadable?: boolean } = {},
): ApiError {
  const detail = redact(why, apiKey);
  const { topic, remedy, passes } = diagnose({ status: 0, detail, flaw: isUnreadable ? 'unreadable' : undefined });
  return new ApiError(topic, `GET ${path} got no usable answer: ${detail}`, {
    status: 0,
    detail,
    remedy,
    passes,
    cause,
  });
}

/** Returns what the API says in addition to its sentence: ` (code missing_scope, parameter limit)`; an empty text if nothing. */
function factsOf({ code, type, param }: ErrorBody): string {
  const facts = Object.entries({ code, type, parameter: param }).flatMap(([name, value]) =>
    value !== undefined && IDENTIFIER.test(value) ? [`${name} ${value}`] : [],
  );
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`;
}

/** Returns a text with line breaks and control characters as spaces, so a message that quotes it stays on one line. */
function onOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Returns the error for a web page in place of an answer, such as a login page. */
export function webPageAnswer(path: string, apiKey: string, status: number): ApiError {
  const detail = 'the answer is a web page';
  const { topic, remedy, passes } = diagnose({ status, detail, isFromGateway: true, key: kindOfKey(apiKey) });
  return new ApiError(topic, `GET ${path} got no usable answer: ${detail}`, { status: 0, detail, remedy, passes });
}

/** Returns true if the same request may get another answer when repeated. */
export function isTransient({ status, topic }: ApiError): boolean {
  if (topic === 'billing' || topic === 'too-deep') return false;
  return status < 300 || isTransientStatus(status) || topic === 'not-the-api';
}

interface ErrorBody {
  /** True for the API's own JSON error. */
  isApi: boolean;
  message: string;
  code?: string;
  param?: string;
  type?: string;
}

function parseErrorBody(body: string): ErrorBody {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // A proxy or gateway answers in HTML: its first words are all there is to show.
    return {
      isApi: false,
      message: body
        .slice(0, 10 * LONGEST_DETAIL)
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 200),
    };
  }
  const error = isObject(parsed) ? parsed.error : undefined;
  // Gateways say `"error": "Not Found"`, or give their status as the code; the API does neither.
  if (typeof error === 'string') return { isApi: false, message: error };
  if (!isObject(error)) return { isApi: false, message: '' };
  const { message, code, param, type } = error;
  return {
    isApi: typeof code !== 'number',
    message: typeof message === 'string' ? message : '',
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof param === 'string' ? { param } : {}),
  };
}
