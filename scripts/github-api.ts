/** How a script of a workflow reaches GitHub. */
export interface GitHubAccess {
  apiUrl: string;
  graphqlUrl: string;
  /** Owner and name. */
  repository: string;
  token: string;
}

const TIME_LIMIT_MILLISECONDS = 60_000;

/** Reads what the runner says of GitHub, and the token that the workflow hands over. */
export function gitHubAccess(environment: NodeJS.ProcessEnv): GitHubAccess {
  const needed = (name: string) => {
    const value = environment[name];
    if (!value) throw new Error(`Failed to reach GitHub: the variable ${name} is not set`);
    return value;
  };
  return {
    apiUrl: needed('GITHUB_API_URL'),
    graphqlUrl: needed('GITHUB_GRAPHQL_URL'),
    repository: needed('GITHUB_REPOSITORY'),
    token: needed('GITHUB_TOKEN'),
  };
}

/** Calls an endpoint below the repository's own path and returns the answer; throws with GitHub's words if it refuses. */
export function requestJson(access: GitHubAccess, method: string, path: string, body?: object): Promise<unknown> {
  return send(access, method, `${access.apiUrl}/repos/${access.repository}${path}`, body);
}

/** Asks a question of GraphQL and returns its data; throws with GitHub's words if it refuses. */
export async function requestGraphql(access: GitHubAccess, query: string, variables: object): Promise<unknown> {
  const answer = (await send(access, 'POST', access.graphqlUrl, { query, variables })) as {
    data: unknown;
    errors?: { message: string }[];
  };
  if (answer.errors) throw new Error(`GitHub refused: ${answer.errors.map(({ message }) => message).join('; ')}`);
  return answer.data;
}

async function send({ token }: GitHubAccess, method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': 'openai-admin-export-release',
      'x-github-api-version': '2022-11-28',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIME_LIMIT_MILLISECONDS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Failed to ${method} ${url}: ${response.status} ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}
