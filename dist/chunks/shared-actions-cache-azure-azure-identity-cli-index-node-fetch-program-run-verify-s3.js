import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  __commonJS,
  __require
} from "./runtime.js";

// required:node:https
var require_node_https = __commonJS({
  "required:node:https"(exports, module) {
    module.exports = __require("node:https");
  }
});

export {
  require_node_https
};
