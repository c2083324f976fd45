import type { IncomingMessage } from 'node:http';
import type { Answer, Scene } from './answers/answer.ts';
import { answerAuditLogs, answerOneEvent } from './answers/audit-logs.ts';
import { answerBuckets } from './answers/buckets.ts';
import { answerList } from './answers/list.ts';
import { answerObject } from './answers/object.ts';
import { authorize, identify, type KeyRights } from './keys.ts';
import { ALL_OPERATIONS } from './newer-operations.ts';
import { type Operation, undescribedOperations } from './operations.ts';
import { errorBody, noSuchObject, noSuchPath, Refusal } from './refusal.ts';
import { createRoutes } from './routes.ts';
import type { Reply } from './send.ts';

/** Answers of paths that a test adds, by path below the base URL; a text is sent as it is. */
export type CustomAnswers = Map<string, (query: URLSearchParams) => unknown>;

const ANSWERS: Record<Operation['kind'], Answer> = {
  list: answerList,
  object: answerObject,
  events: answerAuditLogs,
  event: answerOneEvent,
  buckets: answerBuckets,
};

/** Returns a function from a request to the operation's answer, or to the refusal that stands in its way. */
export function createResponder(
  scene: Scene,
  keys: ReadonlyMap<string, KeyRights>,
  customAnswers: CustomAnswers,
): (request: IncomingMessage, url: URL) => Reply {
  const findRoute = createRoutes([...ALL_OPERATIONS, ...undescribedOperations(scene.options)]);

  function answer(request: IncomingMessage, url: URL, rights: KeyRights): string {
    const path = url.pathname.startsWith('/v1/') ? url.pathname.slice(3) : '';
    const custom = customAnswers.get(path);
    if (custom !== undefined) {
      const body = custom(url.searchParams);
      return typeof body === 'string' ? body : JSON.stringify(body);
    }
    const route = findRoute(path);
    if (route === undefined || request.method !== 'GET') throw noSuchPath(request.method ?? 'GET', url.pathname);
    const { operation, values } = route;
    authorize(rights, operation);
    checkParents(scene, operation, values);
    return ANSWERS[operation.kind](scene, { operation, values, query: url.searchParams });
  }

  return (request, url) => {
    const headers: Record<string, string> = { 'openai-organization': scene.organization.name };
    try {
      const rights = identify(keys, request.headers.authorization);
      if (rights.organization !== undefined) headers['openai-organization'] = rights.organization;
      checkHeaders(scene, request);
      return { status: 200, body: answer(request, url, rights), headers };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // An answer that comes before the key is known names no organisation.
      if (error.status === 401) delete headers['openai-organization'];
      const body = errorBody(error.status, error.message, error.param, error.code);
      return { status: error.status, body, headers: { ...headers, ...error.headers } };
    }
  };
}

/** Refuses the optional headers if they name another organisation or a project that is not there. */
function checkHeaders(scene: Scene, request: IncomingMessage): void {
  const { organization, clock } = scene;
  const wanted = request.headers['openai-organization'];
  if (wanted !== undefined && wanted !== organization.id && wanted !== organization.name) {
    const message = 'OpenAI-Organization header should match organization for API key';
    throw new Refusal(401, message, { code: 'mismatched_organization' });
  }
  const project = request.headers['openai-project'];
  if (project !== undefined && !organization.list('projects').view(clock.now()).position.has(String(project))) {
    throw new Refusal(401, 'OpenAI-Project header should match project for API key', { code: 'mismatched_project' });
  }
}

/** Refuses a path whose parents are not there, and every read below an archived project. */
function checkParents(scene: Scene, operation: Operation, values: string[]): void {
  operation.parents.forEach((list, index) => {
    const id = values[index] ?? '';
    const view = scene.organization.list(list, ...values.slice(0, index)).view(scene.clock.now());
    const position = view.position.get(id);
    if (position === undefined) throw noSuchObject(list, id);
    if (list === 'projects' && view.rows[position]?.status === 'archived') {
      const status = operation.path.startsWith('/projects/') ? 403 : 400;
      throw new Refusal(status, `Project '${id}' is archived.`, { code: 'project_archived' });
    }
  });
}
