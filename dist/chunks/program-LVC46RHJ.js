import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-56Q5EGNT.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-ANKGG2UO.js";
import "./chunk-HRIS77U5.js";
import "./chunk-EXV5Z3D2.js";
import "./chunk-5JGPIV6E.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-U7L7SZNX.js";
import "./chunk-6L45EG4H.js";
import "./chunk-GLNNULDV.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
