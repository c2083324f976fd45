import { test } from 'node:test';
import { WRONG_ANSWERS } from './cases.ts';
import { assertToldOrHarmless } from './judge-night.ts';
import { PLACES, startStory } from './story.ts';

/** `all` tries each wrong answer at each place, as `npm run soak` does; else each is tried at one, in turn. */
const EVERYWHERE = process.env.WRONG_ANSWERS === 'all';

test('a well-formed answer that is wrong is reported or harmless, and the next good night has everything', async (t) => {
  const { good, play } = await startStory(t);
  for (const [index, { name, fits, change }] of WRONG_ANSWERS.entries()) {
    for (const place of EVERYWHERE ? PLACES : PLACES.slice(index % 3, (index % 3) + 1)) {
      await t.test(`${name}, on the ${place}`, async () => {
        const { bad, next } = await play(change, fits, place);
        assertToldOrHarmless(good, bad, next);
      });
    }
  }
});
