import fetch from 'node-fetch';

/** The workflow's own identity token could not be had. */
export class IdentityTokenError extends Error {
  override readonly name = 'IdentityTokenError';
}

const ATTEMPTS = 3;

/**
 * Returns the workflow's own identity token for an audience, with which a cloud lets it in without a stored key. Throws an
 * `IdentityTokenError`. The request is written out here, because the toolkit's own function would load a second HTTP stack
 * at every start: https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 * @param mask hides the token from everything that is printed.
 */
export async function requestIdentityToken(
  environment: NodeJS.ProcessEnv,
  audience: string,
  mask: (secret: string) => void,
): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment;
  if (!address || !bearer) {
    throw new IdentityTokenError(
      'the job may not ask for an identity token: add `id-token: write` to its `permissions` (workflows of forks get none)',
    );
  }
  const url = new URL(address);
  url.searchParams.set('audience', audience);
  let failure: unknown;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${bearer}` },
        signal: AbortSignal.timeout(30_000),
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { value } = (await answer.json()) as { value?: unknown };
      if (typeof value !== 'string' || value === '') throw new Error('the answer holds no token');
      mask(value);
      return value;
    } catch (error) {
      failure = error;
    }
  }
  const why = failure instanceof Error ? failure.message : String(failure);
  throw new IdentityTokenError(`GitHub gave no identity token for ${audience}: ${why}`, { cause: failure });
}
