import { Refusal } from './refusal.ts';

/** Returns the whole number a parameter holds, or undefined where it is absent. A `Refusal` otherwise. */
export function integerParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d{1,15}$/.test(text)) {
    throw new Refusal(400, `Invalid type for '${name}': expected an integer, but got '${text}' instead.`, {
      param: name,
      code: 'invalid_type',
    });
  }
  return Number(text);
}

/** Returns true or false, false if the parameter is absent. */
export function booleanParameter(query: URLSearchParams, name: string): boolean {
  const text = query.get(name);
  if (text === null || text === 'false') return false;
  if (text === 'true') return true;
  throw new Refusal(400, `Invalid type for '${name}': expected a boolean, but got '${text}' instead.`, {
    param: name,
    code: 'invalid_type',
  });
}

/**
 * Returns the values of an array parameter, repeated or with brackets, and, if `commas`, as a comma list. Clients in the
 * field send all three forms of `group_by`, and the API takes them.
 */
export function arrayParameter(query: URLSearchParams, name: string, commas = false): string[] {
  const values = [...query.getAll(name), ...query.getAll(`${name}[]`)];
  return commas ? values.flatMap((value) => value.split(',')).filter((value) => value !== '') : values;
}

/** Returns one of the allowed words, or `otherwise` if the parameter is absent. */
export function wordParameter<T extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly T[],
  otherwise: T,
): T {
  const text = query.get(name);
  if (text === null) return otherwise;
  const found = allowed.find((word) => word === text);
  if (found !== undefined) return found;
  const choice = allowed.map((word) => `'${word}'`).join(', ');
  throw new Refusal(400, `Invalid value: '${text}'. Supported values are: ${choice}.`, {
    param: name,
    code: 'invalid_value',
  });
}

/** Returns `limit`, which is refused outside its range: the API does not clamp it. */
export function limitParameter(
  query: URLSearchParams,
  range: { default: number; least: number; most: number },
): number {
  const limit = integerParameter(query, 'limit') ?? range.default;
  if (limit > range.most) throw outside('above maximum', `<= ${range.most}`, limit);
  if (limit < range.least) throw outside('below minimum', `>= ${range.least}`, limit);
  return limit;
}

function outside(side: string, bound: string, limit: number): Refusal {
  return new Refusal(
    400,
    `Invalid 'limit': integer ${side} value. Expected a value ${bound}, but got ${limit} instead.`,
  );
}

/** Refuses the parameters that an operation does not know. */
export function refuseUnknown(query: URLSearchParams, known: Iterable<string>): void {
  const names = new Set(known);
  for (const name of query.keys()) {
    if (!names.has(name))
      throw new Refusal(400, `Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' });
  }
}
