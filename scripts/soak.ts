/**
 * Plays far more faults, kills, writers and broken inputs than the tests do: `npm run soak`, for hours if you like. Each
 * story follows from its seed alone, so that one that fails can be played again: `SOAK_FAULT_SEEDS=4711 node --test test/soak/faults.test.ts`.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    /** Runs altogether, divided among faults, kills and writers. */
    runs: { type: 'string', default: '1000' },
    /** Broken inputs of each kind. */
    fuzz: { type: 'string', default: '100000' },
    /** The first seed; another one plays other stories. */
    seed: { type: 'string', default: '1' },
  },
});

const runs = Number(values.runs);
const first = Number(values.seed);
const range = (count: number) => `${first}-${first + Math.max(1, Math.round(count)) - 1}`;

const child = spawn(
  process.execPath,
  [
    ...['--import', './test/harness/loopback-only.mjs', '--test', '--test-concurrency=2', '--test-reporter=dot'],
    ...['test/soak/*.test.ts', 'test/wrong-answers/*.test.ts'],
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      WRONG_ANSWERS: 'all',
      SOAK_FAULT_SEEDS: range(0.6 * runs),
      SOAK_KILL_SEEDS: range(0.25 * runs),
      SOAK_WRITER_SEEDS: range(0.15 * runs),
      SOAK_FUZZ_SEEDS: range(Number(values.fuzz)),
    },
  },
);
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
