import { TOPIC_PAGE } from './pointer.ts';
import type { Topic } from './topics.ts';

/** Something that a reader should know: an error, a warning, a note. It is a value until it is printed, and then `rendered`. */
export interface Notice {
  /** What happened, to what, and what to do: a sentence or two. */
  readonly text: string;
  /** Where `docs/troubleshooting.md` explains it. */
  readonly topic: Topic;
  /** Equal for notices about the same trouble, whatever resource, file or request they name; the text itself if absent. */
  readonly kind?: string | undefined;
  /** True if a later run makes it good by itself, so nobody has to act. */
  readonly passes?: boolean | undefined;
}

/** What a log takes: a sentence, or a notice, which the log renders. */
export type Message = string | Notice;

/** Returns a notice. */
export function notice(text: string, topic: Topic, more: Pick<Notice, 'kind' | 'passes'> = {}): Notice {
  return { text, topic, ...more };
}

/** Returns the sentence that a message is printed as; that of a notice ends in where it is explained. */
export function rendered(message: Message): string {
  if (typeof message === 'string') return message;
  const { text, topic } = message;
  const trimmed = text.trimEnd();
  const isList = /(?:^|\n)- [^\n]*$/.test(trimmed);
  const whole = isList ? `${trimmed}\n` : `${/[.!?)]$/.test(trimmed) ? trimmed : `${trimmed}.`} `;
  return `${whole}See ${TOPIC_PAGE}#${topic}`;
}

/** Returns a message with its sentence changed: what it is about stays. */
export function reworded<Kind extends Message>(message: Kind, change: (text: string) => string): Kind {
  return (
    typeof message === 'string' ? change(message) : { ...(message as Notice), text: change(message.text) }
  ) as Kind;
}
