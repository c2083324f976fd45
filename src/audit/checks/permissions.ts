import { groupBy } from '../../text/group-by.ts';
import { byCodeUnits } from '../../text/order.ts';
import type { AuditData, Cells } from '../audit-data.ts';
import type { Check, Discovery } from '../check.ts';
import { dayOf } from './days.ts';
import { actorOf, eventsOf, payloadOf } from './events.ts';
import { lapsesWithTheEvents, lapsesWithTheLog } from './lapsing.ts';
import { projectHistories, type RowHistory, rowHistories } from './row-history.ts';
import { facts, label, listOf, named, projectNames, rowsOf } from './stored.ts';

type None = Record<never, number>;

const controls = ['SOC 2 CC6.3', 'ISO 27001 A.5.18', 'NIST 800-53 AC-2', 'NIST 800-53 AC-6', 'CIS 6.8'];
const why = 'Holders of the role can do more than was once agreed.';
const remedy = 'Make sure that somebody asked for it; else take the permissions back.';

/** Permissions that a role gained and still has, with the day on which the last of them came. */
function gained({ now, changes }: RowHistory): { permissions: string[]; day: string } | undefined {
  // OpenAI widens its predefined roles with its products: nobody here did that.
  if (now === undefined || now.predefined_role === 'true') return undefined;
  const current = new Set(listOf(now.permissions));
  const found = changes.flatMap(({ before, after, day }) => {
    if (before === undefined || after === undefined) return [];
    const had = new Set(listOf(before.permissions));
    return listOf(after.permissions)
      .filter((permission) => !had.has(permission) && current.has(permission))
      .map((permission) => ({ permission, day }));
  });
  const permissions = [...new Set(found.map(({ permission }) => permission))].sort();
  return permissions.length === 0 ? undefined : { permissions, day: found.at(-1)?.day ?? '' };
}

function widened(history: RowHistory, subject: string, what: string): Discovery[] {
  const more = gained(history);
  if (more === undefined) return [];
  return [
    {
      subject,
      text: `${what} gained ${more.permissions.join(', ')}`,
      evidence: facts({ noticed: more.day, permissions: more.permissions.join(' ') }),
    },
  ];
}

/** A role of the organisation that allows more. */
export const roleWidened: Check<None> = {
  id: 'role-widened',
  severity: 'medium',
  title: 'Role widened',
  meaning: "One of the organisation's own roles gained permissions in the days that are looked at, and still has them.",
  why,
  remedy,
  controls,
  needs: { snapshots: ['roles'], changes: ['roles'] },
  thresholds: {},
  find: (data) =>
    rowHistories(data, 'roles').flatMap((history) =>
      widened(history, history.now?.id ?? '', `Role ${named(history.now ?? {})}`),
    ),
  afterwards: lapsesWithTheLog,
};

/** A role of a project that allows more. */
export const projectRoleWidened: Check<None> = {
  id: 'project-role-widened',
  severity: 'medium',
  title: "Project's role widened",
  meaning: "One of a project's own roles gained permissions in the days that are looked at, and still has them.",
  why,
  remedy,
  controls,
  needs: { snapshots: ['project_roles'], changes: ['project_roles'] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    return projectHistories(data, 'project_roles').flatMap((history) => {
      const { now = {}, key } = history;
      return widened(
        history,
        `${key.project_id}/${key.id}`,
        `Role ${named(now)} of project ${project(key.project_id)}`,
      );
    });
  },
  afterwards: lapsesWithTheLog,
};

const roleEvents = ['role.updated', 'role.deleted'];

/** A role that the audit log saw widened, where no list of roles is exported that would show it. */
export const rolePermissionsAdded: Check<None> = {
  id: 'role-permissions-added',
  severity: 'medium',
  title: 'Permissions added to a role',
  meaning:
    'The audit log says that a role gained permissions, and not that they were taken back; roles that are exported and compared are left to `role-widened` and `project-role-widened`.',
  why,
  remedy,
  controls,
  needs: { events: roleEvents },
  thresholds: {},
  find(data) {
    const compared = new Set(['roles', 'project_roles'].flatMap((resource) => comparedRoles(data, resource)));
    const byRole = groupBy(eventsOf(data, roleEvents), (event) => payloadOf(event).id);
    return [...byRole].flatMap(([id, events]) =>
      typeof id !== 'string' || compared.has(id) ? [] : addedByEvents(id, events),
    );
  },
  afterwards: lapsesWithTheEvents,
};

function comparedRoles(data: AuditData, resource: string): string[] {
  if (!data.changes.resources.has(resource) || !data.snapshots.get(resource)?.complete) return [];
  return rowsOf(data, resource).flatMap(({ id }) => (id ? [id] : []));
}

function addedByEvents(id: string, events: readonly Cells[]): Discovery[] {
  const added = new Map<string, Cells>();
  let name: string | undefined;
  for (const event of events) {
    if (event.type === 'role.deleted') added.clear();
    const changes = Object(payloadOf(event).changes_requested);
    if (typeof changes.role_name === 'string') name = changes.role_name;
    for (const permission of texts(changes.permissions_added)) added.set(permission, event);
    for (const permission of texts(changes.permissions_removed)) added.delete(permission);
  }
  const last = [...added.values()]
    .sort((one, other) => byCodeUnits(one.effective_at ?? '', other.effective_at ?? ''))
    .at(-1);
  if (last === undefined) return [];
  const permissions = [...added.keys()].sort();
  return [
    {
      subject: id,
      text: `Role ${label(name, id)} gained ${permissions.join(', ')} on ${dayOf(last.effective_at)}`,
      evidence: facts({ event: last.id, effective_at: last.effective_at, actor: actorOf(last)?.text }),
    },
  ];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A member of a project who became its owner. */
export const projectOwnerAdded: Check<None> = {
  id: 'project-owner-added',
  severity: 'low',
  title: 'Project member became owner',
  meaning: "A project's member became its owner in the days that are looked at, and still is.",
  why: "A project's owner gives access to it, creates its keys and changes its limits.",
  remedy: 'Make sure that somebody asked for it; else make the user a member again.',
  controls: ['SOC 2 CC6.3', 'ISO 27001 A.8.2', 'NIST 800-53 AC-6', 'CIS 5.4'],
  needs: { snapshots: ['project_users'], changes: ['project_users'] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    return projectHistories(data, 'project_users').flatMap(({ now, key, changes }): Discovery[] => {
      const became = changes.findLast(
        ({ before, after }) => before?.role && before.role !== 'owner' && after?.role === 'owner',
      );
      if (now?.role !== 'owner' || became === undefined) return [];
      return [
        {
          subject: `${key.project_id}/${key.id}`,
          text: `${named(now)} became owner of project ${project(key.project_id)}, from ${became.before?.role}`,
          evidence: facts({
            noticed: became.day,
            project_id: key.project_id,
            role_before: became.before?.role,
            role: 'owner',
          }),
        },
      ];
    });
  },
  afterwards: lapsesWithTheLog,
};
