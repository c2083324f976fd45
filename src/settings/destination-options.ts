import * as z from 'zod/mini';
import type { DestinationOption } from '../destinations/destination-kind.ts';
import { kinds, type Location } from '../destinations/registry.ts';
import { checkedText, matching, oneOf, trueOrFalse } from './field-types.ts';

const tags = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]), {
  error: 'expected a mapping such as {team: security}',
});

/** Options that every destination has. */
export const commonFields = {
  access: oneOf(['full', 'write-only']),
  'settled-only': trueOrFalse(),
  history: trueOrFalse(),
  'manifest-prefix': matching(/\S/, 'expected a place for the manifests'),
};

function fieldOf(option: DestinationOption): z.ZodMiniType {
  switch (option.type) {
    case 'text':
      return checkedText(option.problem, { pattern: option.form.source });
    case 'word':
      return oneOf(option.words);
    case 'switch':
      return trueOrFalse();
    case 'tags':
      return tags;
  }
}

/** The fields under `destination-options` that a kind of destination has alone. */
export const ownFields = Object.fromEntries(
  kinds.map(({ kind, options }) => [
    kind,
    Object.fromEntries(Object.entries(options).map(([name, option]) => [name, fieldOf(option)])),
  ]),
) as Record<Location['kind'], Record<string, z.ZodMiniType>>;
