import type { ResourceOptions } from '../../src/archive/selection.ts';
import type { FormatChoice } from '../../src/formats/format.ts';
import { formatChoices } from '../../src/formats/registry.ts';

/** Options as a run without any input but the resource has them. */
export function resourceOptions(options: Partial<ResourceOptions> = {}): ResourceOptions {
  return {
    formats: [formatChoices.get('jsonl') as FormatChoice],
    partitionBy: 'day',
    start: { kind: 'age', seconds: 90 * 86_400 },
    end: { kind: 'now' },
    lookbackSeconds: 3 * 86_400,
    bucketWidth: '1d',
    groupBy: 'default',
    filters: { projects: [], eventTypes: [], models: [] },
    csvEscapeFormulas: true,
    ...options,
  };
}
