import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  __commonJS,
  __require
} from "./runtime.js";

// required:https
var require_https = __commonJS({
  "required:https"(exports, module) {
    module.exports = __require("https");
  }
});

export {
  require_https
};
