import { createRandom } from '../../simulator/random.ts';

const HOUR = 3600;
const DAY = 86_400;

/** How events lie in time: returns the Unix seconds of `count` events from `from` on, before `to`, the oldest first. */
export type Shape = (count: number, from: number, to: number) => Float64Array;

/** Returns times that `place` gives for numbers from 0 to 1, spread evenly. */
function spread(count: number, place: (share: number, index: number) => number): Float64Array {
  const times = new Float64Array(count);
  for (let index = 0; index < count; index += 1) times[index] = Math.floor(place(index / count, index));
  return times.sort();
}

/** Puts a share of the events into a span of time, and the others evenly around it. */
function crowded(share: number, start: number, seconds: number): Shape {
  return (count, from, to) => {
    const inside = Math.floor(count * share);
    const begin = from + Math.floor((to - from) * start);
    return spread(count, (_, index) =>
      index < inside ? begin + (index * seconds) / inside : from + ((index - inside) * (to - from)) / (count - inside),
    );
  };
}

/** Returns true from 8 to 18 o'clock UTC on Monday to Friday. */
function isWorkingHour(seconds: number): boolean {
  const date = new Date(seconds * 1000);
  return date.getUTCDay() % 6 !== 0 && date.getUTCHours() >= 8 && date.getUTCHours() < 18;
}

function inWorkingHours(count: number, from: number, to: number): Float64Array {
  const hours: number[] = [];
  for (let hour = Math.ceil(from / HOUR) * HOUR; hour + HOUR <= to; hour += HOUR)
    if (isWorkingHour(hour)) hours.push(hour);
  return spread(count, (share) => {
    const place = share * hours.length;
    return (hours[Math.floor(place)] as number) + (place % 1) * HOUR;
  });
}

/** Ten bursts a day on average, at times that follow from a seed. */
function inBursts(count: number, from: number, to: number): Float64Array {
  const random = createRandom('bursts');
  const starts = Array.from({ length: Math.max(1, Math.round(((to - from) / DAY) * 10)) }, () =>
    Math.floor(from + random.next() * (to - from - 120)),
  );
  return spread(count, (share, index) => (starts[index % starts.length] as number) + share * 120);
}

/** The shapes of an audit log by name. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  uniform: (count, from, to) => spread(count, (share) => from + share * (to - from)),
  'office hours': inWorkingHours,
  'most in the last days': (count, from, to) => spread(count, (share) => to - 1 - (1 - share) ** 6 * (to - 1 - from)),
  'one busy hour': crowded(1 / 3, 0.43, HOUR),
  'two-minute bursts': inBursts,
  'a tenth in one second': crowded(0.1, 0.43, 1),
};
