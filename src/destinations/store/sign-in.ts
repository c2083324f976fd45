import type { StoreGuide } from './store-guide.ts';

// What each store's users read in an error. The same lines stand in the store's page under docs/destinations/.

export const s3Guide: StoreGuide = {
  lookedFor:
    'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a shared config or credentials file (AWS_PROFILE), AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN, and the metadata of a container or instance; `destination-options: {role: …}` was not given or could not be taken on',
  signIn: [
    '    permissions:',
    '      id-token: write',
    '    steps:',
    '      - uses: aws-actions/configure-aws-credentials@8df5847569e6427dd6c4fb1cf565c83acfa8afa7 # v6.0.0',
    '        with:',
    '          role-to-assume: arn:aws:iam::ACCOUNT:role/ROLE',
    '          aws-region: REGION',
  ].join('\n'),
  permissions: { read: 's3:GetObject', list: 's3:ListBucket', write: 's3:PutObject', remove: 's3:DeleteObject' },
  page: 'docs/destinations/s3.md',
};

export const gcsGuide: StoreGuide = {
  lookedFor:
    'GOOGLE_CREDENTIALS, GOOGLE_APPLICATION_CREDENTIALS, the gcloud login of this machine, and the metadata server; `destination-options: {workload-identity-provider: …}` was not given or could not be used',
  signIn: [
    '    permissions:',
    '      id-token: write',
    '    steps:',
    '      - uses: google-github-actions/auth@7c6bc770dae815cd3e89ee6cdf493a5fab2cc093 # v3.0.0',
    '        with:',
    '          workload_identity_provider: projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER',
  ].join('\n'),
  permissions: {
    read: 'storage.objects.get',
    list: 'storage.objects.list',
    write: 'storage.objects.create (and storage.objects.delete, to replace what is there)',
    remove: 'storage.objects.delete',
  },
  page: 'docs/destinations/gcs.md',
};

export const azureGuide: StoreGuide = {
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
