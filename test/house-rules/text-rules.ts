import type { Texts } from './source-tree.ts';

/** What a real secret looks like, and nothing that is made up for a test should. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'a key of OpenAI': /\bsk-[A-Za-z0-9]+[-_][A-Za-z0-9_-]{20,}/g,
  'a key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/g,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/]{40,}/g,
  'a key of Google': /\bAIza[0-9A-Za-z_-]{35}\b/g,
  'a key of an Azure account': /\bAccountKey=[A-Za-z0-9+/]{40,}/g,
  'a token of Slack': /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
  'a signed token': /\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
};
/** Words by which a made-up one says so; `AKIAIOSFODNN7EXAMPLE` is the one in Amazon's own documentation. */
const MADE_UP = /fake|example|simulated|made-up/i;

/** Texts that look like secrets and do not say that they are made up. The problem names the place, never the text. */
export function secretLikeTexts(texts: Texts): string[] {
  return matches(texts, SECRETS, (text) => !MADE_UP.test(text));
}

/** Places of somebody's machine. `/home/runner` is every runner's. */
const MACHINES: Readonly<Record<string, RegExp>> = {
  'a folder of a machine': /(?<![\w.~-])\/(?:root|work|Users\/\w+|home\/(?!runner\b|user\b|me\b|\.\.\.)\w+)\//g,
  'a folder of a Windows machine': /\b[A-Z]:\\+Users\\+\w+/g,
};

/** Traces of the machine that something was written on. */
export function machineTraces(texts: Texts): string[] {
  return matches(texts, MACHINES, () => true);
}

const UNFINISHED: Readonly<Record<string, RegExp>> = {
  'unfinished work without the number of an issue': /(?:\/\/|\/\*|\*|#|<!--).*\b(?:[T]ODO|[F]IXME|[X]XX|[H]ACK)\b.*/g,
};

/** Comments that put something off, unless they say in which issue (`TODO #12: …`). */
export function unfinishedWork(texts: Texts): string[] {
  return matches(onlyCode(texts), UNFINISHED, (text) => !/#\d+/.test(text));
}

function onlyCode(texts: Texts): Texts {
  return new Map([...texts].filter(([path]) => /\.(ts|yml|yaml|sh)$|^\.ci\//.test(path)));
}

function matches(texts: Texts, kinds: Readonly<Record<string, RegExp>>, counts: (text: string) => boolean): string[] {
  const problems: string[] = [];
  for (const [path, text] of texts)
    for (const [kind, pattern] of Object.entries(kinds))
      for (const match of text.matchAll(pattern))
        if (counts(match[0])) problems.push(`${path}:${text.slice(0, match.index).split('\n').length} has ${kind}.`);
  return problems;
}
