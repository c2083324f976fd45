import type { Aggregation } from '../aggregate.ts';
import { BUCKET_RESOURCES, type BucketResource, PAGE_LIMITS, type Width } from '../bucket-resources.ts';
import { DAY } from '../clock.ts';
import type { CombinationRefusal } from '../options.ts';
import { arrayParameter, integerParameter, limitParameter, refuseUnknown, wordParameter } from '../query.ts';
import { Refusal } from '../refusal.ts';
import type { Question, Scene } from './answer.ts';

/** A request for buckets that is in order. */
export interface BucketQuery extends Aggregation {
  resource: BucketResource;
  width: Width;
  /** Start of the first bucket, Unix seconds. */
  start: number;
  /** How many buckets the range holds. */
  count: number;
  /** Buckets a page. */
  limit: number;
}

/** Returns what a request asks for; a `Refusal` if the API would refuse. */
export function readBucketQuery(scene: Scene, question: Question): BucketQuery {
  const { operation, query } = question;
  const resource = BUCKET_RESOURCES[operation.resource];
  if (resource === undefined) throw new Error(`${operation.resource} has no buckets.`);
  if (scene.quirks.refuseUnknownParameters) refuseUnknown(query, knownParameters(resource));
  const costs = operation.resource === 'costs';
  const width = wordParameter<Width>(query, 'bucket_width', costs ? ['1d'] : ['1m', '1h', '1d'], '1d');
  const limits = PAGE_LIMITS[width];
  const asked = limitParameter(query, { default: limits.default, least: 1, most: costs ? 180 : limits.most });
  const groupBy = readGroupBy(resource, query);
  const { combinedCosts } = scene.quirks;
  if (costs && combinedCosts?.comesFirst) checkCombination(combinedCosts, { start: 0, end: Infinity }, groupBy, query);
  const { start, end } = readRange(scene, question);
  if (costs) checkCostsFloor(scene.quirks.costsFloor, start, groupBy);
  if (costs) checkCombination(combinedCosts, { start, end }, groupBy, query);
  const aligned = Math.floor(start / limits.seconds) * limits.seconds;
  return {
    resource,
    width,
    start: aligned,
    count: Math.ceil((end - aligned) / limits.seconds),
    limit: costs ? Math.min(asked, scene.quirks.costsPageSize) : asked,
    groupBy,
    filters: readFilters(resource, query),
  };
}

function knownParameters(resource: BucketResource): string[] {
  const arrays = ['group_by', ...Object.keys(resource.filters)];
  return ['start_time', 'end_time', 'bucket_width', 'limit', 'page', ...arrays, ...arrays.map((name) => `${name}[]`)];
}

function readRange(scene: Scene, { operation, query }: Question): { start: number; end: number } {
  const now = scene.clock.now();
  const start = integerParameter(query, 'start_time');
  if (start === undefined) throw new Refusal(400, "Missing required parameter: 'start_time'.");
  const end = integerParameter(query, 'end_time') ?? now;
  const refused = { code: 'invalid_request_error' };
  if (end > now)
    throw new Refusal(400, `'end_time' must not be in the future: the time is ${now}.`, {
      ...refused,
      param: 'end_time',
    });
  if (start >= end)
    throw new Refusal(400, "'start_time' must be before 'end_time'.", { ...refused, param: 'start_time' });
  checkHistory(scene, operation.resource, start);
  return { start, end };
}

/** Refuses a start that lies before what the endpoint still serves; the limit differs by endpoint and is not described. */
function checkHistory(scene: Scene, resource: string, start: number): void {
  const { historyDays } = scene.options;
  const days = typeof historyDays === 'object' ? historyDays[resource] : historyDays;
  if (days === undefined) return;
  const earliest = Math.floor(scene.clock.now() / DAY - days) * DAY;
  if (start >= earliest) return;
  const period = days === 365 ? 'year' : `${days} days`;
  const date = new Date(earliest * 1000).toISOString().slice(0, 10);
  const message = scene.quirks.lookbackNamesDate
    ? `Usage and cost data are available for the past ${period}. Earliest supported start date: ${date} (UTC).`
    : 'The requested time range exceeds the reporting lookback window.';
  throw new Refusal(400, message, { param: 'start_time', code: 'reporting_lookback_exceeded' });
}

function readGroupBy(resource: BucketResource, query: URLSearchParams): string[] {
  const groupBy = [...new Set(arrayParameter(query, 'group_by', true))];
  const known = [...resource.dimensions, ...(resource.furtherDimensions ?? [])];
  const wrong = groupBy.find((dimension) => !known.includes(dimension));
  if (wrong === undefined) return groupBy;
  const choice = known.map((dimension) => `'${dimension}'`).join(', ');
  throw new Refusal(400, `Invalid value: '${wrong}'. Supported values are: ${choice}.`, {
    param: 'group_by',
    code: 'invalid_value',
  });
}

/** Before the floor, costs know no key, and a user only if nothing else is grouped by. */
function checkCostsFloor(floor: number, start: number, groupBy: string[]): void {
  if (start >= floor) return;
  const refused = groupBy.includes('api_key_id') || (groupBy.includes('user_id') && groupBy.length > 1);
  if (!refused) return;
  const message = `'start_time' must be greater than or equal to ${floor} when grouping by ${groupBy.join(', ')}.`;
  throw new Refusal(400, message, { param: 'start_time', code: 'invalid_request_error' });
}

/** Refuses users together with projects, where this organisation has that, and for the times for which it has. */
function checkCombination(
  refusal: CombinationRefusal | undefined,
  { start, end }: { start: number; end: number },
  groupBy: string[],
  query: URLSearchParams,
): void {
  const project = groupBy.includes('project_id')
    ? "'group_by' of 'project_id'"
    : arrayParameter(query, 'project_ids').length > 0 && "'project_ids'";
  if (refusal === undefined || !groupBy.includes('user_id') || !project) return;
  const [from, to] = refusal.within ?? [-Infinity, Infinity];
  if (end <= from || start >= to || end - start <= (refusal.beyondDays ?? 0) * DAY) return;
  if (refusal.says === 'nothing') throw new Refusal(400, 'Bad request.');
  if (refusal.says === 'words')
    throw new Refusal(400, 'This combination is not supported for your organization and the requested time range.');
  const message = `'group_by' of 'user_id' cannot be combined with ${project} for the requested time range.`;
  throw new Refusal(400, message, { param: 'group_by', code: 'invalid_request_error' });
}

function readFilters(resource: BucketResource, query: URLSearchParams): Record<string, Set<string>> {
  const filters: Record<string, Set<string>> = {};
  for (const [parameter, dimension] of Object.entries(resource.filters)) {
    const values = arrayParameter(query, parameter);
    if (values.length > 0) filters[dimension] = new Set(values);
  }
  return filters;
}
