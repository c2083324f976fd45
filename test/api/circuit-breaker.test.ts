import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCircuitBreaker } from '../../src/api/circuit-breaker.ts';

/** Attempts that one call has where nothing holds it back: 5 retries. */
const ATTEMPTS = 6;

interface Walk {
  /** Attempts made, answered or not. */
  requests: number;
  answered: number;
  /** Places of the targets that were never asked for. */
  notAsked: number[];
}

/**
 * Reads targets side by side, as a snapshot does.
 * @param answers whether an attempt is answered: by the target's place, and how many attempts there were before it in all.
 */
async function walk(
  targets: number,
  workers: number,
  answers: (place: number, before: number) => boolean,
): Promise<Walk> {
  const circuit = createCircuitBreaker();
  const left = Array.from({ length: targets }, (_, place) => place);
  const result: Walk = { requests: 0, answered: 0, notAsked: [] };

  async function attempt(place: number): Promise<boolean> {
    const before = result.requests;
    result.requests += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return answers(place, before);
  }

  async function worker(): Promise<void> {
    while (left.length > 0) {
      const call = await circuit.begin();
      const [place] = left.splice(call?.isProbe ? Math.floor(left.length / 2) : 0, 1);
      if (place === undefined) call?.abandoned();
      else if (!call) result.notAsked.push(place);
      else {
        let isAnswered = await attempt(place);
        for (let count = 1; !isAnswered && count < ATTEMPTS && (await call.mayRetry()); count += 1)
          isAnswered = await attempt(place);
        if (isAnswered) {
          result.answered += 1;
          call.answered();
        } else call.failed();
      }
    }
  }

  await Promise.all(Array.from({ length: workers }, worker));
  return result;
}

const never = () => false;

for (const { what, targets = 200, workers = 8, answers, requests, answered, notAsked } of [
  { what: 'all answer', answers: () => true, requests: [200, 200], answered: [200, 200], notAsked: [0, 0] },
  { what: 'none answers', answers: never, requests: [30, 40], answered: [0, 0], notAsked: [170, 185] },
  {
    what: 'none answers, one at a time',
    workers: 1,
    answers: never,
    requests: [30, 40],
    answered: [0, 0],
    notAsked: [170, 185],
  },
  {
    what: 'none of 20,000 answers',
    targets: 20_000,
    answers: never,
    requests: [30, 40],
    answered: [0, 0],
    notAsked: [19_900, 20_000],
  },
  {
    what: 'none answers a hundred workers',
    workers: 100,
    answers: never,
    requests: [100, 150],
    answered: [0, 0],
    notAsked: [80, 100],
  },
  { what: 'none of two answers', targets: 2, answers: never, requests: [12, 12], answered: [0, 0], notAsked: [0, 0] },
  {
    what: 'one always fails',
    answers: (place: number) => place !== 40,
    requests: [205, 205],
    answered: [199, 199],
    notAsked: [0, 0],
  },
  {
    what: 'the first always fails',
    answers: (place: number) => place !== 0,
    requests: [205, 205],
    answered: [199, 199],
    notAsked: [0, 0],
  },
  {
    what: 'thirty in a row always fail',
    answers: (place: number) => place >= 30,
    requests: [200, 300],
    answered: [170, 170],
    notAsked: [0, 0],
  },
  {
    what: 'the last thirty always fail',
    answers: (place: number) => place < 170,
    requests: [200, 250],
    answered: [170, 170],
    notAsked: [0, 30],
  },
  {
    what: 'every other target always fails',
    answers: (place: number) => place % 2 === 1,
    requests: [300, 345],
    answered: [100, 100],
    notAsked: [0, 0],
  },
  {
    what: 'one of five answers',
    answers: (place: number) => place % 5 === 4,
    requests: [220, 270],
    answered: [40, 40],
    notAsked: [0, 0],
  },
  {
    what: 'every other attempt fails',
    answers: (_: number, before: number) => before % 2 === 1,
    requests: [390, 410],
    answered: [195, 200],
    notAsked: [0, 0],
  },
  {
    what: 'an outage ends while retries wait',
    answers: (_: number, before: number) => before >= 20,
    requests: [200, 225],
    answered: [190, 200],
    notAsked: [0, 0],
  },
  {
    what: 'an outage ends at the first probe',
    answers: (_: number, before: number) => before >= 30,
    requests: [200, 225],
    answered: [185, 195],
    notAsked: [0, 0],
  },
  {
    what: 'an outage ends at a later probe',
    answers: (_: number, before: number) => before >= 36,
    requests: [200, 225],
    answered: [180, 190],
    notAsked: [0, 0],
  },
  {
    what: 'an outage begins half way',
    answers: (_: number, before: number) => before < 100,
    requests: [130, 145],
    answered: [100, 100],
    notAsked: [70, 90],
  },
]) {
  test(`${what}: the requests have a bound, and what answers is read`, async () => {
    const result = await walk(targets, workers, answers);
    const within = (value: number, [least = 0, most = 0]: number[], name: string) =>
      assert.ok(value >= least && value <= most, `${name}: ${value} is not within ${least} to ${most}`);
    within(result.requests, requests, 'requests');
    within(result.answered, answered, 'answered');
    within(result.notAsked.length, notAsked, 'not asked');
  });
}

test('what ends for another reason says nothing, and holds nobody back', async () => {
  const circuit = createCircuitBreaker({ usedUp: 1, answersForOne: 1, failedOnce: 1, probes: 1 });
  const first = await circuit.begin();
  assert.equal(await first?.mayRetry(), true);
  const second = await circuit.begin();
  const waits = second?.mayRetry();
  first?.abandoned();
  assert.equal(await waits, true, 'its turn came');
  second?.failed();
  (await circuit.begin())?.failed();
  const probe = await circuit.begin();
  assert.equal(probe?.isProbe, true);
  const next = circuit.begin();
  probe?.abandoned();
  assert.equal((await next)?.isProbe, true, 'the next one probes in its stead');
});

test('an answer that comes late closes the circuit, and a late failure does not open it again', async () => {
  const circuit = createCircuitBreaker({ usedUp: 1, answersForOne: 1, failedOnce: 2, probes: 1 });
  const late = await circuit.begin();
  for (const call of [await circuit.begin()]) call?.failed();
  const single = await circuit.begin();
  assert.equal(await single?.mayRetry(), false);
  single?.failed();
  late?.answered();
  const usual = await circuit.begin();
  assert.equal(usual?.isProbe, false);
  assert.equal(await usual?.mayRetry(), true);
});

test('a call that goes on after a retry lets others retry', async () => {
  const circuit = createCircuitBreaker({ usedUp: 1, answersForOne: 1, failedOnce: 1, probes: 1 });
  const [first, second] = [await circuit.begin(), await circuit.begin()];
  assert.equal(await first?.mayRetry(), true);
  const waits = second?.mayRetry();
  first?.proceeds();
  assert.equal(await waits, true);
});
