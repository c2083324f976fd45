import { replaceUnseen } from '../text/unseen.ts';

/** A shorter line of a secret may be a bracket, or a word that the log is full of. */
const SHORTEST_MASK = 8;

/**
 * Returns a message as a terminal may get it, whatever its parts were made of: no line of it is a command to the runner of GitHub or of Azure
 * Pipelines, and no character steers the terminal or hides another. Its line feeds and tabs stay.
 *
 * The runner obeys `::name::` at the start of a line and `##[name]` anywhere in it. It compares as .NET does, to which characters of no
 * width do not exist, so nothing of that kind can part the signs; and it ends lines at CR too:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function harmless(text: string): string {
  const seen = replaceUnseen(text.replaceAll('\r\n', '\n'), (character) =>
    character === '\n' || character === '\t' ? character : named(character),
  );
  return seen.replace(/^([^\S\n]*)::/gm, '$1\\::').replace(/#(?=#\w*\[)/g, '#\\');
}

/** Returns a title or another message that has one line, as a terminal may get it. */
export function harmlessLine(text: string): string {
  return harmless(text.replaceAll('\n', ' '));
}

/** Returns a value as JSON for people and programs: what `harmless` changes is escaped as JSON escapes it, so a parser reads the same. */
export function harmlessJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  const seen = replaceUnseen(text, (character) => (character === '\n' ? character : escaped(character)));
  return seen.replace(/#(?=#\w*\[)/g, '\\u0023');
}

/** Returns every text that must not be shown for a secret to stay one: the whole, each line of it, and each as `harmless` shows it. */
export function masksOf(secret: string): string[] {
  const lines = secret
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST_MASK);
  const all = [secret, ...lines];
  return [...new Set([...all, ...all.map(harmless)])].filter((text) => text.trim() !== '');
}

/** `\x1b`, `\u202e`, `\u{e0001}`. */
function named(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
