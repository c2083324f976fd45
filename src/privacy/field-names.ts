import type { PersonalKind } from '../catalogue/resource.ts';

// Fields that OpenAI's description does not have, and what is inside the payload of an audit event or another JSON column:
// there, the field's own name has to say what it holds. `createdBy` counts like `created_by`.

const kindsByName: readonly (readonly [PersonalKind, RegExp])[] = [
  ['email', /(^|_)e?mails?(_?address(es)?)?$/],
  ['ip', /(^|_)(ips?(v[46])?(_?address(es)?)?|remote_?addr(ess)?|x_forwarded_for|cidrs?)$/],
  ['place', /(^|_)(ip_?address_details|geo(_?ip|_?location)?)$/],
  ['agent', /(^|_)user_?agents?$/],
  ['fingerprint', /^ja[34]s?(_|$)|(^|_)device_?(id|fingerprint)$/],
  ['picture', /(^|_)(picture|avatar|photo|gravatar)s?(_(url|uri|link))?$/],
  ['phone', /(^|_)(phone|mobile)(_?numbers?)?$/],
  ['name', /(^|_)(first|last|given|family|middle|full|nick|sur|user|preferred_user|legal)_?names?$/],
];

/** Names of things and of people: of which, the object they stand in has to say. */
const anyName = /^(display_?)?name$/;

/** Objects about a person. */
const person =
  /(^|_)(users?|members?|memberships?|persons?|people|invites?|invitees?|inviters?|principals?|owners?|actors?|requesters?|approvers?|reviewers?|recipients?|employees?|contacts?|user_obj)$|_by(_user)?(_obj)?$/;

/** Objects that only wrap what they are about. */
const wrapper = /^(data|attributes|changes(_requested)?|before|after|old|new|previous|current|items?|object|details)$/;

/** Returns what a field of this name holds of a person, wherever it stands; undefined if its name does not say. */
export function kindByName(field: string): PersonalKind | undefined {
  const name = snakeCase(field);
  return kindsByName.find(([, pattern]) => pattern.test(name))?.[0];
}

/** Returns true for a field that holds a name: of a person, if the object around it tells of one. */
export function isAnyName(field: string): boolean {
  return anyName.test(snakeCase(field));
}

/** Returns whether an object under this key tells of a person; what only wraps takes it from around it. */
export function isAboutPerson(field: string, around: boolean): boolean {
  const name = snakeCase(field);
  return wrapper.test(name) ? around : person.test(name);
}

/** Returns whether the payload of an audit event of this type tells of a person: `user.added`, `tenant.group.member.removed`. */
export function isTypeAboutPerson(type: string): boolean {
  return type.split('.').some((segment) => person.test(segment));
}

/** Returns the kind of a field that the configuration adds; its pseudonyms need some prefix. */
export function kindOfAddedField(field: string): PersonalKind {
  const name = snakeCase(field);
  if (/(^|_)(ids?|by)$/.test(name)) return 'id';
  return kindByName(field) ?? (/(^|_)(name|title)$/.test(name) ? 'name' : 'text');
}

function snakeCase(field: string): string {
  return field
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
}
