import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/errors.ts
var ConfigurationError = class extends Error {
  name = "ConfigurationError";
};
var ApiError = class extends Error {
  name = "ApiError";
  /** HTTP status; 0 where no answer came. */
  status;
  code;
  param;
  requestId;
  /** The API's own sentence, without any key it may have echoed. */
  detail;
  constructor(message, fields) {
    super(message, fields.cause === void 0 ? void 0 : { cause: fields.cause });
    this.status = fields.status;
    this.code = fields.code;
    this.param = fields.param;
    this.requestId = fields.requestId;
    this.detail = fields.detail ?? "";
  }
};
var StorageError = class extends Error {
  name = "StorageError";
  /** True where every other call would fail too (no credentials, no bucket): the run stops writing and says so once. */
  endsRun;
  constructor(message, fields = {}) {
    super(message, fields.cause === void 0 ? void 0 : { cause: fields.cause });
    this.endsRun = fields.endsRun ?? false;
  }
};

export {
  ConfigurationError,
  ApiError,
  StorageError
};
