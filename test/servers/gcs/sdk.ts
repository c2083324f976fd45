import type { TestContext } from 'node:test';
import { Storage } from '@google-cloud/storage';
import { OAuth2Client } from 'google-auth-library';
import type { GcsServer } from '../gcs-server.ts';

/**
 * What makes the SDK show its token to a server on loopback. For requests other than resumable uploads the flag does
 * it; resumable uploads do not hear of the flag, and go by whether the endpoint's host belongs to the universe.
 */
export function loopbackOptions(server: Pick<GcsServer, 'url'>) {
  return {
    apiEndpoint: server.url,
    useAuthWithCustomEndpoint: true,
    universeDomain: '127.0.0.1',
    projectId: 'fake-project',
  };
}

/** The SDK with a token in its hand. */
export function storageFor(server: GcsServer, token = server.issueToken()): Storage {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: token });
  return new Storage({ ...loopbackOptions(server), authClient });
}

/** Lets the waits between the SDK's attempts pass at once; answers how long they were to be. */
export function shortenWaits(context: TestContext): number[] {
  const waits: number[] = [];
  const wait = globalThis.setTimeout;
  context.mock.method(
    globalThis,
    'setTimeout',
    (callback: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) => {
      if (milliseconds >= 100) waits.push(milliseconds);
      return wait(callback, Math.min(milliseconds, 1), ...given);
    },
  );
  return waits;
}

/** The error a promise ends with, in the SDK's terms; fails where it does not end with one. */
export async function refusalOf(
  promise: Promise<unknown>,
): Promise<{ code: unknown; message: string; reason: unknown }> {
  try {
    await promise;
  } catch (error) {
    const { code, message, errors, status } = error as Error & {
      code?: unknown;
      status?: unknown;
      errors?: { reason?: string }[];
    };
    return { code: code ?? status, message, reason: errors?.[0]?.reason };
  }
  throw new Error('nothing was refused');
}
