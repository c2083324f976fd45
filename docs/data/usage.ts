import type { ColumnTexts, Family, ResourceText } from './description.ts';
import { dimensionColumns } from './shared-columns.ts';

const tokens = (text: string) => ({ text, unit: 'tokens' });

const notes = [
  'The API has said that it serves the past year; the log says from which day. A bucket without use has no row.',
  'Buckets still change after they end: a month is read again until 3 days after its end.',
];

function usage(text: string, by: string, columns: ColumnTexts = {}): ResourceText {
  return {
    text,
    row: `one bucket (a day unless \`bucket-width\` says otherwise), ${by}`,
    notes,
    columns: { ...dimensionColumns, ...columns },
  };
}

const byModel = 'project, member, key and model';

const byToken: ColumnTexts = {
  input_tokens: tokens('All input: uncached, read from the cache and written to it; text, audio and images.'),
  input_cached_tokens: tokens('Part of the input that was read from the cache.'),
  input_cache_write_tokens: tokens('Part of the input that was written to the cache, whatever its lifetime.'),
  input_uncached_tokens: tokens('Part of the input that was neither read from the cache nor written to it.'),
  output_tokens: tokens('All output: text, audio and images.'),
  input_text_tokens: tokens('Uncached text among the input, without what was written to the cache.'),
  output_text_tokens: tokens('Text among the output.'),
  input_cached_text_tokens: tokens('Text among the input that was read from the cache.'),
  input_audio_tokens: tokens('Uncached audio among the input.'),
  input_cached_audio_tokens: tokens('Audio among the input that was read from the cache.'),
  output_audio_tokens: tokens('Audio among the output.'),
  input_image_tokens: tokens('Uncached images among the input.'),
  input_cached_image_tokens: tokens('Images among the input that were read from the cache.'),
  output_image_tokens: tokens('Images among the output.'),
  input_cache_write_12h_tokens: tokens('What was written to the cache for twelve hours.'),
  input_cache_write_30m_tokens: tokens('What was written to the cache for thirty minutes; nothing in older rows.'),
};

/** What was used of the API, by endpoint. */
export const usageFamily: Family = {
  title: 'Usage by endpoint',
  scope: 'api.usage.read',
  resources: {
    usage_completions: usage(
      'Use of language models: chat, responses and completions.',
      `${byModel}, batch and tier`,
      byToken,
    ),
    usage_embeddings: usage('Use of embedding models.', byModel, { input_tokens: tokens('Input that was embedded.') }),
    usage_moderations: usage('Use of moderation models.', byModel, {
      input_tokens: tokens('Input that was looked at.'),
    }),
    usage_images: usage('Images that were made or changed.', `${byModel}, size and source`, {
      images: { text: 'Images that came out.', unit: 'images' },
      source: 'What was asked for: `image.generation`, `image.edit` or `image.variation`.',
      size: 'Size of the images, such as `1024x1024` (pixels).',
    }),
    usage_audio_speeches: usage('Text that was read aloud.', byModel, {
      characters: { text: 'Length of the text.', unit: 'characters' },
    }),
    usage_audio_transcriptions: usage('Audio that was turned into text.', byModel, {
      seconds: { text: 'Length of the audio.', unit: 'seconds' },
    }),
    usage_vector_stores: usage('Storage that vector stores took.', 'project', {
      usage_bytes: { text: 'Size of what is stored.', unit: 'bytes' },
    }),
    usage_code_interpreter_sessions: usage('Sessions in which code was run.', 'project', {
      num_sessions: { text: 'Sessions that were opened.', unit: 'sessions' },
    }),
    usage_file_search_calls: usage('Searches in vector stores.', 'project, member, key and vector store', {
      num_requests: { text: 'Searches that were made.', unit: 'calls' },
      vector_store_id: 'Vector store that was searched.',
    }),
    usage_web_search_calls: usage('Searches in the web.', `${byModel} and context size`, {
      num_requests: { text: 'Searches that were made.', unit: 'calls' },
      context_level: 'How much of what was found the model was given.',
    }),
    usage_decisions: usage('Use of the Decisions API.', `${byModel}, batch, tier and part of the platform`, {
      ...byToken,
      api_source: {
        text: 'Part of the platform that the use came from; `unlabeled` is all of which it is not recorded.',
        values: ['agents_api', 'unlabeled'],
      },
    }),
  },
};
