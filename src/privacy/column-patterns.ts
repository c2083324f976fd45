import type { PrivacyColumns } from './privacy-options.ts';

/** One adjustment, `audit_logs.details.changes_requested.title`, in parts. */
export type Pattern = readonly string[];

/** Where in some patterns a walk down the fields of a row has come. */
export type Progress = readonly (readonly [pattern: Pattern, next: number])[];

/** Returns a pattern's parts. Columns may also be written as tables name them: `users.user__email`. */
export function parsePattern(text: string): Pattern {
  return text.trim().split(/\.|__/);
}

/** Where a walk begins that goes through the rows of this resource. */
export function begin(patterns: readonly Pattern[], resource: string): Progress {
  return advance(
    patterns.map((pattern) => [pattern, 0] as const),
    resource,
  );
}

/** Returns where one step further leads: `*` stands for any one field, `**` for any number of them, none included. */
export function advance(progress: Progress, field: string): Progress {
  const found: (readonly [Pattern, number])[] = [];
  for (const [pattern, next] of withSkips(progress)) {
    if (pattern[next] === '**') found.push([pattern, next]);
    else if (pattern[next] === '*' || pattern[next] === field) found.push([pattern, next + 1]);
  }
  return found;
}

/** Returns true if one of the patterns ends here: it then holds for this field and all that is in it. */
export function isMatched(progress: Progress): boolean {
  return withSkips(progress).some(([pattern, next]) => next === pattern.length);
}

/** Returns the adjustments that concern a resource, in one order, so that the same ones always read the same. */
export function patternsFor(columns: PrivacyColumns, resource: string): PrivacyColumns {
  const own = (texts: string[]) =>
    [...new Set(texts.map((text) => text.trim()))]
      .filter((text) => ['*', '**', resource].includes(firstOf(text)))
      .sort();
  return { include: own(columns.include), exclude: own(columns.exclude) };
}

function withSkips(progress: Progress): Progress {
  return progress.flatMap(([pattern, next]) =>
    pattern[next] === '**' ? [[pattern, next] as const, [pattern, next + 1] as const] : [[pattern, next] as const],
  );
}

/** Returns the resource that an adjustment begins with. */
export function firstOf(text: string): string {
  return parsePattern(text)[0] ?? '';
}
