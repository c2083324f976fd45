import { type Answer, type Call, listAnswer } from './call.ts';
import { findPull } from './pull-endpoints.ts';
import { notFound, validationFailed } from './refusal.ts';
import { showLabel } from './show-pull.ts';

const LONGEST_NAME = 50;

export async function listLabels(call: Call): Promise<Answer> {
  const { labels } = await findPull(call.world, call.params.issue_number);
  return listAnswer(call, labels, (name) => showLabel(call.world, name));
}

/** A label that the repository does not have yet is made. */
export async function addLabels({ world, params, body }: Call): Promise<Answer> {
  const pull = await findPull(world, params.issue_number);
  const { labels = [] } = body as { labels?: (string | { name: string })[] };
  for (const label of labels) {
    const name = typeof label === 'string' ? label : label.name;
    if (name === '' || name.length > LONGEST_NAME) {
      throw validationFailed({ resource: 'Label', code: 'invalid', field: 'name' });
    }
    // Names differ by more than their case.
    if (!pull.labels.some((known) => known.toLowerCase() === name.toLowerCase())) pull.labels.push(name);
  }
  return { status: 200, json: pull.labels.map((name) => showLabel(world, name)) };
}

export async function removeLabel({ world, params }: Call): Promise<Answer> {
  const pull = await findPull(world, params.issue_number);
  const at = pull.labels.findIndex((name) => name.toLowerCase() === params.name?.toLowerCase());
  if (at < 0) throw notFound('Label does not exist');
  pull.labels.splice(at, 1);
  return { status: 200, json: pull.labels.map((name) => showLabel(world, name)) };
}
