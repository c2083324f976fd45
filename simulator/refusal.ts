/** An answer other than 200, thrown by whatever finds the request wrong and sent in OpenAI's error envelope. */
export class Refusal extends Error {
  readonly status: number;
  readonly param: string | null;
  readonly code: string | null;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    options: { param?: string; code?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.param = options.param ?? null;
    this.code = options.code ?? null;
    this.headers = options.headers ?? {};
  }
}

/** Returns the JSON text of OpenAI's error envelope. */
export function errorBody(
  status: number,
  message: string,
  param: string | null = null,
  code: string | null = null,
): string {
  const type = status >= 500 ? 'server_error' : status === 429 ? 'requests' : 'invalid_request_error';
  return JSON.stringify({ error: { message, type, param, code } });
}

/** 404 for an object that is not there. */
export function noSuchObject(list: string, id: string): Refusal {
  const kind = list
    .replace(/^project_(?!s$)/, '')
    .replace(/s$/, '')
    .replaceAll('_', ' ');
  return new Refusal(404, `No such ${kind}: '${id}'`, { code: 'not_found' });
}

/** 404 for a path that is no operation. */
export function noSuchPath(method: string, path: string): Refusal {
  return new Refusal(404, `Invalid URL (${method} ${path})`);
}
