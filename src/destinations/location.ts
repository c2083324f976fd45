/** Where to write, and what may be done there. */
export interface DestinationConfig {
  location: Location;
  /** Where the manifests lie when they lie apart from the data. */
  manifests?: Location;
  /** For people and outputs: `data`, `s3://bucket/prefix`. */
  identity: string;
  /** What the state belongs to: the identity, and the endpoint where it is no default one. */
  binding: string;
  /** Nothing may be read, listed or deleted: all that is known comes from the cached state. */
  writeOnly: boolean;
  /** The store refuses overwriting: each file is written once, when its period is settled. */
  settledOnly: boolean;
  /** Every different snapshot is kept below `_history/`. */
  history: boolean;
}
/** A folder of the workspace or of `RUNNER_TEMP`; outside Actions, any folder. */
export interface FolderLocation {
  kind: 'folder';
  /** Absolute path. */
  folder: string;
  /** For people: relative to the workspace, or `RUNNER_TEMP/…`; elsewhere the whole path. */
  name: string;
}

/** A prefix in an S3 bucket, of AWS or of a store that speaks S3. */
export interface S3Location {
  kind: 's3';
  bucket: string;
  /** Without a slash at either end; empty for the bucket itself. */
  prefix: string;
  region?: string;
  endpoint?: string;
  /** True where the bucket stands in the path of the URL, not in its host name. */
  pathStyle?: boolean;
  /** ARN of the role to take on by the workflow's own identity token. */
  role?: string;
  /** Value of `x-amz-server-side-encryption`. */
  encryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  kmsKey?: string;
  storageClass?: string;
  tags?: Record<string, string>;
  /** Account that must own the bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html */
  bucketOwner?: string;
}

/** A prefix in a Google Cloud Storage bucket. */
export interface GcsLocation {
  kind: 'gcs';
  bucket: string;
  prefix: string;
  endpoint?: string;
  /** `projects/…/locations/global/workloadIdentityPools/…/providers/…`, for the workflow's own identity token. */
  workloadIdentityProvider?: string;
  /** To act as, with `workloadIdentityProvider`. */
  serviceAccount?: string;
  /** A service account's key or an external account's configuration, parsed from `GOOGLE_CREDENTIALS`. */
  credentials?: Record<string, unknown>;
  kmsKey?: string;
  storageClass?: string;
  /** Project that pays for requests. */
  userProject?: string;
}

/** How to sign in to Azure, beside its default chain. */
export type AzureCredentials =
  | { kind: 'connection-string'; connectionString: string }
  | { kind: 'account-key'; account: string; key: string }
  /** Query of a shared access signature, without `?`. */
  | { kind: 'sas'; query: string }
  /** An application that trusts the workflow's own identity token. */
  | { kind: 'federated'; tenant: string; client: string }
  | { kind: 'default' };

/** A prefix in an Azure Blob container. */
export interface AzureLocation {
  kind: 'azure';
  /** `https://<account>.blob.core.windows.net`, without a slash at its end. */
  accountUrl: string;
  container: string;
  prefix: string;
  credentials: AzureCredentials;
  tier?: string;
  encryptionScope?: string;
  tags?: Record<string, string>;
}

/** Where files are written. */
export type Location = FolderLocation | S3Location | GcsLocation | AzureLocation;

/** A location as people know it, without anything secret. */
export function nameOf(location: Location): string {
  switch (location.kind) {
    case 'folder':
      return location.name;
    case 's3':
      return joined(`s3://${location.bucket}`, location.prefix);
    case 'gcs':
      return joined(`gs://${location.bucket}`, location.prefix);
    case 'azure':
      return joined(`${location.accountUrl}/${location.container}`, location.prefix);
  }
}

function joined(root: string, prefix: string): string {
  return prefix === '' ? root : `${root}/${prefix}`;
}
