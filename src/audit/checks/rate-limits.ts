import { groupBy } from '../../text/group-by.ts';
import type { Check, Discovery } from '../check.ts';
import { isRecent, lapsesWithTheLog } from './lapsing.ts';
import { projectHistories, type RowHistory } from './row-history.ts';
import { facts, projectNames } from './stored.ts';

interface Raise {
  /** UTC day on which the limit last moved. */
  day: string;
  text: string;
}

/** Returns how far each limit of a row is above what it was on the first of the days that are looked at: several small steps add up. */
function raises({ now, changes }: RowHistory, percent: number): Raise[] {
  const first = changes.findIndex(({ before }) => before === undefined);
  // A row that came in these days has no limit from before; one that is gone has none now.
  if (now === undefined || first >= 0) return [];
  const columns = Object.keys(now).filter((name) => /^(max_|batch_1_day_max_)/.test(name));
  return columns.flatMap((column): Raise[] => {
    const moved = changes.filter(({ before, after }) => before?.[column] !== after?.[column]);
    const before = moved[0]?.before?.[column];
    const current = now[column];
    if (!before || !current || !(Number(current) > Number(before) * (1 + percent / 100))) return [];
    return [{ day: moved.at(-1)?.day ?? '', text: `${now.model ?? now.id} ${column} ${before} → ${current}` }];
  });
}

/** A project that may use a model faster. */
export const rateLimitRaised: Check<{ percent: number }> = {
  id: 'rate-limit-raised',
  severity: 'low',
  title: 'Rate limit raised',
  meaning:
    'Rate limits of a project are more than {percent} % above what they were at the beginning of the days that are looked at: one finding for each project and day.',
  why: 'A rate limit bounds what a stolen key or a program gone wrong can spend before somebody notices.',
  remedy: 'Make sure that somebody asked for it; else lower the limit again.',
  controls: ['SOC 2 CC8.1', 'ISO 27001 A.8.6', 'NIST 800-53 SC-5', 'NIST 800-53 CM-3'],
  needs: { snapshots: ['project_rate_limits'], changes: ['project_rate_limits'] },
  thresholds: { percent: 50 },
  find(data, { percent }) {
    const project = projectNames(data);
    const all = projectHistories(data, 'project_rate_limits').flatMap((history) =>
      raises(history, percent).map((raise) => ({ ...raise, project: history.key.project_id ?? '' })),
    );
    const groups = groupBy(all, (raise) => `${raise.project}/${raise.day}`);
    return [...groups].map(([subject, raised]): Discovery => {
      const texts = raised.map(({ text }) => text).sort();
      const more = texts.length > 3 ? ` and ${texts.length - 3} more` : '';
      return {
        subject,
        text: `Rate limits of project ${project(raised[0]?.project)} were raised: ${texts.slice(0, 3).join(', ')}${more}`,
        evidence: facts({ noticed: raised[0]?.day, limits: raised.length }),
      };
    });
  },
  afterwards: lapsesWithTheLog,
  mayAppear: isRecent,
};
