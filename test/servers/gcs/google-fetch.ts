/**
 * A fetch that sends what is meant for Google's hosts to a server of ours. google-auth-library has the address of the
 * token endpoint for service accounts built in: it reads no `token_uri`.
 */
export function googleFetch(serverUrl: string): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.hostname.endsWith('.googleapis.com')) return fetch(input, init);
    return fetch(new URL(`${url.pathname}${url.search}`, serverUrl), init);
  };
}
