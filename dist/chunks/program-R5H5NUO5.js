import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runProgram
} from "./chunk-F6RMBJZN.js";
import "./chunk-TJVZTYF2.js";
import "./chunk-IEKNWE5Z.js";
import "./chunk-YPXK2ITA.js";
import "./chunk-PN7CS5NF.js";
import "./chunk-LUSBAA32.js";
import "./chunk-XV746WVL.js";
import "./chunk-KY7PIBRN.js";
import "./chunk-7PECW6XL.js";
import "./chunk-4BWFUUY7.js";
import "./chunk-CN4KZ5ZB.js";
import "./chunk-BVFE2U5M.js";
import "./chunk-DIO2DFAL.js";
import "./chunk-VX4HL5QL.js";
export {
  runProgram
};
