import { BUCKET_RESOURCES } from '../bucket-resources.ts';
import { DAY } from '../clock.ts';
import { hash, type Random, randomFrom } from '../random.ts';
import type { DimensionValue, UsageEntry } from '../usage-ledger.ts';
import { randomFor, type World } from './world.ts';

const LINE_ITEMS = [
  ['gpt-5.1, input', 'tokens'],
  ['gpt-5.1, output', 'tokens'],
  ['text-embedding-3-small', '1000_tokens'],
  ['image models, "high" quality', 'images'],
  ['code interpreter sessions', null],
] as const;

const MODELS: Record<string, readonly string[]> = {
  usage_audio_speeches: ['tts-1', 'gpt-4o-mini-tts'],
  usage_audio_transcriptions: ['whisper-1', 'gpt-4o-transcribe'],
  usage_completions: ['gpt-5.1', 'gpt-5-mini', 'gpt-4o-2024-08-06', 'o4-mini'],
  usage_decisions: ['gpt-5.1'],
  usage_embeddings: ['text-embedding-3-small', 'text-embedding-3-large'],
  usage_images: ['gpt-image-1', 'dall-e-3'],
  usage_moderations: ['omni-moderation-latest'],
  usage_web_search_calls: ['gpt-5.1', 'gpt-5-mini'],
};

/** One user with one key and one model, who goes on using the API in a project. */
interface Series {
  dimensions: Record<string, DimensionValue>;
  from: number;
  until: number;
}

/**
 * Returns a function that yields the entries of a resource in a UTC day, in any order.
 *
 * One day in ten has no usage at all. Some entries are reported hours or days late; every sixth cost is restated up to a month
 * after its day, as invoices are.
 */
export function createUsageGenerator(world: World): (resource: string, day: number) => UsageEntry[] {
  const first = Math.floor((world.start - world.size.days * DAY) / DAY) * DAY;
  const series = new Map<string, Series[]>();

  function seriesOf(resource: string): Series[] {
    const known = series.get(resource) ?? makeSeries(world, resource);
    series.set(resource, known);
    return known;
  }

  return (resource, day) => {
    if (day < first || world.size.days === 0) return [];
    const random = randomFrom(hash(`${world.seed}/${resource}/${day}`));
    if (random.chance(0.1)) return [];
    const entries: UsageEntry[] = [];
    for (const { dimensions, from, until } of seriesOf(resource)) {
      const count = random.integer(0, 3);
      for (let index = 0; index < count; index += 1) {
        const at = day + random.integer(0, DAY / 60 - 1) * 60 + random.integer(0, 59);
        const made =
          resource === 'costs'
            ? costEntries(random, day, at, dimensions)
            : [usageEntry(resource, random, at, dimensions)];
        if (at >= from && at < until) entries.push(...made);
      }
    }
    return entries;
  };
}

function makeSeries(world: World, resource: string): Series[] {
  const random = randomFor(world, 'series', resource);
  const all: Series[] = [];
  for (const project of world.seeded('projects').entries()) {
    const keys = world
      .seeded('project_api_keys', project.id)
      .entries()
      .slice(0, Math.max(1, world.size.keysPerProject));
    const archived = project.row.archived_at as number | null;
    for (let index = 0; index < world.size.usageSeriesPerProject; index += 1) {
      const key = keys.length > 0 ? random.pick(keys) : undefined;
      const owner = key?.row.owner as { user?: { id: string; email: string } } | undefined;
      all.push({
        dimensions: dimensionsOf(resource, random, project.id, key?.id, owner?.user),
        from: project.from,
        until: archived ?? project.changes?.[0]?.at ?? Infinity,
      });
    }
  }
  return all;
}

function dimensionsOf(
  resource: string,
  random: Random,
  projectId: string,
  keyId: string | undefined,
  user: { id: string; email: string } | undefined,
): Record<string, DimensionValue> {
  const [line_item, quantity_unit] = random.pick(LINE_ITEMS);
  const values: Record<string, DimensionValue> = {
    project_id: projectId,
    user_id: user?.id ?? null,
    user_email: user?.email ?? null,
    api_key_id: keyId ?? null,
    model: random.pick(MODELS[resource] ?? ['none']),
    batch: random.chance(0.3),
    service_tier: random.pick(['default', 'priority', null]),
    vector_store_id: `vs_${random.text(8)}`,
    size: random.pick(['1024x1024', '1792x1024']),
    source: random.pick(['image.generation', 'image.edit']),
    context_level: random.pick(['low', 'medium', 'high']),
    line_item,
    quantity_unit,
    // By a hash, so that all else stays what it was before there were sources.
    api_source: hash(`${resource}/${projectId}/${keyId}/${line_item}`) % 3 === 0 ? 'agents_api' : 'unlabeled',
  };
  const declared = BUCKET_RESOURCES[resource];
  const kept = resource === 'costs' ? ['user_email', 'quantity_unit'] : [];
  for (const name of Object.keys(values)) {
    const isKnown = declared?.dimensions.includes(name) || declared?.furtherDimensions?.includes(name);
    if (!kept.includes(name) && !isKnown) delete values[name];
  }
  return values;
}

function usageEntry(
  resource: string,
  random: Random,
  at: number,
  dimensions: Record<string, DimensionValue>,
): UsageEntry {
  const isByToken = resource === 'usage_completions' || resource === 'usage_decisions';
  const metrics = isByToken ? completionTokens(random) : plainMetrics(resource, random);
  const late = random.chance(0.05);
  return { at, visibleFrom: at + (late ? random.integer(DAY / 4, 2.5 * DAY) : 300), dimensions, metrics };
}

function plainMetrics(resource: string, random: Random): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const metric of BUCKET_RESOURCES[resource]?.metrics ?? []) {
    metrics[metric] =
      metric.startsWith('num_') || metric === 'images' ? random.integer(1, 40) : random.integer(100, 90_000);
  }
  return metrics;
}

/** Tokens whose parts add up to the whole. */
function completionTokens(random: Random): Record<string, number> {
  const input_tokens = random.integer(500, 90_000);
  const input_cached_tokens = random.chance(0.5) ? random.integer(0, Math.floor(input_tokens / 2)) : 0;
  const input_cache_write_tokens = random.chance(0.2) ? random.integer(0, Math.floor(input_tokens / 4)) : 0;
  const input_audio_tokens = random.chance(0.2) ? random.integer(0, Math.floor(input_tokens / 3)) : 0;
  const output_tokens = random.integer(50, 20_000);
  const output_audio_tokens = random.chance(0.2) ? random.integer(0, output_tokens) : 0;
  return {
    input_tokens,
    input_cached_tokens,
    input_cache_write_tokens,
    input_uncached_tokens: input_tokens - input_cached_tokens,
    output_tokens,
    input_text_tokens: input_tokens - input_audio_tokens,
    output_text_tokens: output_tokens - output_audio_tokens,
    input_audio_tokens,
    output_audio_tokens,
    num_model_requests: random.integer(1, 40),
  };
}

/** A cost and, for some, its later correction, up or down. */
function costEntries(
  random: Random,
  day: number,
  at: number,
  dimensions: Record<string, DimensionValue>,
): UsageEntry[] {
  const amount = random.integer(1, 40_000_000_000);
  const cost = { at, visibleFrom: at + 900, dimensions, metrics: { amount, quantity: random.integer(1, 5000) } };
  if (!random.chance(0.17)) return [cost];
  const correction = Math.round(amount * (random.next() * 0.6 - 0.3));
  const visibleFrom = day + DAY + random.integer(2 * DAY, 30 * DAY);
  return [cost, { at, visibleFrom, dimensions, metrics: { amount: correction, quantity: 0 } }];
}
