import type { Answer } from './answer.ts';

interface Detail {
  domain?: string;
  locationType?: string;
  location?: string;
}

/** A request the service does not grant, in the terms of its JSON error body. */
export class GcsRefusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly detail: Detail;

  constructor(status: number, reason: string, message: string, detail: Detail = {}) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.detail = detail;
  }
}

const AUTHORIZATION = { locationType: 'header', location: 'Authorization' };

export function badCredentials(): GcsRefusal {
  return new GcsRefusal(401, 'authError', 'Invalid Credentials', AUTHORIZATION);
}

/** What a caller without a token is told. */
export function anonymousRefused(access: string): GcsRefusal {
  const message = `Anonymous caller does not have ${accessText(access)}`;
  return new GcsRefusal(401, 'required', message, AUTHORIZATION);
}

export function forbidden(principal: string, access: string): GcsRefusal {
  return new GcsRefusal(403, 'forbidden', `${principal} does not have ${accessText(access)}`);
}

export function noSuchBucket(): GcsRefusal {
  return new GcsRefusal(404, 'notFound', 'The specified bucket does not exist.');
}

export function noSuchObject(bucket: string, name: string): GcsRefusal {
  return new GcsRefusal(404, 'notFound', `No such object: ${bucket}/${name}`);
}

export function conditionNotMet(location: string): GcsRefusal {
  const message = 'At least one of the pre-conditions you specified did not hold.';
  return new GcsRefusal(412, 'conditionNotMet', message, { locationType: 'header', location });
}

export function invalid(message: string, reason = 'invalid'): GcsRefusal {
  return new GcsRefusal(400, reason, message);
}

/** Errors come as JSON, but as bare text where the caller asked for an object's bytes. */
export function refusalAnswer(refusal: GcsRefusal, asText: boolean): Answer {
  const { status, reason, message, detail } = refusal;
  if (asText) return { status, text: message };
  const errors = [{ message, domain: 'global', reason, ...detail }];
  return { status, json: { error: { code: status, message, errors } } };
}

function accessText(access: string): string {
  const thing = access === 'storage.objects.list' || access.startsWith('storage.buckets.') ? 'bucket' : 'object';
  const where = `access to the Google Cloud Storage ${thing}.`;
  return `${access} ${where} Permission '${access}' denied on resource (or it may not exist).`;
}
