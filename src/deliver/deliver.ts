import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MergedReview } from '../access-review/newest-decisions.ts';
import { type OutstandingRevoke, outstandingRevokes } from '../access-review/outstanding-revokes.ts';
import { noticeOf } from '../api/explain.ts';
import type { Audit } from '../audit/audit.ts';
import type { GitHub } from '../github/client.ts';
import { baseBranch } from '../github/commit-target.ts';
import { mayName } from '../github/publicity.ts';
import { keepPullRequest, type PullRequest } from '../github/pull-request.ts';
import { compareWithBase } from '../github/review-state.ts';
import { commentMarker, keepComment } from '../github/sticky-comment.ts';
import { diskTrouble } from '../notices/disk-trouble.ts';
import { ConfigurationError, StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { type Message, notice } from '../notices/notice.ts';
import { named as listNames } from '../notices/notice-groups.ts';
import { annotateFindings } from '../reporting/finding-annotations.ts';
import { commentBody, pullRequestBody } from '../reporting/markdown/texts.ts';
import { pullRequestTitle } from '../reporting/markdown/title.ts';
import { buildReport } from '../reporting/model/build-report.ts';
import type { ReportModel } from '../reporting/model/model.ts';
import type { RunFacts } from '../reporting/model/run-facts.ts';
import type { Config } from '../settings/config.ts';
import { parseProjectLabels } from '../settings/project-labels.ts';
import { deliverAccessReview } from './access-review.ts';
import type { Exported } from './exported.ts';
import { reasonsToFail } from './fail-on.ts';
import { type ReportScope, sinceLastRun, sinceMerge } from './report-of.ts';
import { mergedReviews } from './review-folder.ts';

/** Warnings about what was read back, besides those of new findings. */
const MOST_PROBLEMS = 3;

/** What every delivery is given. */
interface Job {
  config: Config;
  exported: Exported;
  audit: Audit;
  gitHub: GitHub | undefined;
  log: Log;
  model: (scope: ReportScope, links?: ReportModel['links']) => ReportModel;
  /** Keeps one delivery that fails from costing the rest: what failed is added to the troubles of the run. */
  attempt: <Value>(work: () => Promise<Value>) => Promise<Value | undefined>;
}

/**
 * Delivers every report that is asked for, and returns the facts of the run with what came of it. The data is where it belongs by now;
 * what cannot be delivered makes the run incomplete.
 */
export async function deliver(
  config: Config,
  exported: Exported,
  gitHub: GitHub | undefined,
  log: Log,
): Promise<RunFacts> {
  const facts = { ...exported.facts, ...(await deliverReports(config, exported, gitHub, log)) };
  return { ...facts, failsOn: reasonsToFail(config, facts, exported.audit?.results ?? []) };
}

async function deliverReports(
  config: Config,
  exported: Exported,
  gitHub: GitHub | undefined,
  log: Log,
): Promise<Partial<RunFacts>> {
  const { audit, facts } = exported;
  if (!audit) {
    if (config.audit) {
      log.warning(
        notice(
          'The checks did not run, and there is no report of them: with `access: write-only` nothing can be read.',
          'checks-did-not-run',
        ),
      );
    }
    return {};
  }
  const troubles = [...facts.troubles];
  const attempt = attempting(troubles);
  logCommit(exported, log);
  if (config.report.accessReview && config.gitHub?.event.pullRequest) {
    log.notice('The access review is left as it is: this is a run for a pull request.');
  }
  const reviews = await attempt(() => reviewsOf(config, gitHub));
  const revokes = reviews && followUp(reviews.merged, audit, log);
  const model = modelsOf(config, exported, audit, revokes, log);
  const job: Job = { config, exported, audit, gitHub, log, model, attempt };
  const pull = await attempt(() => deliverPullRequest(job));
  const links = pull?.pullRequest ? { pullRequest: pull.pullRequest.url } : {};
  const last = sinceLastRun(audit);
  const scope = pull?.scope ?? last;
  const comment = await attempt(() => deliverComment(job, scope));
  const page = config.report.html ? await attempt(() => writePage(config, model(scope, links))) : undefined;
  const review =
    reviews && gitHub && config.report.accessReview
      ? await attempt(() => deliverAccessReview({ gitHub, config, audit, ...reviews, log }))
      : undefined;
  for (const made of [pull?.pullRequest, review]) if (made) log.info(`Pull request #${made.number}: ${made.url}`);
  const names = mayName(config, exported.isPublic);
  annotateFindings(audit.results, names, log);
  logProblems(audit.problems, log);
  // A gate that does not know what is new must not pass in silence.
  if (!audit.knowsEarlier)
    troubles.push(
      notice(
        'The findings of earlier runs could not be read, so that none counts as new: see the warnings.',
        'findings-unreadable',
      ),
    );
  return {
    troubles,
    pullRequest: pull?.pullRequest ?? comment ?? review,
    page,
    audit: { model: model(last, links), names, spend: exported.isPublic === false },
  };
}

/** Says in the log what became of what was written, and of the checks. */
function logCommit({ branch, facts: { commit, isNotCommitted }, audit }: Exported, log: Log): void {
  if (branch && commit) log.info(`Committed to ${branch.target.branch} as ${commit.slice(0, 12)}.`);
  if (branch && !commit && !isNotCommitted) log.info(`Nothing has changed on ${branch.target.branch}: no commit.`);
  const findings = audit?.results.flatMap((checked) => checked.findings) ?? [];
  const count = (status: string) => findings.filter((finding) => finding.status === status).length;
  log.info(`Findings: ${count('new')} new, ${count('standing')} standing, ${count('excepted')} excepted.`);
}

/** The runner shows ten annotations of a kind: the findings go first, and of many problems only a few follow. */
function logProblems(problems: readonly Message[], log: Log): void {
  for (const problem of problems.slice(0, MOST_PROBLEMS))
    log.warning(typeof problem === 'string' ? notice(problem, 'checks-incomplete') : problem);
  for (const problem of problems.slice(MOST_PROBLEMS)) log.info(problem);
}

function attempting(troubles: Message[]): Job['attempt'] {
  return async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StorageError) && !(error instanceof ConfigurationError)) throw error;
      troubles.push(noticeOf(error));
      return undefined;
    }
  };
}

function modelsOf(
  config: Config,
  { facts, branch }: Exported,
  audit: Audit,
  revokes: readonly OutstandingRevoke[] | undefined,
  log: Log,
): Job['model'] {
  const parsed =
    config.audit?.labels === undefined ? undefined : parseProjectLabels(config.audit.labels, projectsIn(audit));
  for (const warning of parsed?.warnings ?? []) log.warning(notice(warning, 'projects-file'));
  const { serverUrl, owner, repo, runUrl } = config.gitHub ?? {};
  const ref = facts.commit ?? branch?.target.branch;
  const folder = branch?.target.folder;
  const data = ref && folder ? encodeURI(`${serverUrl}/${owner}/${repo}/blob/${ref}/${folder}`) : undefined;
  return (scope, links = {}) =>
    buildReport({
      run: facts,
      data: scope.data,
      manifests: audit.manifests,
      checks: {
        ran: true,
        results: scope.results,
        isAlwaysFirst: config.destination.settledOnly,
        unmerged: scope.unmerged ?? false,
      },
      comparedWith: scope.comparedWith,
      links: { ...(runUrl && { run: runUrl }), ...(data && { data }), ...links },
      ...(parsed && { labels: parsed.labels }),
      ...(revokes && { revokesOutstanding: [...revokes] }),
    });
}

function projectsIn({ data }: Audit): Set<string> {
  return new Set((data.snapshots.get('projects')?.rows ?? []).flatMap(({ id }) => id ?? []));
}

/** Reviews that were merged, and the branch that holds them. */
interface Reviews {
  base: string;
  merged: readonly MergedReview[];
}

/** Returns what was decided before; undefined if the run has nothing to do with the repository. */
async function reviewsOf(config: Config, gitHub: GitHub | undefined): Promise<Reviews | undefined> {
  if (!gitHub || !(config.commit || config.report.accessReview) || config.gitHub?.event.pullRequest) return undefined;
  const base = await baseBranch(gitHub, config.gitHub);
  return { base, merged: await mergedReviews(gitHub, config, base) };
}

/** Returns decisions of merged reviews that have not been carried out; undefined if none was ever merged. */
function followUp(merged: readonly MergedReview[], audit: Audit, log: Log): OutstandingRevoke[] | undefined {
  if (merged.length === 0) return undefined;
  const { outstanding, problems } = outstandingRevokes(merged, audit.data);
  for (const problem of problems) log.warning(notice(problem, 'access-review-unreadable'));
  return outstanding;
}

/** Keeps the pull request of the rolling branch if it has anything that its base does not have. */
async function deliverPullRequest({ config, exported, audit, gitHub, log, model }: Job) {
  const { branch, facts } = exported;
  if (config.commit?.mode !== 'pull-request' || !branch || !gitHub || facts.isNotCommitted) return undefined;
  const { conflicts } = branch.state;
  if (conflicts.length > 0) {
    log.warning(
      notice(
        `The branch ${branch.target.branch} and its base have both changed ${listNames(conflicts)}: merge ${branch.target.base} into it by hand. The data is committed all the same.`,
        'merge-conflict',
      ),
    );
  }
  const difference = await compareWithBase(gitHub, branch);
  if (!difference.differs) return undefined;
  const scope = await sinceMerge(gitHub, audit, branch, difference);
  const report = model(scope);
  const { title: words, ...settings } = config.pullRequest;
  const { branch: name, base } = branch.target;
  const wish = {
    ...settings,
    branch: name,
    base,
    title: pullRequestTitle(report, words),
    body: pullRequestBody(report),
  };
  const serverUrl = config.gitHub?.serverUrl ?? 'https://github.com';
  const pullRequest = await keepPullRequest(gitHub, wish, log, serverUrl);
  return { scope, ...(pullRequest && { pullRequest }) };
}

/** Keeps one comment on the pull request that started the workflow. */
async function deliverComment(
  { config, gitHub, log, model }: Job,
  scope: ReportScope,
): Promise<PullRequest | undefined> {
  if (!config.report.comment || !gitHub) return undefined;
  const { pullRequest } = config.gitHub?.event ?? {};
  if (!pullRequest) {
    log.notice(
      'No comment was written: this run was not started by a pull request. With `commit: pull-request`, the pull request itself holds the report.',
    );
    return undefined;
  }
  const marker = commentMarker(config.destination.identity);
  await keepComment(gitHub, pullRequest.number, marker, commentBody(model(scope), marker));
  const { serverUrl, owner, repo } = config.gitHub as NonNullable<Config['gitHub']>;
  return { number: pullRequest.number, url: `${serverUrl}/${owner}/${repo}/pull/${pullRequest.number}` };
}

async function writePage(config: Config, model: ReportModel): Promise<string> {
  // The charting library is as large as all the rest.
  const { pageOf } = await import('../reporting/page/page.ts');
  const text = pageOf(model);
  const { temporaryFolder } = config.environment;
  try {
    // A folder of its own: another step of the job may make a page too.
    const folder = await mkdtemp(path.join(temporaryFolder, 'openai-admin-report-'));
    const file = path.join(folder, 'report.html');
    await writeFile(file, text);
    return file;
  } catch (cause) {
    const trouble = diskTrouble(cause);
    if (trouble === undefined) throw cause;
    const { topic, code, remedy } = trouble;
    throw new StorageError(topic, `The report could not be written to ${temporaryFolder}: ${code}. ${remedy}`, {
      cause,
    });
  }
}
