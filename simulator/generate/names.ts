import type { Random } from '../random.ts';

const GIVEN =
  'Ada Bruno Chiara Dmitri Élodie Femi Grace Hiroshi Ingrid João Kavya Liam Mai Noor Oskar Priya Quentin Rosa Søren Tariq'.split(
    ' ',
  );
const FAMILY =
  "Almeida Bakker Castillo Dubois Eriksen Fujita García Hansen Ito Jansen Kovač Lindqvist Moreau Nwosu O'Brien Petrović Rossi Sato Tremblay Üzüm".split(
    ' ',
  );
const ADJECTIVES = 'amber brisk calm deep early fair green high inner keen'.split(' ');
const NOUNS = 'atlas beacon canvas delta engine forum gateway harbor index journal'.split(' ');

/** A person's name as people write it: with accents, apostrophes, now and then a comma or quotes. */
export function personName(random: Random): string {
  const given = random.pick(GIVEN);
  const family = random.pick(FAMILY);
  if (random.chance(0.06)) return `${family}, ${given}`;
  if (random.chance(0.06)) return `${given} "${random.pick(GIVEN)}" ${family}`;
  return `${given} ${family}`;
}

/** An address on a domain that is reserved for examples. */
export function emailOf(name: string, random: Random): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.|\.$/g, '');
  return `${plain}.${random.text(3)}@example.com`;
}

/** The name of a project, a group or a key. */
export function thingName(random: Random): string {
  return `${random.pick(ADJECTIVES)}-${random.pick(NOUNS)}`;
}

export const MODELS = [
  'gpt-5.1',
  'gpt-5-mini',
  'gpt-4o-2024-08-06',
  'o4-mini',
  'text-embedding-3-small',
  'whisper-1',
  'tts-1',
  'gpt-image-1',
] as const;
