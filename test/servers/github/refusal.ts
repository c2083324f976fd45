const DOCUMENTATION = 'https://docs.github.com/rest';

/** One entry of a 422's `errors`. */
export interface Complaint {
  resource: string;
  field?: string;
  code: string;
  message?: string;
}

/** An answer that says no. */
export class GithubRefusal extends Error {
  readonly status: number;
  readonly errors: readonly Complaint[];
  readonly headers: Record<string, string>;
  /** That no request is left in this window. */
  usedUp = false;

  constructor(
    status: number,
    message: string,
    { errors = [], headers = {} }: { errors?: readonly Complaint[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

/** GitHub repeats the status in the body, as text. */
export function refusalBody({ status, message, errors }: GithubRefusal): object {
  return {
    message,
    ...(errors.length > 0 && { errors }),
    documentation_url: DOCUMENTATION,
    status: String(status),
  };
}

export function notFound(message = 'Not Found'): GithubRefusal {
  return new GithubRefusal(404, message);
}

export function invalid(message: string): GithubRefusal {
  return new GithubRefusal(422, message);
}

export function validationFailed(...errors: Complaint[]): GithubRefusal {
  return new GithubRefusal(422, 'Validation Failed', { errors });
}

export function emptyRepository(): GithubRefusal {
  return new GithubRefusal(409, 'Git Repository is empty.');
}

/** What a ruleset says that lets changes in by pull request only. */
export const PROTECTED_MESSAGE = 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n';
