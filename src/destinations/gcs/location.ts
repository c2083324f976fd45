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
