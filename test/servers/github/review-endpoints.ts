import { type Answer, type Call, listAnswer } from './call.ts';
import { nodeId, showUser } from './people.ts';
import { findPull } from './pull-endpoints.ts';
import type { PullRequest, Review } from './pull-request.ts';
import { invalid } from './refusal.ts';
import { showPullSimple, showTeam } from './show-pull.ts';
import { apiUrl, isoTime, pageUrl, type World } from './world.ts';

export async function getRequestedReviewers({ world, params }: Call): Promise<Answer> {
  const { reviewers, teams } = await findPull(world, params.pull_number);
  const users = reviewers.map((login) => showUser(world, login));
  return { status: 200, json: { users, teams: teams.map((slug) => showTeam(world, slug)) } };
}

export async function requestReviewers({ world, params, body, token }: Call): Promise<Answer> {
  const pull = await findPull(world, params.pull_number);
  const { reviewers = [], team_reviewers: teams = [] } = body as { reviewers?: string[]; team_reviewers?: string[] };
  if (reviewers.includes(pull.author)) throw invalid('Review cannot be requested from pull request author.');
  const unknown = [
    ...reviewers.filter((login) => !world.collaborators.includes(login)),
    ...teams.filter((slug) => !world.teams.includes(slug)),
  ];
  if (unknown.length > 0) {
    throw invalid(
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified ' +
        `is not a collaborator of the ${world.owner}/${world.name} repository.`,
    );
  }
  pull.reviewers = [...new Set([...pull.reviewers, ...reviewers])];
  pull.teams = [...new Set([...pull.teams, ...teams])];
  return { status: 201, json: showPullSimple(world, pull, token) };
}

export async function listReviews(call: Call): Promise<Answer> {
  const { world, params } = call;
  const pull = await findPull(world, params.pull_number);
  return listAnswer(call, pull.reviews, (review) => showReview(world, pull, review));
}

function showReview(world: World, { number }: PullRequest, review: Review): object {
  const { id, login, state, body, commit, submitted } = review;
  const html_url = pageUrl(world, `/pull/${number}#pullrequestreview-${id}`);
  const pull_request_url = apiUrl(world, `/pulls/${number}`);
  return {
    ...{ id, node_id: nodeId('Review', id), user: showUser(world, login), body, state, commit_id: commit },
    ...{ html_url, pull_request_url, submitted_at: isoTime(submitted), author_association: 'MEMBER' },
    _links: { html: { href: html_url }, pull_request: { href: pull_request_url } },
  };
}
