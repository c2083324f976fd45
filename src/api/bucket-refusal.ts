import type { ApiError } from '../notices/errors.ts';

/** The code of a refusal because the API's history does not reach back to the start. */
export const LOOKBACK_EXCEEDED = 'reporting_lookback_exceeded';

/** What the refusal of a usage or costs request says would be accepted. */
export type BucketRefusal =
  /** The API's history does not reach back to the start; `earliest` is the first second it serves if it says so. */
  | { kind: 'history'; earliest: number | undefined }
  /**
   * One of these dimensions, the likeliest first, is not served from this start on; `since` is the first second with it,
   * where the API says so.
   */
  | { kind: 'dimension'; suspects: string[]; since: number | undefined };

/**
 * Understands why a request with these dimensions was refused; undefined if it is neither history nor a dimension.
 *
 * Both come as 400. The history limit has the code `reporting_lookback_exceeded` and may name a date; a dimension's
 * floor comes as `param: start_time` (costs by `api_key_id` before 2025-12-06) and names a Unix time
 * (langwatch/langwatch#7579). A refusal may name none of the dimensions, or all that were asked for: then the one added
 * last is the likeliest.
 */
export function readBucketRefusal(error: ApiError, dimensions: string[]): BucketRefusal | undefined {
  if (!error.isRefusal || error.status !== 400) return undefined;
  const named = dimensions.filter((dimension) => new RegExp(`\\b${dimension}\\b`).test(error.detail));
  const time = timeIn(error.detail);
  const isHistory =
    error.code === LOOKBACK_EXCEEDED || /earliest supported|lookback|available for the past/i.test(error.detail);
  if (isHistory && named.length === 0) return { kind: 'history', earliest: time };
  const mayBeDimension =
    named.length > 0 || error.param === 'group_by' || error.param === 'start_time' || /group/i.test(error.detail);
  if (dimensions.length === 0 || !mayBeDimension) return undefined;
  // "Invalid value: 'user_id'. Supported values are: 'project_id', …" names those that are not refused too.
  const invalid = named.find((dimension) => error.detail.includes(`Invalid value: '${dimension}'`));
  const suspects = invalid === undefined ? (named.length > 0 ? named : dimensions).toReversed() : [invalid];
  return { kind: 'dimension', suspects, since: time };
}

function timeIn(text: string): number | undefined {
  const date = /\b(\d{4}-\d{2}-\d{2})\b/.exec(text)?.[1];
  const epoch = /\b([12]\d{9})\b/.exec(text)?.[1];
  if (epoch !== undefined) return Number(epoch);
  return date === undefined ? undefined : Date.parse(date) / 1000;
}
