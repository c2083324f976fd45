import { randomFrom } from '../../simulator/random.ts';
import type { Gateway, PassingAnswer } from '../servers/gateway.ts';
import { WRONG_ANSWERS } from '../wrong-answers/cases.ts';
import { kindOf } from '../wrong-answers/story.ts';

/** Faults that the API, or what lies before it, shows now and then, by what they do to an answer. */
const PASSING: Record<string, (answer: PassingAnswer, chance: number) => PassingAnswer | 'reset'> = {
  'server error': (answer) => refused(answer, 500, { type: 'server_error' }),
  'bad gateway': (answer) => html(answer, 502),
  unavailable: (answer) => refused(answer, 503, { code: 'overloaded' }),
  'rate limit': (answer) => refused(answer, 429, { code: 'rate_limit_exceeded' }),
  conflict: (answer) => refused(answer, 409, { code: 'conflict' }),
  'time-out': (answer) => refused(answer, 408, {}),
  'bot check': (answer) => html(answer, 403),
  'unknown host': (answer) => html(answer, 404),
  'login page': (answer) => html(answer, 200),
  'reset connection': () => 'reset',
  'cut body': (answer, chance) => ({ ...answer, cutAt: Math.floor(chance * answer.body.length) }),
  'half a body': (answer, chance) => ({
    ...answer,
    body: answer.body.subarray(0, Math.floor(chance * answer.body.length)),
  }),
  'empty body': (answer) => ({ ...answer, body: Buffer.alloc(0) }),
  'other charset': (answer) => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': 'application/json; charset=iso-8859-1' },
  }),
  'broken bytes': (answer, chance) => ({ ...answer, body: withBrokenByte(answer.body, chance) }),
};

/** A schedule of faults: everything in it follows from the seed. */
export interface FaultSchedule {
  rewrite: Gateway['rewrite'];
  /** What fell on how many answers. */
  fallen: Map<string, number>;
}

/** Returns what a gateway does in one night: passing faults, wrong answers, or both, on few or on most answers. */
export function faultSchedule(seed: number): FaultSchedule {
  const random = randomFrom(seed);
  const share = random.pick([0.02, 0.1, 0.3, 0.7]);
  const shareOfWrong = random.pick([0, 0.2, 1]);
  const only = random.chance(0.3)
    ? random.pick(['audit_logs', 'costs', 'usage', 'users', 'groups', 'projects', 'data_retention'])
    : '';
  const fallen = new Map<string, number>();
  return {
    fallen,
    rewrite(answer) {
      if (!random.chance(share) || !answer.path.includes(only)) return answer;
      const { name, spoiled } = random.chance(shareOfWrong) ? wrong(answer) : passing(answer);
      fallen.set(name, (fallen.get(name) ?? 0) + 1);
      return spoiled;
    },
  };

  function passing(answer: PassingAnswer) {
    const name = random.pick(Object.keys(PASSING));
    return { name, spoiled: PASSING[name]?.(answer, random.next()) ?? answer };
  }

  function wrong(answer: PassingAnswer) {
    const kind = kindOf(answer.path);
    const fitting = kind && answer.status === 200 ? WRONG_ANSWERS.filter(({ fits }) => fits(kind)) : [];
    const chosen = fitting.length > 0 ? random.pick(fitting) : undefined;
    if (!kind || !chosen) return { name: 'none', spoiled: answer };
    const body = Buffer.from(JSON.stringify(chosen.change(JSON.parse(answer.body.toString()), kind)) ?? '');
    return { name: chosen.name, spoiled: { ...answer, body } };
  }
}

function refused(answer: PassingAnswer, status: number, error: object): PassingAnswer {
  return { ...answer, status, body: Buffer.from(JSON.stringify({ error: { message: 'A fault.', ...error } })) };
}

function html(answer: PassingAnswer, status: number): PassingAnswer {
  const headers = { ...answer.headers, 'content-type': 'text/html' };
  return { ...answer, status, headers, body: Buffer.from('<html><body>Please wait.</body></html>') };
}

function withBrokenByte(body: Buffer, chance: number): Buffer {
  const broken = Buffer.from(body);
  broken[Math.floor(chance * body.length)] = 0xff;
  return broken;
}
