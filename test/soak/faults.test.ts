import { test } from 'node:test';
import { assertToldOrHarmless } from '../wrong-answers/judge-night.ts';
import { startStory } from '../wrong-answers/story.ts';
import { faultSchedule } from './fault-schedule.ts';
import { seedsOf } from './seeds.ts';

test('a night with any faults loses nothing in silence, and the next one has everything', async (t) => {
  const { good, playThrough } = await startStory(t);
  for (const seed of seedsOf('FAULT', 88, 8)) {
    await t.test(`faults of seed ${seed}`, async () => {
      const { rewrite } = faultSchedule(seed);
      const { bad, next } = await playThrough(rewrite);
      assertToldOrHarmless(good, bad, next);
    });
  }
});
