import { ApiError } from '../errors.ts';
import { redact } from './redact.ts';

/** What is known of a request when it fails. */
export interface FailedRequest {
  path: string;
  status: number;
  requestId: string | undefined;
  body: string;
  apiKey: string;
}

/** The error for an answer that is not a success; quotes the API's own sentence, never a key. */
export function refusal(request: FailedRequest): ApiError {
  const error = parseErrorBody(request.body);
  const detail = redact(error.message, request.apiKey);
  const id = request.requestId === undefined ? '' : `, request ${request.requestId}`;
  return new ApiError(`GET ${request.path} answered ${request.status}: ${detail || 'no reason given'}${id}`, {
    status: request.status,
    detail,
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(error.param === undefined ? {} : { param: error.param }),
    ...(request.requestId === undefined ? {} : { requestId: request.requestId }),
  });
}

/** The error for a request that got no usable answer: no connection, a cut or endless body, not JSON. */
export function noAnswer(path: string, why: string, apiKey: string, cause?: unknown): ApiError {
  return new ApiError(`GET ${path} got no usable answer: ${redact(why, apiKey)}`, { status: 0, detail: why, cause });
}

function parseErrorBody(body: string): { message: string; code?: string; param?: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // A proxy or gateway answers in HTML: its first words are all there is to tell.
    return {
      message: body
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
    message: typeof message === 'string' ? message.slice(0, 1000) : '',
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof param === 'string' ? { param } : {}),
  };
}
