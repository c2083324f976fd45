type Values = readonly (readonly unknown[])[];

/** Returns right and wrong values of each filter that only usage and costs have. */
export function filterValues(yesNo: Values): Record<string, Values> {
  return {
    users: [
      ['user-1', ['user-1', 'user-2']],
      ['a b', 7],
    ],
    'api-keys': [
      ['key_1', ['key_1', 'key_2']],
      ['a b', 7],
    ],
    'line-items': [
      ['gpt-5.1, input', 'gpt-5.1, input\ngpt-5.1, output', ['gpt-5.1, input', 'a "b" c']],
      [7, [7], { a: 'b' }],
    ],
    batch: yesNo,
    sizes: [
      ['1024x1024', ['256x256', '512x512']],
      ['big one', 7],
    ],
    sources: [['image.edit'], ['an edit', 7]],
    'context-levels': [['low, high'], ['very high', 7]],
    'vector-stores': [['vs_1'], ['a b', 7]],
  };
}
