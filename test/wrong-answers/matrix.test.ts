import { test } from 'node:test';
import { tried } from '../harness/whole-search.ts';
import { WRONG_ANSWERS } from './cases.ts';
import { assertToldOrHarmless } from './judge-night.ts';
import { PLACES, startStory } from './story.ts';
import { TRIES_ALL } from './wrong-values.ts';

test('a well-formed answer that is wrong is reported or harmless, and the next good night has everything', async (t) => {
  const { good, play } = await startStory(t);
  // Seven and the three places have no divisor in common: the few that are tried are of all places.
  for (const [index, { name, fits, change }] of TRIES_ALL
    ? WRONG_ANSWERS.entries()
    : tried([...WRONG_ANSWERS.entries()], 7)) {
    // One place each, in turn, is enough to know that none is forgotten.
    for (const place of TRIES_ALL ? PLACES : PLACES.slice(index % 3, (index % 3) + 1)) {
      await t.test(`${name}, on the ${place}`, async () => {
        const { bad, next } = await play(change, fits, place);
        assertToldOrHarmless(good, bad, next);
      });
    }
  }
});
