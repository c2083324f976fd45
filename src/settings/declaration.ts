import type * as z from 'zod/mini';
import type { Resource } from '../catalogue/resource.ts';

/** What a setting is about, in the order of the help. */
export const settingGroups = {
  what: 'What to export',
  where: 'Where and how to write',
  when: 'When: ranges of time, and what is read again',
  privacy: 'Privacy',
  findings: 'Findings, reports and what fails',
  github: 'GitHub (inside Actions)',
  limits: 'Limits',
  connection: 'Organisation and config',
} as const;

/** One setting. Parser, defaults, flag, help, schema of the config and docs follow from it. */
export interface SettingDeclaration {
  group: keyof typeof settingGroups;
  /** Placeholder of the value in help; absent for secrets and for what is true or false. */
  value?: string;
  /** What it does, without the default. The first sentence is enough to use it. For an input, the text of action.yml. */
  text: string;
  /** Replaces the first sentence if help has no room for it, or if it differs in a shell. */
  short?: string;
  /** Replaces all of `text` in a shell, if that speaks of what only a workflow has. */
  shell?: string;
  /** As the user would write it. */
  default?: string | number | boolean;
  /** Must never be read from a file. */
  isSecret?: true;
  /** Parses the value; absent if a function of its own reads it (`resources`, `checks`, …). */
  field?: z.ZodMiniType;
  /** Tells for which resources `resource-options` takes it too; absent if it holds for the whole run. */
  own?: (resource: Resource) => boolean;
}
