/** A prefix in an S3 bucket, of AWS or of a store that speaks S3. */
export interface S3Location {
  kind: 's3';
  bucket: string;
  /** Without a slash at either end; empty for the bucket itself. */
  prefix: string;
  region?: string;
  endpoint?: string;
  /** True if the bucket stands in the path of the URL, not in its host name. */
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
