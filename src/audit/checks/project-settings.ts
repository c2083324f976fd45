import type { Cells } from '../audit-data.ts';
import type { Check, Discovery } from '../check.ts';
import { lapsesWithTheLog } from './lapsing.ts';
import { projectHistories } from './row-history.ts';
import { facts, listOf, projectNames, projectsById } from './stored.ts';

type None = Record<never, number>;

const controls = ['SOC 2 CC8.1', 'ISO 27001 A.8.32', 'NIST 800-53 CM-3', 'NIST 800-53 CM-7', 'CIS 4.8'];
const remedy = 'Make sure that somebody asked for it; else set it back.';

/** Returns true if a policy lets a model through; no policy at all lets every model through. */
function allows(policy: Cells | undefined, model: string): boolean {
  const listed = listOf(policy?.model_ids).includes(model);
  return policy?.mode === 'allow_list' ? listed : !listed;
}

const everythingElse = 'every model that is not named';

/** Returns what a policy lets through that an earlier one did not. */
function newlyAllowed(before: Cells | undefined, after: Cells | undefined): string[] {
  const models = [...new Set([...listOf(before?.model_ids), ...listOf(after?.model_ids)])].sort();
  const gained = models.filter((model) => allows(after, model) && !allows(before, model));
  const opened = before?.mode === 'allow_list' && after?.mode !== 'allow_list';
  return opened ? [everythingElse, ...gained] : gained;
}

/** A project that may use more models. */
export const modelPermissionWidened: Check<None> = {
  id: 'model-permission-widened',
  severity: 'medium',
  title: 'Model permission widened',
  meaning: 'A project may use models that it could not use before, in the days that are looked at, and still may.',
  why: 'Models differ in price, in what they keep and in what was assessed for your use.',
  remedy,
  controls,
  needs: { snapshots: ['projects', 'project_model_permissions'], changes: ['project_model_permissions'] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    const known = projectsById(data);
    return projectHistories(data, 'project_model_permissions').flatMap(({ key, now, changes }): Discovery[] => {
      // A project that is gone took its policy along; only in one that is there did somebody remove it.
      if (!known.has(key.project_id ?? '')) return [];
      const found = changes
        .filter(({ before }) => before !== undefined)
        .flatMap(({ before, after, day }) =>
          newlyAllowed(before, after)
            .filter((model) => (model === everythingElse ? now?.mode !== 'allow_list' : allows(now, model)))
            .map((model) => ({ model, day })),
        );
      if (found.length === 0) return [];
      const models = [...new Set(found.map(({ model }) => model))].sort();
      return [
        {
          subject: key.project_id ?? '',
          text: `Project ${project(key.project_id)} may now use ${models.join(', ')}`,
          evidence: facts({ noticed: found.at(-1)?.day, mode: now?.mode ?? 'no policy', models: models.join(' ') }),
        },
      ];
    });
  },
  afterwards: lapsesWithTheLog,
};

const tools = ['file_search', 'web_search', 'image_generation', 'mcp', 'code_interpreter'];

/** A tool that a project may use. */
export const hostedToolEnabled: Check<None> = {
  id: 'hosted-tool-enabled',
  severity: 'medium',
  title: 'Hosted tool enabled',
  meaning: 'A hosted tool of a project was disabled, became enabled in the days that are looked at, and still is.',
  why: 'Tools send data elsewhere (web search, MCP servers) or run code; each is a way out for data.',
  remedy,
  controls,
  needs: { snapshots: ['project_hosted_tool_permissions'], changes: ['project_hosted_tool_permissions'] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    return projectHistories(data, 'project_hosted_tool_permissions').flatMap(({ key, now, changes }) =>
      tools.flatMap((tool): Discovery[] => {
        const column = `${tool}__enabled`;
        // A tool that the API did not speak of before was not enabled by anybody here.
        const enabled = changes.findLast(
          ({ before, after }) => before?.[column] === 'false' && after?.[column] === 'true',
        );
        if (now?.[column] !== 'true' || enabled === undefined) return [];
        return [
          {
            subject: `${key.project_id}/${tool}`,
            text: `${tool} was enabled in project ${project(key.project_id)}`,
            evidence: facts({ noticed: enabled.day, tool, project_id: key.project_id }),
          },
        ];
      }),
    );
  },
  afterwards: lapsesWithTheLog,
};
