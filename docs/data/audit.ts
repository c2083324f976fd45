import type { Family } from './description.ts';

/** The audit log. */
export const audit: Family = {
  title: 'Audit events',
  scope: 'api.audit_logs.read',
  resources: {
    audit_logs: {
      text: 'What was done in the organisation: sign-ins, and every change of members, projects, keys, roles and settings.',
      row: 'one event',
      notes: [
        'An owner must have switched audit logging on; nothing is recorded before.',
        'OpenAI promises no length of history: what was exported may be the only copy. An event that the API forgets stays.',
        'Read twice: once for the events of the organisation, once for those of its tenant (`tenant_only=true`). Where a key may not read the latter, the manifest says `refused: ["tenant_only"]`.',
        'New types of events are exported as they come; the log names them. [All types](#event-types) are below.',
      ],
      columns: {
        id: 'Id of the event. Rows are told apart by it.',
        type: 'What was done; see [event types](#event-types).',
        effective_at: 'When it was done. The partition goes by it.',
        project__id:
          'Project that it was done in; nothing if it concerns the organisation. What is done with an admin key is booked on the default project.',
        project__name: 'Title of that project.',
        actor__type: {
          text: 'Whether it was done in a browser session or with a key. Nothing if the API names no actor.',
          values: ['session', 'api_key'],
        },
        actor__session__user__id: { text: 'Member who was signed in.', person: 'id' },
        actor__session__user__email: 'E-mail address of that member.',
        actor__session__ip_address: 'IP address that the session came from.',
        actor__api_key__id: 'Tracking id of the key: `id` in `project_api_keys` or `admin_api_keys`.',
        actor__api_key__type: { text: 'Whose key it is.', values: ['user', 'service_account'] },
        actor__api_key__user__id: { text: 'Member whose key it is.', person: 'id' },
        actor__api_key__user__email: 'E-mail address of that member.',
        actor__api_key__service_account__id: 'Service account whose key it is.',
        details: {
          text: 'What exactly was done: the payload of the event. In JSONL it has no field of this name, but stands under a key named like the type (`"api_key.created": {…}`), as the API sends it. What each type holds is described [below](#event-types). Inside, `privacy` goes by the names of fields and by what looks like an address; ids stay open.',
          jsonl: 'object, under the type',
        },
      },
      seen: {
        object: { text: 'Kind of object, a constant of the API.' },
        actor__session__user_agent: { text: 'Browser or program of the session, as it names itself.', hidden: 'agent' },
        actor__session__ja3: { text: 'Fingerprint of the TLS handshake.', hidden: 'fingerprint' },
        actor__session__ja4: { text: 'Fingerprint of the TLS handshake, newer form.', hidden: 'fingerprint' },
        actor__session__ip_address_details__country: { text: 'Country of the IP address.', hidden: 'place' },
        actor__session__ip_address_details__region: { text: 'Region of the IP address.', hidden: 'place' },
        actor__session__ip_address_details__region_code: { text: 'Code of that region.', hidden: 'place' },
        actor__session__ip_address_details__city: { text: 'City of the IP address.', hidden: 'place' },
        actor__session__ip_address_details__latitude: {
          text: 'Latitude of the IP address; hidden as a number too, by `null`.',
          jsonl: 'number or text',
          unit: 'degrees',
          hidden: 'place',
        },
        actor__session__ip_address_details__longitude: {
          text: 'Longitude of the IP address; hidden as a number too, by `null`.',
          jsonl: 'number or text',
          unit: 'degrees',
          hidden: 'place',
        },
        actor__session__ip_address_details__asn: {
          text: 'Number of the network that the IP address belongs to; hidden as a number too, by `null`.',
          jsonl: 'number or text',
          unit: 'none, an AS number',
          hidden: 'place',
        },
        organization_scope: {
          text: 'Sent only by the simulated organisation of the demo, to show what an unknown field does.',
        },
      },
    },
    audit_log: {
      text: 'Single events, for ids that you give. OpenAI does not describe this read; if the API lacks it, use `audit_logs`.',
      row: 'one event',
      like: 'audit_logs',
    },
  },
};
