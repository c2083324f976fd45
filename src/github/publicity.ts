import { ConfigurationError } from '../notices/errors.ts';
import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import type { GitHub } from './client.ts';
import type { CommitConfig, GitHubEnvironment } from './github-options.ts';
import { asking } from './trouble.ts';

/** The parts of a run's configuration that decide what may be shown where. */
export interface Showing {
  commit?: CommitConfig;
  report: { comment: boolean; html: boolean; accessReview: boolean };
  privacy: PrivacyOptions;
  allowPublicPersonalData: boolean;
}

/** Returns true if anybody can read the repository; undefined if nobody says. */
export async function isPublicRepository(
  environment: GitHubEnvironment | undefined,
  gitHub: GitHub | undefined,
): Promise<boolean | undefined> {
  if (!environment || environment.isPublic !== undefined || !gitHub) return environment?.isPublic;
  const purpose = {
    what: `look at the repository ${environment.owner}/${environment.repo}`,
    permission: 'contents: read',
  };
  const { data } = await asking(purpose, () => gitHub.rest.repos.get(gitHub.repository));
  return (data.visibility ?? (data.private ? 'private' : 'public')) === 'public';
}

/** Stops a run that would show people's names, addresses or IPs to everybody. */
export function refusePublicPersonalData(showing: Showing, isPublic: boolean | undefined): void {
  if (!isPublic || showing.privacy.mode !== 'none' || showing.allowPublicPersonalData) return;
  const places = [
    ...(showing.commit ? ['`commit`'] : []),
    ...(['comment', 'html'] as const).filter((form) => showing.report[form]).map((form) => `\`report: ${form}\``),
    ...(showing.report.accessReview ? ['`report: access-review`'] : []),
  ];
  if (places.length === 0) return;
  throw new ConfigurationError(
    'public-repository',
    `The repository is public, and ${places.join(' and ')} would show the names, e-mail addresses and IP addresses of people to everybody. Make the repository private; or set \`privacy: pseudonymize\` (with a \`pseudonym-key\`) or \`privacy: redact\`; or, where everybody may know, \`allow-public-personal-data: true\` in \`config\`.`,
  );
}

/**
 * Returns true if a log, a summary or an annotation may name people: never in a public repository, unless all of them have
 * pseudonyms. What `privacy-columns` excludes stands in the data alone.
 */
export function mayName({ privacy }: Pick<Showing, 'privacy'>, isPublic: boolean | undefined): boolean {
  return isPublic === false || (privacy.mode !== 'none' && privacy.columns.exclude.length === 0);
}
