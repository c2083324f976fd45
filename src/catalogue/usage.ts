import { columns } from './columns.ts';
import { filtersBy } from './filters.ts';
import type { BucketsResource } from './resource.ts';

const byModel = ['project_id', 'user_id', 'api_key_id', 'model'];

/** Declares one usage endpoint: its measures and dimensions are the fields of its rows, in the order given. */
function usage(
  name: string,
  dimensions: string[],
  fields: string,
  undescribedDimensions: string[] = [],
): BucketsResource {
  return {
    kind: 'buckets',
    timeField: 'start_time',
    key: [],
    parentIds: [],
    name: `usage_${name}`,
    path: `/organization/usage/${name}`,
    pagination: 'next_page',
    dataSelector: 'data',
    widths: { '1m': 1440, '1h': 168, '1d': 31 },
    dimensions,
    undescribedDimensions,
    filters: filtersBy(dimensions),
    columns: columns(`start_time:time end_time:time object ${fields}`),
  };
}

const tokens = `
  input_tokens:number input_cached_tokens:number input_cache_write_tokens:number input_uncached_tokens:number
  output_tokens:number input_text_tokens:number output_text_tokens:number input_cached_text_tokens:number
  input_audio_tokens:number input_cached_audio_tokens:number output_audio_tokens:number input_image_tokens:number
  input_cached_image_tokens:number output_image_tokens:number num_model_requests:number
  project_id user_id api_key_id model batch:boolean service_tier
  input_cache_write_12h_tokens:number input_cache_write_30m_tokens:number api_source
`;

/** What was used, by endpoint of the API. */
export const usageResources: BucketsResource[] = [
  usage('completions', [...byModel, 'batch', 'service_tier'], tokens, ['api_source']),
  usage('embeddings', byModel, 'input_tokens:number num_model_requests:number project_id user_id api_key_id model'),
  usage('moderations', byModel, 'input_tokens:number num_model_requests:number project_id user_id api_key_id model'),
  usage(
    'images',
    [...byModel, 'size', 'source'],
    'images:number num_model_requests:number source size project_id user_id api_key_id model',
  ),
  usage('audio_speeches', byModel, 'characters:number num_model_requests:number project_id user_id api_key_id model'),
  usage(
    'audio_transcriptions',
    byModel,
    'seconds:number num_model_requests:number project_id user_id api_key_id model',
  ),
  usage('vector_stores', ['project_id'], 'usage_bytes:number project_id'),
  usage('code_interpreter_sessions', ['project_id'], 'num_sessions:number project_id'),
  usage(
    'file_search_calls',
    ['project_id', 'user_id', 'api_key_id', 'vector_store_id'],
    'num_requests:number project_id user_id api_key_id vector_store_id',
  ),
  usage(
    'web_search_calls',
    [...byModel, 'context_level'],
    'num_model_requests:number num_requests:number project_id user_id api_key_id model context_level api_source',
    ['api_source'],
  ),
  usage('decisions', [...byModel, 'batch', 'service_tier', 'api_source'], tokens),
];
