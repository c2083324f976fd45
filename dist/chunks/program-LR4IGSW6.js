import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-XHB3AS67.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-6E7J2PW7.js";
import "./chunk-UCBLWXJZ.js";
import "./chunk-7P4SRGJM.js";
import "./chunk-5JGPIV6E.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-EN3QIOOP.js";
import "./chunk-K7AJS534.js";
import "./chunk-L2R5G2HE.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
