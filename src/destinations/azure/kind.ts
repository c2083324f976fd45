import { decoded } from '../../text/addresses.ts';
import { destinationKind } from '../destination-kind.ts';
import type { StoreGuide } from '../store/store-guide.ts';
import { anyCase, defined, nameBelow, openedStore, storeOptions, wordOption } from '../store-kind.ts';
import type { AzureLocation } from './location.ts';
import { CONTAINER, parseAzure } from './parse.ts';

/** What users read in an error. The same lines stand in docs/destinations/azure.md. */
const guide: StoreGuide = {
  lookedFor:
    'AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN, a signature in the URL of the container, AZURE_CLIENT_SECRET with AZURE_CLIENT_ID and AZURE_TENANT_ID, a workload identity, the login of the az or azd command line, and a managed identity of this machine; `destination-options: {tenant-id: …, client-id: …}` was not given or could not be used',
  signIn: [
    '    permissions:',
    '      id-token: write',
    '    steps:',
    '      - uses: azure/login@532459ea530d8321f2fb9bb10d1e0bcf23869a43 # v3.0.0',
    '        with:',
    '          client-id: CLIENT-ID',
    '          tenant-id: TENANT-ID',
    '          allow-no-subscriptions: true',
  ].join('\n'),
  permissions: {
    read: 'reading blobs (role Storage Blob Data Contributor on the container, or a signature with r)',
    list: 'listing blobs (role Storage Blob Data Contributor on the container, or a signature with l)',
    write: 'writing blobs (role Storage Blob Data Contributor on the container, or a signature with c and w)',
    remove: 'deleting blobs (role Storage Blob Data Contributor on the container, or a signature with d)',
  },
  page: 'docs/destinations/azure.md',
};

/** Containers of Azure Blob Storage. */
export const azureKind = destinationKind({
  kind: 'azure',
  schemes: ['az', 'https?'],
  written: ['az://container/prefix', 'the https URL of an Azure container'],
  form: `^\\s*(?:${anyCase('az')}://${CONTAINER.source.slice(1, -1)}(?:/[^?#]*)?|https?://[^/?#\\s]+/[^?#]+)(?:\\?(?:.*&)?sig=.*)?\\s*$`,
  options: {
    'tenant-id': wordOption("Azure: tenant of the application to sign in as by the workflow's own identity."),
    'client-id': wordOption('Azure: that application.'),
    tier: { type: 'word', words: ['Hot', 'Cool', 'Cold'], text: 'Azure: access tier of new blobs.' },
    'encryption-scope': wordOption('Azure: encryption scope of new blobs.'),
    tags: storeOptions.tags,
  },
  parse: (given, { env }) => parseAzure(given, env),
  withOptions(place: AzureLocation, options, _env, addMistake) {
    const { 'tenant-id': tenant, 'client-id': client } = options;
    if ((tenant === undefined) !== (client === undefined)) {
      addMistake("'tenant-id' and 'client-id' under destination-options belong together: one of them is missing");
    }
    return {
      ...place,
      ...(tenant && client ? { credentials: { kind: 'federated' as const, tenant, client } } : {}),
      ...defined({ tier: options.tier, encryptionScope: options['encryption-scope'], tags: options.tags }),
    };
  },
  nameOf,
  rootOf,
  manifestsAt(data, manifests, given, addMistake) {
    const isSigned = given.includes('?');
    const isOfAccount = ['connection-string', 'account-key', 'sas'].includes(data.credentials.kind);
    if (manifests.accountUrl !== data.accountUrl && isOfAccount && !isSigned) {
      addMistake(
        'is in another account, for which the credentials of the destination are not: give its URL with a signature',
      );
    }
    return { ...data, ...manifests, credentials: isSigned ? manifests.credentials : data.credentials };
  },
  secretsIn(env, texts) {
    const signed = [env.AZURE_STORAGE_CONNECTION_STRING, env.AZURE_STORAGE_SAS_TOKEN, ...texts];
    const found = signed.flatMap((text) => [...(text ?? '').matchAll(/\b(?:sig|AccountKey)=([^&;\s"']+)/gi)]);
    const whole = [env.AZURE_STORAGE_KEY, env.AZURE_CLIENT_SECRET].map((secret) => (secret ?? '').trim());
    return [...whole, ...found.flatMap(([, secret = '']) => [secret, decoded(secret)])];
  },
  secretsOf({ credentials }) {
    const signature = credentials.kind === 'sas' ? new URLSearchParams(credentials.query).get('sig') : undefined;
    return signature ? [signature, encodeURIComponent(signature)] : [];
  },
  async open(place, options) {
    const { openAzure } = await import('./azure.ts');
    const store = await openAzure(place, options);
    return openedStore(store, { name: nameOf(place), prefix: place.prefix, guide }, options);
  },
});

function rootOf({ accountUrl, container }: AzureLocation): string {
  return `${accountUrl}/${container}`;
}

function nameOf(place: AzureLocation): string {
  return nameBelow(rootOf(place), place.prefix);
}
