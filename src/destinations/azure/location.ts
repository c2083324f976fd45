/** How to sign in to Azure, apart from its default chain. */
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
