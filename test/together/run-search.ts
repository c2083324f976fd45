import { runTests } from './run-tests.ts';

// Searches whole where the other tests try a fixed few: each story, each place at which a run can be killed.
process.env.WHOLE_SEARCH = '1';
await runTests([
  'test/soak/faults.test.ts',
  'test/soak/kills.test.ts',
  'test/wrong-answers/matrix.test.ts',
  'test/scenarios/killed-at-every-step.test.ts',
]);
