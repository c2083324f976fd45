/**
 * Controls, separators of lines, overrides of direction, spaces of no width, tags, halves of characters: they can end a line, hide text,
 * or make a name read as another: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** Joiners and variation selectors, where they belong to a letter or an emoji: Persian and families need them. */
const JOINED = /(?<=[\p{L}\p{M}\p{Extended_Pictographic}])(?:\u200c|\u200d|\ufe0e|\ufe0f)$/u;

/** Returns a text in which `replace` stands for each character that nobody sees. */
export function replaceUnseen(text: string, replace: (character: string) => string): string {
  return text.replace(UNSEEN, (character, at: number) =>
    JOINED.test(text.slice(Math.max(0, at - 2), at + 1)) ? character : replace(character),
  );
}
