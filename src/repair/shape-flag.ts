import { isObject } from '../api/row-shape.ts';
import type { Shape } from '../archive/manifest.ts';
import { formatChoices } from '../formats/registry.ts';

const CHECKS: Record<keyof Shape, (value: unknown) => boolean> = {
  formats: (value) => isTexts(value) && value.length > 0 && value.every((one) => formatChoices.has(one)),
  partition_by: (value) => ['hour', 'day', 'month'].includes(value as string),
  bucket_width: (value) => ['1m', '1h', '1d'].includes(value as string),
  group_by: (value) => value === 'default' || value === 'all' || isTexts(value),
  time_field: (value) => typeof value === 'string' && value !== '',
  primary_key: (value) => isTexts(value) && value.length > 0,
  filters: (value) => isObject(value) && Object.values(value).every(isTexts),
  on_schema_change: (value) => ['discard-columns', 'discard-rows'].includes(value as string),
  privacy: isObject,
};

/** Returns the fields of a shape that a JSON text gives; or, as a text, what is wrong with it. */
export function readShape(text: string): Partial<Shape> | string {
  let shape: unknown;
  try {
    shape = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return 'is not JSON';
    throw error;
  }
  if (!isObject(shape)) return 'is not an object such as {"group_by": "default"}';
  for (const [name, value] of Object.entries(shape)) {
    if (!Object.hasOwn(CHECKS, name))
      return `has no field ${JSON.stringify(name)}: expected ${Object.keys(CHECKS).join(', ')}`;
    if (!CHECKS[name as keyof Shape](value)) return `gives ${name} a value that it cannot have`;
  }
  return shape as Partial<Shape>;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
