import type { AuditData, Cells } from '../audit/audit-data.ts';
import { type AccessBook, addWay, openRow } from './access-book.ts';
import { rowsOf, textOf } from './stored-rows.ts';

/**
 * Adds the rules by which tokens of another system act as a service account: access without a key. A rule that is not in
 * force, or whose provider is not, gives none.
 */
export function addFederationRules(book: AccessBook, data: AuditData): void {
  const providers = new Map(rowsOf(data, 'workload_identity_providers').map((row) => [textOf(row, 'id'), row]));
  for (const rule of rowsOf(data, 'workload_identity_federation_rules')) {
    const providerId = textOf(rule, 'workload_identity_provider_id');
    const provider = providers.get(providerId);
    if (rule.enabled === 'false' || provider?.enabled === 'false') continue;
    const subject = {
      prefix: 'rule',
      kind: 'federation rule',
      id: textOf(rule, 'id'),
      name: textOf(rule, 'name'),
    } as const;
    const row = openRow(book, subject, textOf(rule, 'project_id'));
    if (!row) continue;
    const created = textOf(rule, 'created_at');
    row.addedAt = created;
    row.owner = ownerText(book, textOf(rule, 'service_account_id'));
    const issuer = provider ? textOf(provider, 'issuer') || textOf(provider, 'name') : providerId;
    addWay(row, {
      key: 'direct',
      how: `by a token of ${issuer || providerId}${matchersText(rule)}`,
      roles: rolesOf(rule),
      ...(created !== '' && { since: created }),
      dated: created !== '',
    });
  }
}

function ownerText({ directory }: AccessBook, accountId: string): string {
  const name = directory.accounts.get(accountId)?.name;
  return name ? `${name} (${accountId})` : accountId;
}

/** What a token must say: `, if repository is example/nightly`. */
function matchersText(rule: Cells): string {
  const text = textOf(rule, 'attribute_matchers');
  if (!text.startsWith('{')) return '';
  const matchers = Object.entries(JSON.parse(text) as Record<string, unknown>).map(
    ([name, value]) => `${name} is ${String(value)}`,
  );
  return matchers.length === 0 ? '' : ` if ${matchers.join(' and ')}`;
}

function rolesOf(rule: Cells): string[] {
  const scopes = textOf(rule, 'permissions__scopes');
  if (textOf(rule, 'permissions__type') !== 'restricted') return ['all that the service account may'];
  return scopes.startsWith('[') ? (JSON.parse(scopes) as unknown[]).map(String) : [];
}
