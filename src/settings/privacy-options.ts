import * as z from 'zod/mini';
import type { Resource } from '../catalogue/resource.ts';
import { mistakesInColumns, SHORTEST_KEY } from '../privacy/pattern-mistakes.ts';
import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { fieldSchemas, listSchema, splitList } from './field-types.ts';
import { type Mistakes, quote } from './mistakes.ts';
import type { Setting } from './settings.ts';

const patterns = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((given) => [given].flat().flatMap(splitList)),
);
fieldSchemas.add(patterns, listSchema({ form: /[^\s,._]+(?:_?[^\s,._]+)*(?:\.|__)[^\s,]+/ }));

/** What `privacy-columns` takes. */
export const privacyColumns = z.strictObject({ include: z.optional(patterns), exclude: z.optional(patterns) });

/** Returns what happens to personal data; what is wrong with it is added as mistakes, without the key. */
export function privacyOf(
  mode: PrivacyOptions['mode'],
  key: string,
  setting: Setting | undefined,
  resources: readonly Resource[],
  mistakes: Mistakes,
): PrivacyOptions {
  const parsed = privacyColumns.safeParse(setting?.value ?? {});
  if (!parsed.success) {
    const [key] = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
    const advice = key === undefined ? '' : didYouMean(key, ['include', 'exclude']);
    mistakes.add(
      `${setting?.label} is ${quote(setting?.value)}: ${key === undefined ? '' : `${quote(key)} is not among its keys${advice}; `}expected {include: […], exclude: […]} with columns such as audit_logs.actor.session.ip_address`,
    );
  }
  const given = { include: parsed.data?.include ?? [], exclude: parsed.data?.exclude ?? [] };
  if (mode === 'none') {
    if (key !== '') mistakes.add("'pseudonym-key' is given without `privacy: pseudonymize`");
    if (setting) mistakes.add(`${setting.label} is given without \`privacy\` (pseudonymize or redact)`);
    return { mode };
  }
  for (const mistake of mistakesInColumns(mode, given, resources)) mistakes.add(mistake);
  if (mode === 'redact') {
    if (key !== '') mistakes.add("'pseudonym-key' is given with `privacy: redact`, which makes no pseudonyms");
    return { mode, columns: given };
  }
  if (key.length < SHORTEST_KEY) {
    mistakes.add(
      `'pseudonym-key' ${key === '' ? 'is empty' : `has fewer than ${SHORTEST_KEY} characters`}: \`privacy: pseudonymize\` needs a secret that nobody can guess, for example of \`openssl rand -hex 32\``,
    );
  }
  return { mode, key, columns: given };
}
