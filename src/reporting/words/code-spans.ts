/** A stretch of a check's text: words, or what it writes between backticks. */
export interface Span {
  text: string;
  isCode: boolean;
}

/** Returns the stretches of a text in their order; a backtick without a second one is a character like others. */
export function spansOf(text: string): Span[] {
  // Splitting by a pattern with a group puts what the group matched at every second place.
  return text
    .split(/`([^`]*[^`\s][^`]*)`/)
    .map((part, index) => ({ text: part, isCode: index % 2 === 1 }))
    .filter((span) => span.text !== '');
}
