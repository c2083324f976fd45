/** Most buckets a page, and how many without `limit`, by bucket width. */
export const PAGE_LIMITS = {
  '1d': { seconds: 86_400, default: 7, most: 31 },
  '1h': { seconds: 3600, default: 24, most: 168 },
  '1m': { seconds: 60, default: 60, most: 1440 },
} as const;

export type Width = keyof typeof PAGE_LIMITS;

/** What one usage endpoint reports. */
export interface BucketResource {
  /** The `object` of its results. */
  object: string;
  /** Fields that add up. */
  metrics: readonly string[];
  /** Fields that `group_by` takes, and that are null unless grouped by. */
  dimensions: readonly string[];
  /** Further fields that `group_by` takes; sent only if grouped by. */
  furtherDimensions?: readonly string[];
  /** Filter parameter -> dimension. */
  filters: Readonly<Record<string, string>>;
}

const PROJECT = { project_ids: 'project_id' };
const PEOPLE = { ...PROJECT, user_ids: 'user_id', api_key_ids: 'api_key_id' };
const MODEL = { ...PEOPLE, models: 'model' };
const BY_PEOPLE = ['project_id', 'user_id', 'api_key_id'];
const BY_MODEL = [...BY_PEOPLE, 'model'];

function usage(
  name: string,
  metrics: string[],
  dimensions: string[],
  filters: Record<string, string>,
  furtherDimensions: string[] = [],
): BucketResource {
  return { object: `organization.usage.${name}.result`, metrics, dimensions, furtherDimensions, filters };
}

/** Costs, whose `user_id` OpenAI does not describe but the API takes. */
export const COSTS: BucketResource = {
  object: 'organization.costs.result',
  metrics: ['amount', 'quantity'],
  dimensions: ['project_id', 'line_item', 'api_key_id', 'user_id'],
  furtherDimensions: ['api_source'],
  filters: { project_ids: 'project_id', api_key_ids: 'api_key_id', line_items: 'line_item' },
};

const TOKENS = [
  'input_tokens',
  'input_cached_tokens',
  'input_cache_write_tokens',
  'input_uncached_tokens',
  'output_tokens',
  'input_text_tokens',
  'output_text_tokens',
  'input_audio_tokens',
  'output_audio_tokens',
  'num_model_requests',
];

/** Costs and the eleven kinds of usage, by resource name. */
export const BUCKET_RESOURCES: Readonly<Record<string, BucketResource>> = {
  costs: COSTS,
  usage_audio_speeches: usage('audio_speeches', ['characters', 'num_model_requests'], BY_MODEL, MODEL),
  usage_audio_transcriptions: usage('audio_transcriptions', ['seconds', 'num_model_requests'], BY_MODEL, MODEL),
  usage_code_interpreter_sessions: usage('code_interpreter_sessions', ['num_sessions'], ['project_id'], PROJECT),
  usage_completions: usage(
    'completions',
    TOKENS,
    [...BY_MODEL, 'batch', 'service_tier'],
    { ...MODEL, batch: 'batch' },
    ['api_source'],
  ),
  usage_decisions: usage('decisions', TOKENS, [...BY_MODEL, 'batch', 'service_tier', 'api_source'], {
    ...MODEL,
    batch: 'batch',
  }),
  usage_embeddings: usage('embeddings', ['input_tokens', 'num_model_requests'], BY_MODEL, MODEL),
  usage_file_search_calls: usage('file_searches', ['num_requests'], [...BY_PEOPLE, 'vector_store_id'], {
    ...PEOPLE,
    vector_store_ids: 'vector_store_id',
  }),
  usage_images: usage('images', ['images', 'num_model_requests'], [...BY_MODEL, 'size', 'source'], {
    ...MODEL,
    sizes: 'size',
    sources: 'source',
  }),
  usage_moderations: usage('moderations', ['input_tokens', 'num_model_requests'], BY_MODEL, MODEL),
  usage_vector_stores: usage('vector_stores', ['usage_bytes'], ['project_id'], PROJECT),
  usage_web_search_calls: usage(
    'web_searches',
    ['num_model_requests', 'num_requests'],
    [...BY_MODEL, 'context_level'],
    {
      ...MODEL,
      context_levels: 'context_level',
    },
    ['api_source'],
  ),
};
