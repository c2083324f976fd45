import type { Check } from '../check.ts';
import {
  createdLongAgo,
  expiring,
  expiringKey,
  findKeys,
  type KeyKind,
  neverUsed,
  oldKey,
  unusedKey,
  usedLongAgo,
} from './key-use.ts';
import { facts, named, rowsOf } from './stored.ts';

type Days = { days: number };

const needs = { snapshots: ['admin_api_keys'] };

const adminKeys: KeyKind = {
  keysIn: (data) => rowsOf(data, 'admin_api_keys'),
  subjectOf: ({ id }) => id ?? '',
  namer: () => (key) => `Admin key ${named(key)}`,
  factsOf: ({ created_at, owner__name, owner__id }) => facts({ created_at, owner: owner__name, owner_id: owner__id }),
};

/** An admin key that nobody ever used. */
export const adminKeyNeverUsed: Check<Days> = {
  ...unusedKey,
  id: 'admin-key-never-used',
  severity: 'medium',
  title: 'Admin key never used',
  meaning: 'An admin key was created at least {days} days ago, and the API knows of no use.',
  why: 'An admin key can read and change the whole organisation. One that nobody needs is only a risk.',
  needs,
  thresholds: { days: 30 },
  find: findKeys(adminKeys, neverUsed),
};

/** An admin key that was used once, but not for a long time. */
export const adminKeyUnused: Check<Days> = {
  ...unusedKey,
  id: 'admin-key-unused',
  severity: 'medium',
  title: 'Admin key unused',
  meaning: 'An admin key was last used at least {days} days ago.',
  why: 'A key that is no longer needed is one that nobody would miss when it is stolen.',
  needs,
  find: findKeys(adminKeys, usedLongAgo, 'last_used_at'),
};

/** An admin key that was not replaced for a long time. */
export const adminKeyOld: Check<Days> = {
  ...oldKey,
  id: 'admin-key-old',
  severity: 'medium',
  title: 'Admin key old',
  meaning: 'An admin key was created at least {days} days ago.',
  needs,
  find: findKeys(adminKeys, createdLongAgo),
};

/** An admin key that works until somebody deletes it. */
export const adminKeyWithoutExpiry: Check<Record<never, number>> = {
  id: 'admin-key-without-expiry',
  severity: 'low',
  title: 'Admin key without expiry',
  meaning: 'An admin key has no expiry date.',
  why: 'A key that is forgotten, or copied, works until somebody notices.',
  remedy: 'Replace it by a key with an expiry date, and plan its replacement.',
  controls: oldKey.controls,
  needs,
  thresholds: {},
  find: (data) =>
    findKeys(adminKeys, (key) => ((key.expires_at ?? null) === null ? ' has no expiry date' : undefined))(data, {
      days: 0,
    }),
};

/** An admin key that ends soon, or has ended. */
export const adminKeyExpiring: Check<Days> = {
  ...expiringKey,
  id: 'admin-key-expiring',
  severity: 'medium',
  title: 'Admin key expiring',
  meaning: 'An admin key expires within {days} days, or has expired and is still listed (then low).',
  why: 'What uses the key stops working when it expires. An expired key that is still listed hides the ones that matter.',
  remedy: 'Replace it in time where it is still used; delete it where not.',
  needs,
  find: findKeys(adminKeys, expiring, 'expires_at'),
};
