/** What kind of key it is, judged by its prefix: no more of a key may be shown. */
export interface KeyKind {
  /** "a project key (sk-proj-…)". */
  words: string;
  isAdmin: boolean;
  /** True for what no address could take for an admin key. Other kinds may be those of a gateway in front of the API. */
  isFutile: boolean;
}

const HOPELESS: readonly (readonly [begins: RegExp, words: string])[] = [
  [/^sk-proj-/, 'a project key (sk-proj-…)'],
  [/^sk-svcacct-/, "a service account's key (sk-svcacct-…)"],
  [/^sk-ant-/, "another vendor's key (sk-ant-…)"],
  [/^(gh[a-z]_|github_pat_)/, 'a token of GitHub'],
];

const OTHERS: readonly (readonly [begins: RegExp, words: string])[] = [
  [/^sk-/, "a user's key (sk-…), of the kind that came before project keys"],
  [/^sess-/, 'the token of a browser session (sess-…)'],
  [/^key_/, 'the id of a key (key_…), not the key'],
  [/^org-/, 'the id of an organisation (org-…)'],
];

/** Returns what a key is. */
export function kindOfKey(key: string): KeyKind {
  if (key.startsWith('sk-admin-')) return { words: 'an admin key (sk-admin-…)', isAdmin: true, isFutile: false };
  const hopeless = HOPELESS.find(([begins]) => begins.test(key));
  const [, words] = hopeless ?? OTHERS.find(([begins]) => begins.test(key)) ?? [];
  return { words: words ?? "none of OpenAI's keys by its form", isAdmin: false, isFutile: hopeless !== undefined };
}
