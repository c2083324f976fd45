import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/notices/errors.ts
var ConfigurationError = class extends Error {
  name = "ConfigurationError";
  /** Where `docs/troubleshooting.md` explains it. The message itself does not say so: it may become part of another. */
  topic;
  /** True if what was given could never work: the command line tells it from what merely failed. */
  isWrongUse;
  constructor(topic, message, fields = {}) {
    super(message, causeOf(fields));
    this.topic = topic;
    this.isWrongUse = fields.isWrongUse ?? false;
  }
};
var ApiError = class extends Error {
  name = "ApiError";
  topic;
  /** HTTP status; 0 where no answer came. */
  status;
  code;
  param;
  requestId;
  /** What the reader can do; empty if there is nothing special to say. */
  remedy;
  /**
   * True if the API itself refused what was asked for: a 4xx status with its JSON error. Only then does the status say
   * anything about the resource: a firewall's page does not, nor does an unpaid bill.
   */
  isRefusal;
  /** True if the next run may well succeed, and nobody has to act. */
  passes;
  constructor(topic, message, fields) {
    super(message, causeOf(fields));
    this.topic = topic;
    this.status = fields.status;
    this.code = fields.code;
    this.param = fields.param;
    this.requestId = fields.requestId;
    Object.defineProperty(this, "detail", { value: fields.detail ?? "", enumerable: false });
    this.remedy = fields.remedy ?? "";
    this.isRefusal = fields.isRefusal ?? false;
    this.passes = fields.passes ?? false;
  }
  /** Equal for answers that mean the same, whatever path and request they are of. */
  get kind() {
    return [this.topic, this.status, this.code, this.param, this.remedy].join(" ");
  }
};
var StorageError = class extends Error {
  name = "StorageError";
  topic;
  /** True if every other call would fail too (no credentials, no bucket): the run stops writing and says so once. */
  endsRun;
  /** True if the next run may well succeed, and nobody has to act. */
  passes;
  constructor(topic, message, fields = {}) {
    super(message, causeOf(fields));
    this.topic = topic;
    this.endsRun = fields.endsRun ?? false;
    this.passes = fields.passes ?? false;
  }
  /** Equal for failures of the same kind, whatever file they hit. */
  get kind() {
    const { code, name } = this.cause ?? {};
    return [this.topic, code ?? name].join(" ");
  }
};
function causeOf({ cause }) {
  return cause === void 0 ? void 0 : { cause };
}
function isExpected(error) {
  return error instanceof ConfigurationError || error instanceof ApiError || error instanceof StorageError;
}

export {
  ConfigurationError,
  ApiError,
  StorageError,
  isExpected
};
