import { gunzipSync } from 'node:zlib';
import { eventJson } from '../../simulator/event-log.ts';
import type { Simulator } from '../../simulator/server.ts';
import { readFolder } from '../harness/workspace.ts';
import type { GitHubScenario } from './github-scenario.ts';
import type { Night } from './scenario.ts';

const ADDRESS = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}.-]+\.\p{L}+/gu;
const IP = /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g;
/** Shorter parts of names are words too. */
const SHORTEST_PART = 6;

/** Every name, e-mail address and IP address of people that the API shows now, and the parts that would give them away. */
export function personalTexts({ organization, clock }: Simulator): Set<string> {
  const now = clock.now();
  const found = new Set<string>();
  const rows = (resource: string, ...parents: string[]) => organization.list(resource, ...parents).view(now).json;
  const parents = (resource: string) =>
    organization
      .list(resource)
      .view(now)
      .entries.map(({ id }) => id);
  const texts = [
    ...['users', 'invites', 'admin_api_keys', 'spend_alerts'].flatMap((name) => rows(name)),
    ...parents('groups').flatMap((id) => rows('group_users', id)),
    ...parents('projects').flatMap((id) =>
      ['project_users', 'project_api_keys', 'project_spend_alerts'].flatMap((name) => rows(name, id)),
    ),
    ...organization.events.records(now).map(eventJson),
  ];
  for (const text of texts) {
    for (const [address] of text.matchAll(ADDRESS)) {
      found.add(address);
      found.add(address.slice(0, address.indexOf('@')));
    }
    for (const [ip] of text.matchAll(IP)) found.add(ip);
    collectNames(JSON.parse(text), found);
  }
  return found;
}

/** Names of people: of those who have an address, and of the owners of admin keys. */
function collectNames(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const { name, email, object } = value as Record<string, unknown>;
  if (typeof name === 'string' && (typeof email === 'string' || object === 'organization.user')) {
    found.add(name);
    for (const part of name.split(/[^\p{L}]+/u)) if (part.length >= SHORTEST_PART) found.add(part);
  }
  for (const field of Object.values(value)) collectNames(field, found);
}

/** Everything that others than the reader of the data may see, by place, compressed files unpacked. */
export async function everythingThatLeft(
  scenario: GitHubScenario,
  night: Night,
  bodies: readonly string[],
): Promise<Map<string, string>> {
  const { github, cache, temp } = scenario;
  const places = new Map<string, string>([
    ['log', night.stdout + night.stderr],
    ['summary', night.summary],
    ['outputs', JSON.stringify(night.outputs)],
    ['state', JSON.stringify(night.state)],
    ['variables', JSON.stringify(night.exportedVariables)],
    ['pull requests', JSON.stringify(github.pullRequests)],
    ['comments', JSON.stringify(github.comments)],
    ['requests to GitHub', bodies.map(unpackedBody).join('\n')],
  ]);
  for (const pull of github.pullRequests) places.set(`pull request ${pull.number}`, `${pull.title}\n${pull.body}`);
  for (const comment of github.comments) places.set(`comment ${comment.id}`, comment.body);
  for (const [path, text] of Object.entries(night.after)) places.set(`workspace ${path}`, path + unpacked(text));
  for (const [path, text] of Object.entries(await readFolder(temp))) places.set(`temp ${path}`, path + unpacked(text));
  for (const { key } of cache.entries())
    for (const [path, text] of Object.entries(await cache.contents(key))) places.set(`cache ${path}`, path + text);
  for (const branch of new Set(['main', ...github.pullRequests.map(({ head }) => head)]))
    for (const [path, content] of await github.files(branch))
      places.set(`${branch} ${path}`, path + unpackedBytes(content));
  return places;
}

/** Which of these texts stand where, also as JSON, HTML and CSV would write them. */
export function whereFound(texts: Iterable<string>, places: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (const text of texts) {
    const spellings = new Set([
      text,
      JSON.stringify(text).slice(1, -1),
      text.replaceAll('"', '""'),
      text.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
      encodeURIComponent(text),
    ]);
    for (const [place, content] of places)
      if ([...spellings].some((spelling) => content.includes(spelling))) found.push(`${text} in ${place}`);
  }
  return found;
}

function unpacked(text: string): string {
  return text.startsWith('base64:') ? unpackedBytes(Buffer.from(text.slice(7), 'base64')) : text;
}

function unpackedBytes(bytes: Buffer): string {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** A request as sent, with the files in it: GitHub takes them as base64. */
function unpackedBody(body: string): string {
  const files = [...body.matchAll(/"([A-Za-z0-9+/]{16,}={0,2})"/g)].map(([, text = '']) =>
    unpackedBytes(Buffer.from(text, 'base64')),
  );
  return [body, ...files].join('\n');
}
