/** The reader must change the workflow or the key: the message alone says what and how. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** The API, or the way to it, failed. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly code: string | undefined;
  readonly param: string | undefined;
  readonly requestId: string | undefined;
  /** The API's own sentence, without any key it may have echoed. */
  readonly detail: string;

  constructor(
    message: string,
    fields: { status: number; code?: string; param?: string; requestId?: string; detail?: string; cause?: unknown },
  ) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.status = fields.status;
    this.code = fields.code;
    this.param = fields.param;
    this.requestId = fields.requestId;
    this.detail = fields.detail ?? '';
  }
}

/** A file at the destination, in the state or in the spool could not be read or written. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  /** True where every other call would fail too (no credentials, no bucket): the run stops writing and says so once. */
  readonly endsRun: boolean;

  constructor(message: string, fields: { cause?: unknown; endsRun?: boolean } = {}) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.endsRun = fields.endsRun ?? false;
  }
}
