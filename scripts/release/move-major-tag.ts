import { fileURLToPath } from 'node:url';
import { type GitHubAccess, gitHubAccess, requestJson } from '../github-api.ts';

/** Lets a major tag (`v1`) name a commit: moves it, or makes it if this is the first release of that version. */
export async function moveMajorTag(access: GitHubAccess, majorTag: string, sha: string): Promise<'moved' | 'made'> {
  if (!/^v\d+$/.test(majorTag)) throw new Error(`Failed to move the tag "${majorTag}": only tags such as v1 move`);
  const path = `/git/refs/tags/${majorTag}`;
  const present = await requestJson(access, 'GET', `/git/matching-refs/tags/${majorTag}`);
  // The list holds every tag that begins so: v1 and also v1.2.3 and v10.
  if ((present as { ref: string }[]).some(({ ref }) => ref === `refs/tags/${majorTag}`)) {
    await requestJson(access, 'PATCH', path, { sha, force: true });
    return 'moved';
  }
  await requestJson(access, 'POST', '/git/refs', { ref: `refs/tags/${majorTag}`, sha });
  return 'made';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { MAJOR_TAG = '', GITHUB_SHA = '' } = process.env;
  console.log(
    `${MAJOR_TAG} was ${await moveMajorTag(gitHubAccess(process.env), MAJOR_TAG, GITHUB_SHA)}: ${GITHUB_SHA}`,
  );
}
