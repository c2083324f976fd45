import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-RA5WBVEA.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-VB7IHX6M.js";
import "./chunk-V4TGP4KT.js";
import "./chunk-IHF55BPV.js";
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
