import type { Topic } from './topics.ts';

/** The reader must change the workflow or the key: the message says what and how. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  /** Where `docs/troubleshooting.md` explains it. The message itself does not say so: it may become part of another. */
  readonly topic: Topic;
  /** True if what was given could never work: the command line tells it from what merely failed. */
  readonly isWrongUse: boolean;

  constructor(topic: Topic, message: string, fields: { cause?: unknown; isWrongUse?: boolean } = {}) {
    super(message, causeOf(fields));
    this.topic = topic;
    this.isWrongUse = fields.isWrongUse ?? false;
  }
}

/** The API, or the way to it, failed. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly topic: Topic;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly code: string | undefined;
  readonly param: string | undefined;
  readonly requestId: string | undefined;
  /**
   * The API's own sentence, without any key it may have echoed: a fact to decide by. It can name people, so it is never shown, logged or
   * stored; the message has it if it may be read.
   */
  declare readonly detail: string;
  /** What the reader can do; empty if there is nothing special to say. */
  readonly remedy: string;
  /**
   * True if the API itself refused what was asked for: a 4xx status with its JSON error. Only then does the status say
   * anything about the resource: a firewall's page does not, nor does an unpaid bill.
   */
  readonly isRefusal: boolean;
  /** True if the next run may well succeed, and nobody has to act. */
  readonly passes: boolean;

  constructor(
    topic: Topic,
    message: string,
    fields: {
      status: number;
      isRefusal?: boolean;
      code?: string;
      param?: string;
      requestId?: string;
      detail?: string;
      remedy?: string;
      passes?: boolean | undefined;
      cause?: unknown;
    },
  ) {
    super(message, causeOf(fields));
    this.topic = topic;
    this.status = fields.status;
    this.code = fields.code;
    this.param = fields.param;
    this.requestId = fields.requestId;
    // Not enumerable: whatever prints an error as an object leaves it out.
    Object.defineProperty(this, 'detail', { value: fields.detail ?? '', enumerable: false });
    this.remedy = fields.remedy ?? '';
    this.isRefusal = fields.isRefusal ?? false;
    this.passes = fields.passes ?? false;
  }

  /** Equal for answers that mean the same, whatever path and request they are of. */
  get kind(): string {
    return [this.topic, this.status, this.code, this.param, this.remedy].join(' ');
  }
}

/** A file at the destination, in the state or in the spool could not be read or written. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly topic: Topic;
  /** True if every other call would fail too (no credentials, no bucket): the run stops writing and says so once. */
  readonly endsRun: boolean;
  /** True if the next run may well succeed, and nobody has to act. */
  readonly passes: boolean;

  constructor(topic: Topic, message: string, fields: { cause?: unknown; endsRun?: boolean; passes?: boolean } = {}) {
    super(message, causeOf(fields));
    this.topic = topic;
    this.endsRun = fields.endsRun ?? false;
    this.passes = fields.passes ?? false;
  }

  /** Equal for failures of the same kind, whatever file they hit. */
  get kind(): string {
    const { code, name } = (this.cause ?? {}) as { code?: unknown; name?: unknown };
    return [this.topic, code ?? name].join(' ');
  }
}

function causeOf({ cause }: { cause?: unknown }): ErrorOptions | undefined {
  return cause === undefined ? undefined : { cause };
}

/** Returns true for what the user can act on, as opposed to a mistake of ours. */
export function isExpected(error: unknown): error is ConfigurationError | ApiError | StorageError {
  return error instanceof ConfigurationError || error instanceof ApiError || error instanceof StorageError;
}
