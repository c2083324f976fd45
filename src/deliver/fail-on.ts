import { coverage, pauseOf } from '../archive/coverage.ts';
import { boundaryName } from '../archive/periods.ts';
import type { CheckResult } from '../audit/check.ts';
import { notice, reworded } from '../notices/notice.ts';
import { newFindings } from '../reporting/finding-annotations.ts';
import { SEVERITIES } from '../reporting/model/model.ts';
import type { FailReason, RunFacts } from '../reporting/model/run-facts.ts';
import type { Config } from '../settings/config.ts';
import { countOf } from '../text/amounts.ts';
import { list } from '../text/list.ts';

/** Resources that a message names; the rest is counted. */
const MOST_NAMED = 10;

/** Returns why the step fails although nothing may have gone wrong in this run; none if it does not. */
export function reasonsToFail(
  { failOn }: Pick<Config, 'failOn'>,
  facts: RunFacts,
  results: readonly CheckResult[],
): FailReason[] {
  const { finding, staleSeconds, error } = failOn;
  const reasons: FailReason[] = [];
  if (staleSeconds !== undefined) {
    const stale = staleResources(facts, staleSeconds);
    if (stale.length > 0) reasons.push({ notice: notice(describeStale(stale, staleSeconds), 'stale-data') });
    // What was read and is nowhere to be found is as good as not read, and its age says nothing.
    else if (!error && facts.troubles[0] !== undefined)
      reasons.push({
        notice: reworded(facts.troubles[0], (text) => `Not everything was delivered: ${text}`),
        repeatsTrouble: true,
      });
  }
  if (finding !== undefined) {
    const grave = SEVERITIES.slice(0, SEVERITIES.indexOf(finding) + 1);
    const found = newFindings(results).filter((one) => grave.includes(one.finding.severity));
    if (found.length > 0) {
      reasons.push({
        notice: notice(
          `${countOf(found.length, 'new finding')} of severity ${grave.join(' or ')}: \`fail-on\` asks the step to fail. Deal with ${found.length === 1 ? 'it' : 'them'}, or accept ${found.length === 1 ? 'it' : 'them'} under \`exceptions\` in the config, with a reason and an expiry date.`,
          'new-findings',
        ),
      });
    }
  }
  return reasons;
}

/** A resource whose data is too old; `until` is absent if it was never read completely. */
interface Stale {
  resource: string;
  until?: number;
}

function staleResources({ outcomes, manifests, now }: RunFacts, seconds: number): Stale[] {
  return outcomes.flatMap((outcome): Stale[] => {
    if (outcome.status === 'skipped') return [];
    const { resource } = outcome;
    const manifest = manifests.get(resource);
    const { until } = coverage(manifest, outcome);
    if (until === undefined) return [{ resource }];
    return until < now - seconds - pauseOf(manifest) ? [{ resource, until }] : [];
  });
}

function describeStale(stale: Stale[], seconds: number): string {
  const names = stale.map(({ resource, until }) =>
    until === undefined ? `${resource} (never read completely)` : `${resource} (complete until ${boundaryName(until)})`,
  );
  return `The data of ${countOf(stale.length, 'resource')} is older than the ${seconds / 3600} hours that \`fail-on\` allows: ${list(names, MOST_NAMED)}. So the step fails. What keeps ${stale.length === 1 ? 'it' : 'them'} from being read stands among the other errors, or in the logs of earlier runs.`;
}
