import type { Field } from './fields.ts';

/** A text that may be a person's name, which the fields next to it decide. */
export interface HeldText {
  start: number;
  end: number;
  field: Field;
}

/** What is known of an object while its fields are walked through. */
export interface Frame {
  held: HeldText[];
  /** Every `type` that it gives: one, unless keys are repeated. */
  types: string[];
  hasEmail: boolean;
  /** Keys in it that were redacted. */
  hiddenKeys: number;
}

/** `name`: it is one. `words`: it is one unless it looks like an id. `no`: only addresses in it are replaced. */
export type NameDecision = 'name' | 'words' | 'no';

/** What has a name, and owns things or is a member as people do, without being one. */
const noPerson = /^(service_account|group|organization|project|role)$/;

/** Nothing known yet. */
export function createFrame(): Frame {
  return { held: [], types: [], hasEmail: false, hiddenKeys: 0 };
}

/** Notes a field that says whether the object is about a person. */
export function noteField(frame: Frame, key: string, field: Field, text: () => string | undefined): void {
  if (key === 'type') frame.types.push(text() ?? '');
  if (field.kind === 'email') frame.hasEmail = true;
}

/**
 * Decides on the texts that were held back. The names of service accounts and groups are no personal data; but who has an
 * e-mail address counts as a person, whatever the type says.
 */
export function settle(frame: Frame, decide: (held: HeldText, decision: NameDecision) => void): void {
  const isThing = !frame.hasEmail && frame.types.length > 0 && frame.types.every((type) => noPerson.test(type));
  for (const held of frame.held) decide(held, decisionOn(held.field, isThing, frame.hasEmail));
}

function decisionOn(field: Field, isThing: boolean, hasEmail: boolean): NameDecision {
  if (field.added && field.kind === 'name') return 'name';
  if (isThing) return 'no';
  if (field.kind === 'name') return 'name';
  if (field.mayBeName) return hasEmail ? 'name' : 'no';
  return field.personText ? 'words' : 'no';
}
