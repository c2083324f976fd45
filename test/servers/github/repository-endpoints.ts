import type { Answer, Call } from './call.ts';
import { notFound } from './refusal.ts';
import { showRepository } from './show-repository.ts';

/** Every token of the repository may read what it is; a token without any right sees a private one not at all. */
export async function getRepository({ world, token }: Call): Promise<Answer> {
  const blind = token.kind === 'personal' && Object.keys(token.permissions).length === 0;
  if (blind && world.visibility === 'private') throw notFound();
  return { status: 200, json: showRepository(world, token) };
}

/** Asking costs nothing. */
export async function getRateLimit({ world, token }: Call): Promise<Answer> {
  const core = world.rates.use(token, 'core');
  const resources = { core, graphql: world.rates.use(token, 'graphql'), search: core };
  return { status: 200, json: { resources, rate: core } };
}
