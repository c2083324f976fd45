/**
 * Adjustments of what counts as personal data: `<resource>.<column>`, with `*` for any resource or any one field and `**`
 * for any number of fields. Nested fields follow with a dot (or `__`, as tables name them), the payload of an audit event
 * is `details`, whatever its type; a list's entries have the path of the list. What is named holds for all that is inside:
 *
 *     include: [project_api_keys.name, '*.user_id', audit_logs.details.changes_requested.title]
 *     exclude: [audit_logs.actor.session.ip_address, '*.owner.name']
 *
 * If both name a field, it is left as it is.
 */
export interface PrivacyColumns {
  /** Texts that are replaced although the catalogue does not say that they are personal. */
  include: string[];
  /** Fields that are left as they are, even if they look like an address. */
  exclude: string[];
}

/**
 * What happens to personal data before it leaves memory: nothing; each value becomes the text `redacted` (null stays null);
 * or each becomes a pseudonym, `email_3f2a…`, that is the same for the same value everywhere as long as the key is the same.
 */
export type PrivacyOptions =
  | { mode: 'none' }
  | { mode: 'redact'; columns: PrivacyColumns }
  | { mode: 'pseudonymize'; key: string; columns: PrivacyColumns };
