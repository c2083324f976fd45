import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ConfigurationError,
  StorageError
} from "./shared-azure-cli-index-page-program-run-verify.js";

// src/notices/pointer.ts
var TOPIC_PAGE = "docs/troubleshooting.md";
var PAGES = /(?<![\w/.-])docs\/(?:troubleshooting\.md#[a-z-]+|destinations\/[a-z\d-]+\.md)/g;
function addressOf(topic, files) {
  return `${files}/${TOPIC_PAGE}#${topic}`;
}
function linkPages(text, files) {
  return files === void 0 ? text : text.replace(PAGES, (page) => `${files}/${page}`);
}

// src/notices/notice.ts
function notice(text, topic, more = {}) {
  return { text, topic, ...more };
}
function rendered(message) {
  if (typeof message === "string") return message;
  const { text, topic } = message;
  const trimmed = text.trimEnd();
  const isList = /(?:^|\n)- [^\n]*$/.test(trimmed);
  const whole = isList ? `${trimmed}
` : `${/[.!?)]$/.test(trimmed) ? trimmed : `${trimmed}.`} `;
  return `${whole}See ${TOPIC_PAGE}#${topic}`;
}
function reworded(message, change) {
  return typeof message === "string" ? change(message) : { ...message, text: change(message.text) };
}

// src/formats/compression.ts
import { pipeline } from "node:stream";
import zlib from "node:zlib";
var contentTypes = {
  none: void 0,
  gz: "application/gzip",
  zst: "application/zstd"
};
function compress(compression) {
  if (compression === "gz") return zlib.createGzip();
  if (compression === "zst") return zstandard(zlib.createZstdCompress)();
  return void 0;
}
async function* decompress(file, compression) {
  const decompressor = decompressorOf(compression);
  if (decompressor === void 0) {
    yield* file;
    return;
  }
  let reading;
  file.once("error", (error) => {
    reading = error;
  });
  pipeline(file, decompressor, () => void 0);
  try {
    yield* decompressor;
  } catch (error) {
    if (reading !== void 0) throw reading;
    const why = error instanceof Error ? error.message : String(error);
    throw new StorageError(
      "stored-file-damaged",
      `Failed to decompress: the content is no whole ${compression} file (${why})`,
      {
        cause: error
      }
    );
  }
}
function decompressorOf(compression) {
  if (compression === "gz") return zlib.createGunzip();
  if (compression === "zst") return zstandard(zlib.createZstdDecompress)();
  return void 0;
}
function hasZstandard() {
  return zlib.createZstdCompress !== void 0;
}
var withoutZstandard = `Zstandard (".zst") needs Node.js 22.15 or later and this is ${process.version}: use ".gz", or run it as a GitHub Action, which brings Node.js 24`;
function zstandard(create) {
  if (create !== void 0) return create;
  throw new ConfigurationError("no-zstandard", `${withoutZstandard}.`);
}

// src/text/time.ts
var HOUR = 3600;
var DAY = 24 * HOUR;
function timeText(seconds) {
  return `${new Date(seconds * 1e3).toISOString().slice(0, 19)}Z`;
}
function dayAfter(day, days) {
  return timeText(Date.parse(day) / 1e3 + days * DAY).slice(0, 10);
}
function daysBetween(from, to) {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 1e3 / DAY);
}
function eachDay(from, to) {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, index) => dayAfter(from, index));
}
function monthStart(day, months = 0) {
  const date = new Date(Date.parse(day));
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}
function monthName(day) {
  return new Date(Date.parse(day)).toLocaleString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
}
function weekday(day) {
  return new Date(Date.parse(day)).getUTCDay();
}

// src/archive/periods.ts
function periodStart(seconds, by) {
  if (by === "hour") return Math.floor(seconds / HOUR) * HOUR;
  if (by === "day") return Math.floor(seconds / DAY) * DAY;
  const date = new Date(seconds * 1e3);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1e3;
}
function periodAt(seconds, by) {
  const from = periodStart(seconds, by);
  if (by !== "month") return { from, to: from + (by === "hour" ? HOUR : DAY) };
  const date = new Date(from * 1e3);
  return { from, to: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1e3 };
}
function periodsBetween(from, to, by) {
  const periods = [];
  for (let at = from; at < to; ) {
    const period = periodAt(at, by);
    periods.push(period);
    at = period.to;
  }
  return periods;
}
function periodName(from, by) {
  return new Date(from * 1e3).toISOString().slice(0, { hour: 13, day: 10, month: 7 }[by]);
}
var parsed = /* @__PURE__ */ new Map();
var MOST_PARSED = 2e4;
function parsePeriodName(name) {
  const known = parsed.get(name) ?? parsePeriod(name);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(name, known);
  return { ...known };
}
function parsePeriod(name) {
  const by = name.length === 7 ? "month" : name.length === 10 ? "day" : "hour";
  const start = by === "month" ? `${name}-01` : by === "day" ? name : `${name}:00:00Z`;
  const from = Date.parse(start) / 1e3;
  if (Number.isNaN(from) || periodName(from, by) !== name)
    throw new RangeError(`"${name}" names no month, day or hour`);
  return periodAt(from, by);
}
function dayName(seconds) {
  return periodName(seconds, "day");
}
function boundaryName(seconds) {
  const text = new Date(seconds * 1e3).toISOString();
  return seconds % DAY === 0 ? text.slice(0, 10) : `${text.slice(0, 13)}:00:00Z`;
}

// src/formats/csv.ts
import { pipeline as pipeline2, Readable } from "node:stream";

// node_modules/csv-parse/lib/index.js
import{Transform}from"stream";
// node_modules/csv-parse/lib/utils/is_object.js
var is_object=function(obj){return typeof obj==="object"&&obj!==null&&!Array.isArray(obj)};
// node_modules/csv-parse/lib/api/CsvError.js
var CsvError=class _CsvError extends Error{constructor(code,message,options,...contexts){if(Array.isArray(message))message=message.join(" ").trim();super(message);if(Error.captureStackTrace!==void 0){Error.captureStackTrace(this,_CsvError)}this.code=code;for(const context of contexts){for(const key in context){const value=context[key];this[key]=Buffer.isBuffer(value)?value.toString(options.encoding):value==null?value:JSON.parse(JSON.stringify(value))}}}};
// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array=function(columns){const normalizedColumns=[];for(let i=0,l=columns.length;i<l;i++){const column=columns[i];if(column===void 0||column===null||column===false){normalizedColumns[i]={disabled:true}}else if(typeof column==="string"||typeof column==="number"){normalizedColumns[i]={name:`${column}`}}else if(is_object(column)){if(typeof column.name!=="string"){throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME",["Option columns missing name:",`property "name" is required at position ${i}`,"when column is an object literal"])}normalizedColumns[i]=column}else{throw new CsvError("CSV_INVALID_COLUMN_DEFINITION",["Invalid column definition:","expect a string or a literal object,",`got ${JSON.stringify(column)} at position ${i}`])}}return normalizedColumns};
// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer=class{constructor(size2=100){this.size=size2;this.length=0;this.buf=Buffer.allocUnsafe(size2)}prepend(val){if(Buffer.isBuffer(val)){const length=this.length+val.length;if(length>=this.size){this.resize();if(length>=this.size){throw Error("INVALID_BUFFER_STATE")}}const buf=this.buf;this.buf=Buffer.allocUnsafe(this.size);val.copy(this.buf,0);buf.copy(this.buf,val.length);this.length+=val.length}else{const length=this.length++;if(length===this.size){this.resize()}const buf=this.clone();this.buf[0]=val;buf.copy(this.buf,1,0,length)}}append(val){const length=this.length++;if(length===this.size){this.resize()}this.buf[length]=val}clone(){return Buffer.from(this.buf.slice(0,this.length))}resize(){const length=this.length;this.size=this.size*2;const buf=Buffer.allocUnsafe(this.size);this.buf.copy(buf,0,0,length);this.buf=buf}toString(encoding){if(encoding){return this.buf.toString(encoding,0,this.length)}else{return Uint8Array.prototype.slice.call(this.buf.slice(0,this.length))}}toJSON(){return this.toString("utf8")}reset(){this.length=0}};var ResizeableBuffer_default=ResizeableBuffer;
// node_modules/csv-parse/lib/api/init_state.js
var init_state=function(options){const timchars=[32,9,10,13,12,11,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8232,8233,8239,8287,12288,65279].reduce((acc,codepoint)=>{const encoded=Buffer.from(String.fromCharCode(codepoint),options.encoding);if(codepoint!==63&&encoded.length===1&&encoded[0]===63){return acc}acc.push(encoded);return acc},[]);const timcharFirstBytes=new Uint8Array(256);for(const t of timchars)timcharFirstBytes[t[0]]=1;return{bomSkipped:false,bufBytesStart:0,castField:options.cast_function,commenting:false,delimiterBufPrevious:void 0,delimiterDiscovered:false,error:void 0,enabled:options.from_line===1,escaping:false,escapeIsQuote:Buffer.isBuffer(options.escape)&&Buffer.isBuffer(options.quote)&&Buffer.compare(options.escape,options.quote)===0,expectedRecordLength:Array.isArray(options.columns)?options.columns.length:void 0,field:new ResizeableBuffer_default(20),firstLineToHeaders:options.cast_first_line_to_header,needMoreDataSize:Math.max(options.comment!==null?options.comment.length:0,...options.delimiter?options.delimiter.map(delimiter=>delimiter.length):[],options.delimiter_auto?1:0,options.quote!==null?options.quote.length:0,...timchars.map(t=>t.length)),previousBuf:void 0,quoting:false,stop:false,rawBuffer:new ResizeableBuffer_default(100),record:[],recordHasError:false,record_length:0,recordDelimiterMaxLength:options.record_delimiter.length===0?0:Math.max(...options.record_delimiter.map(v=>v.length)),trimChars:[Buffer.from(" ",options.encoding)[0],Buffer.from("	",options.encoding)[0]],wasQuoting:false,wasRowDelimiter:false,timchars,timcharFirstBytes}};
// node_modules/csv-parse/lib/utils/underscore.js
var underscore=function(str){return str.replace(/([A-Z])/g,function(_,match){return"_"+match.toLowerCase()})};
// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options=function(opts){const options={};for(const opt in opts){options[underscore(opt)]=opts[opt]}if(options.encoding===void 0||options.encoding===true){options.encoding="utf8"}else if(options.encoding===null||options.encoding===false){options.encoding=null}else if(typeof options.encoding!=="string"&&options.encoding!==null){throw new CsvError("CSV_INVALID_OPTION_ENCODING",["Invalid option encoding:","encoding must be a string or null to return a buffer,",`got ${JSON.stringify(options.encoding)}`],options)}if(options.bom===void 0||options.bom===null||options.bom===false){options.bom=false}else if(options.bom!==true){throw new CsvError("CSV_INVALID_OPTION_BOM",["Invalid option bom:","bom must be true,",`got ${JSON.stringify(options.bom)}`],options)}options.cast_function=null;if(options.cast===void 0||options.cast===null||options.cast===false||options.cast===""){options.cast=void 0}else if(typeof options.cast==="function"){options.cast_function=options.cast;options.cast=true}else if(options.cast!==true){throw new CsvError("CSV_INVALID_OPTION_CAST",["Invalid option cast:","cast must be true or a function,",`got ${JSON.stringify(options.cast)}`],options)}if(options.cast_date===void 0||options.cast_date===null||options.cast_date===false||options.cast_date===""){options.cast_date=false}else if(options.cast_date===true){options.cast_date=function(value){const date=Date.parse(value);return!isNaN(date)?new Date(date):value}}else if(typeof options.cast_date!=="function"){throw new CsvError("CSV_INVALID_OPTION_CAST_DATE",["Invalid option cast_date:","cast_date must be true or a function,",`got ${JSON.stringify(options.cast_date)}`],options)}options.cast_first_line_to_header=void 0;if(options.columns===true){options.cast_first_line_to_header=void 0}else if(typeof options.columns==="function"){options.cast_first_line_to_header=options.columns;options.columns=true}else if(Array.isArray(options.columns)){options.columns=normalize_columns_array(options.columns)}else if(options.columns===void 0||options.columns===null||options.columns===false){options.columns=false}else{throw new CsvError("CSV_INVALID_OPTION_COLUMNS",["Invalid option columns:","expect an array, a function or true,",`got ${JSON.stringify(options.columns)}`],options)}if(options.group_columns_by_name===void 0||options.group_columns_by_name===null||options.group_columns_by_name===false){options.group_columns_by_name=false}else if(options.group_columns_by_name!==true){throw new CsvError("CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",["Invalid option group_columns_by_name:","expect an boolean,",`got ${JSON.stringify(options.group_columns_by_name)}`],options)}else if(options.columns===false){throw new CsvError("CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",["Invalid option group_columns_by_name:","the `columns` mode must be activated."],options)}if(options.comment===void 0||options.comment===null||options.comment===false||options.comment===""){options.comment=null}else{if(typeof options.comment==="string"){options.comment=Buffer.from(options.comment,options.encoding)}if(!Buffer.isBuffer(options.comment)){throw new CsvError("CSV_INVALID_OPTION_COMMENT",["Invalid option comment:","comment must be a buffer or a string,",`got ${JSON.stringify(options.comment)}`],options)}}if(options.comment_no_infix===void 0||options.comment_no_infix===null||options.comment_no_infix===false){options.comment_no_infix=false}else if(options.comment_no_infix!==true){throw new CsvError("CSV_INVALID_OPTION_COMMENT",["Invalid option comment_no_infix:","value must be a boolean,",`got ${JSON.stringify(options.comment_no_infix)}`],options)}if(options.delimiter_auto===void 0||options.delimiter_auto===null||options.delimiter_auto===false){options.delimiter_auto=false}else if(options.delimiter_auto===true){options.delimiter_auto={}}else if(!is_object(options.delimiter_auto)){throw new CsvError("CSV_INVALID_OPTION_DELIMITER_AUTO",["Invalid option delimiter_auto:","delimiter_auto must be a boolean or a configuration object,",`got ${JSON.stringify(options.delimiter_auto)}`],options)}if(options.delimiter_auto){if(options.delimiter_auto.preferred===void 0)options.delimiter_auto.preferred={[",".charCodeAt(0)]:1.8,["	".charCodeAt(0)]:1.8,[";".charCodeAt(0)]:1.6,[" ".charCodeAt(0)]:1.6,[":".charCodeAt(0)]:1.5,[".".charCodeAt(0)]:1.4,["/".charCodeAt(0)]:1.4};else if(!is_object(options.delimiter_auto.preferred)){throw new CsvError("CSV_INVALID_OPTION_DELIMITER_AUTO",["Invalid option delimiter_auto:","preferred must be an object,",`got ${JSON.stringify(options.delimiter_auto.preferred)}`],options)}if(options.delimiter_auto.score===void 0)options.delimiter_auto.score=(info,options2)=>{return(info.total-info.std)*(options2.preferred[info.char_code]||1)};else if(typeof options.delimiter_auto.score!=="function"){throw new CsvError("CSV_INVALID_OPTION_DELIMITER_AUTO",["Invalid option delimiter_auto:","score must be a function,",`got ${JSON.stringify(options.delimiter_auto.score)}`],options)}if(options.delimiter_auto.size===void 0)options.delimiter_auto.size=2048;else if(typeof options.delimiter_auto.size!=="number"){throw new CsvError("CSV_INVALID_OPTION_DELIMITER_AUTO",["Invalid option delimiter_auto:","size must be a number,",`got ${JSON.stringify(options.delimiter_auto.size)}`],options)}}const delimiter_json=JSON.stringify(options.delimiter);if(options.delimiter_auto!==false){options.delimiter=[]}if(!Array.isArray(options.delimiter)){if(options.delimiter===void 0||options.delimiter===null||options.delimiter===false){options.delimiter=Buffer.from(",",options.encoding)}options.delimiter=[options.delimiter]}options.delimiter=options.delimiter.map(function(delimiter){if(typeof delimiter==="string"){delimiter=Buffer.from(delimiter,options.encoding)}if(!Buffer.isBuffer(delimiter)||delimiter.length===0){throw new CsvError("CSV_INVALID_OPTION_DELIMITER",["Invalid option delimiter:","delimiter must be a non empty string or buffer or array of string|buffer,",`got ${delimiter_json}`],options)}return delimiter});if(options.escape===void 0||options.escape===true){options.escape=Buffer.from('"',options.encoding)}else if(typeof options.escape==="string"){options.escape=Buffer.from(options.escape,options.encoding)}else if(options.escape===null||options.escape===false){options.escape=null}if(options.escape!==null){if(!Buffer.isBuffer(options.escape)){throw new Error(`Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`)}}if(options.from===void 0||options.from===null){options.from=1}else{if(typeof options.from==="string"&&/\d+/.test(options.from)){options.from=parseInt(options.from)}if(Number.isInteger(options.from)){if(options.from<0){throw new Error(`Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`)}}else{throw new Error(`Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`)}}if(options.from_line===void 0||options.from_line===null){options.from_line=1}else{if(typeof options.from_line==="string"&&/\d+/.test(options.from_line)){options.from_line=parseInt(options.from_line)}if(Number.isInteger(options.from_line)){if(options.from_line<=0){throw new Error(`Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`)}}else{throw new Error(`Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`)}}if(options.ignore_last_delimiters===void 0||options.ignore_last_delimiters===null){options.ignore_last_delimiters=false}else if(typeof options.ignore_last_delimiters==="number"){options.ignore_last_delimiters=Math.floor(options.ignore_last_delimiters);if(options.ignore_last_delimiters===0){options.ignore_last_delimiters=false}}else if(typeof options.ignore_last_delimiters!=="boolean"){throw new CsvError("CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",["Invalid option `ignore_last_delimiters`:","the value must be a boolean value or an integer,",`got ${JSON.stringify(options.ignore_last_delimiters)}`],options)}if(options.ignore_last_delimiters===true&&options.columns===false){throw new CsvError("CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",["The option `ignore_last_delimiters`","requires the activation of the `columns` option"],options)}if(options.info===void 0||options.info===null||options.info===false){options.info=false}else if(options.info!==true){throw new Error(`Invalid Option: info must be true, got ${JSON.stringify(options.info)}`)}if(options.max_record_size===void 0||options.max_record_size===null||options.max_record_size===false){options.max_record_size=0}else if(Number.isInteger(options.max_record_size)&&options.max_record_size>=0){}else if(typeof options.max_record_size==="string"&&/\d+/.test(options.max_record_size)){options.max_record_size=parseInt(options.max_record_size)}else{throw new Error(`Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`)}if(options.objname===void 0||options.objname===null||options.objname===false){options.objname=void 0}else if(Buffer.isBuffer(options.objname)){if(options.objname.length===0){throw new Error(`Invalid Option: objname must be a non empty buffer`)}if(options.encoding===null){}else{options.objname=options.objname.toString(options.encoding)}}else if(typeof options.objname==="string"){if(options.objname.length===0){throw new Error(`Invalid Option: objname must be a non empty string`)}}else if(typeof options.objname==="number"){}else{throw new Error(`Invalid Option: objname must be a string or a buffer, got ${options.objname}`)}if(options.objname!==void 0){if(typeof options.objname==="number"){if(options.columns!==false){throw Error("Invalid Option: objname index cannot be combined with columns or be defined as a field")}}else{if(options.columns===false){throw Error("Invalid Option: objname field must be combined with columns or be defined as an index")}}}if(options.on_record===void 0||options.on_record===null){options.on_record=void 0}else if(typeof options.on_record!=="function"){throw new CsvError("CSV_INVALID_OPTION_ON_RECORD",["Invalid option `on_record`:","expect a function,",`got ${JSON.stringify(options.on_record)}`],options)}if(options.on_skip!==void 0&&options.on_skip!==null&&typeof options.on_skip!=="function"){throw new Error(`Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`)}if(options.quote===null||options.quote===false||options.quote===""){options.quote=null}else{if(options.quote===void 0||options.quote===true){options.quote=Buffer.from('"',options.encoding)}else if(typeof options.quote==="string"){options.quote=Buffer.from(options.quote,options.encoding)}if(!Buffer.isBuffer(options.quote)){throw new Error(`Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`)}}if(options.raw===void 0||options.raw===null||options.raw===false){options.raw=false}else if(options.raw!==true){throw new Error(`Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`)}if(options.record_delimiter===void 0){options.record_delimiter=[]}else if(typeof options.record_delimiter==="string"||Buffer.isBuffer(options.record_delimiter)){if(options.record_delimiter.length===0){throw new CsvError("CSV_INVALID_OPTION_RECORD_DELIMITER",["Invalid option `record_delimiter`:","value must be a non empty string or buffer,",`got ${JSON.stringify(options.record_delimiter)}`],options)}options.record_delimiter=[options.record_delimiter]}else if(!Array.isArray(options.record_delimiter)){throw new CsvError("CSV_INVALID_OPTION_RECORD_DELIMITER",["Invalid option `record_delimiter`:","value must be a string, a buffer or array of string|buffer,",`got ${JSON.stringify(options.record_delimiter)}`],options)}options.record_delimiter=options.record_delimiter.map(function(rd,i){if(typeof rd!=="string"&&!Buffer.isBuffer(rd)){throw new CsvError("CSV_INVALID_OPTION_RECORD_DELIMITER",["Invalid option `record_delimiter`:","value must be a string, a buffer or array of string|buffer",`at index ${i},`,`got ${JSON.stringify(rd)}`],options)}else if(rd.length===0){throw new CsvError("CSV_INVALID_OPTION_RECORD_DELIMITER",["Invalid option `record_delimiter`:","value must be a non empty string or buffer",`at index ${i},`,`got ${JSON.stringify(rd)}`],options)}if(typeof rd==="string"){rd=Buffer.from(rd,options.encoding)}return rd});if(typeof options.relax_column_count==="boolean"){}else if(options.relax_column_count===void 0||options.relax_column_count===null){options.relax_column_count=false}else{throw new Error(`Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`)}if(typeof options.relax_column_count_less==="boolean"){}else if(options.relax_column_count_less===void 0||options.relax_column_count_less===null){options.relax_column_count_less=false}else{throw new Error(`Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`)}if(typeof options.relax_column_count_more==="boolean"){}else if(options.relax_column_count_more===void 0||options.relax_column_count_more===null){options.relax_column_count_more=false}else{throw new Error(`Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`)}if(typeof options.relax_quotes==="boolean"){}else if(options.relax_quotes===void 0||options.relax_quotes===null){options.relax_quotes=false}else{throw new Error(`Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`)}if(typeof options.skip_empty_lines==="boolean"){}else if(options.skip_empty_lines===void 0||options.skip_empty_lines===null){options.skip_empty_lines=false}else{throw new Error(`Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`)}if(typeof options.skip_records_with_empty_values==="boolean"){}else if(options.skip_records_with_empty_values===void 0||options.skip_records_with_empty_values===null){options.skip_records_with_empty_values=false}else{throw new Error(`Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`)}if(typeof options.skip_records_with_error==="boolean"){}else if(options.skip_records_with_error===void 0||options.skip_records_with_error===null){options.skip_records_with_error=false}else{throw new Error(`Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`)}if(options.rtrim===void 0||options.rtrim===null||options.rtrim===false){options.rtrim=false}else if(options.rtrim!==true){throw new Error(`Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`)}if(options.ltrim===void 0||options.ltrim===null||options.ltrim===false){options.ltrim=false}else if(options.ltrim!==true){throw new Error(`Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`)}if(options.trim===void 0||options.trim===null||options.trim===false){options.trim=false}else if(options.trim!==true){throw new Error(`Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`)}if(options.trim===true&&opts.ltrim!==false){options.ltrim=true}else if(options.ltrim!==true){options.ltrim=false}if(options.trim===true&&opts.rtrim!==false){options.rtrim=true}else if(options.rtrim!==true){options.rtrim=false}if(options.to===void 0||options.to===null){options.to=-1}else if(options.to!==-1){if(typeof options.to==="string"&&/\d+/.test(options.to)){options.to=parseInt(options.to)}if(Number.isInteger(options.to)){if(options.to<=0){throw new Error(`Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`)}}else{throw new Error(`Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`)}}if(options.to_line===void 0||options.to_line===null){options.to_line=-1}else if(options.to_line!==-1){if(typeof options.to_line==="string"&&/\d+/.test(options.to_line)){options.to_line=parseInt(options.to_line)}if(Number.isInteger(options.to_line)){if(options.to_line<=0){throw new Error(`Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`)}}else{throw new Error(`Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`)}}return options};
// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover=function(records,options){if(!options){({delimiter_auto:options}=normalize_options({delimiter_auto:true}))}if(typeof records==="string"){records=Buffer.from(records)}if(Buffer.isBuffer(records)){records=(data=>{const records2=[];const parser=transform({delimiter:[]});const push=record=>records2.push(record);const close=()=>{};const error=parser.parse(data,true,push,close);if(error!==void 0)throw error;return records2})(records)}const info=Array(127).fill().map(()=>({lines:[]}));records.map(([record],line)=>{for(let i=0,l=record.length;i<l;i++){const code=record.charCodeAt(i);if(info[code].lines[line]===void 0)info[code].lines[line]=0;info[code].lines[line]++}});info.map((info2,i)=>{info2.char_code=i;info2.std=std(info2.lines);info2.total=info2.lines.reduce((acc,val)=>acc+val,0);info2.preferred=!!options.preferred[i];info2.score=options.score(info2,options)});const result=info.reduce((acc,info2)=>acc.score>info2.score?acc:info2,{});return String.fromCharCode(result.char_code)};var std=function(array){const n=array.length;if(n===0)return 0;const mean=array.reduce((a,b)=>a+b)/n;return Math.sqrt(array.map(x=>Math.pow(x-mean,2)).reduce((a,b)=>a+b)/n)};
// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty=function(record){return record.every(field=>field==null||field.toString&&field.toString().trim()==="")};var cr=13;var nl=10;var boms={utf8:Buffer.from([239,187,191]),utf16le:Buffer.from([255,254])};var transform=function(original_options={}){const info={bytes:0,bytes_records:0,comment_lines:0,empty_lines:0,invalid_field_length:0,lines:1,records:0};const options=normalize_options(original_options);return{info,original_options,options,state:init_state(options),__needMoreData:function(i,bufLen,end){if(end)return false;const{encoding,escape,quote}=this.options;const{quoting,needMoreDataSize,recordDelimiterMaxLength}=this.state;const numOfCharLeft=bufLen-i-1;const requiredLength=Math.max(needMoreDataSize,recordDelimiterMaxLength===0?Buffer.from("\r\n",encoding).length:recordDelimiterMaxLength,quoting?(escape===null?0:escape.length)+quote.length:0,quoting?quote.length+recordDelimiterMaxLength:0);return numOfCharLeft<requiredLength},parse:function(nextBuf,end,push,close){const{bom,comment_no_infix,delimiter_auto,encoding,from_line,ltrim,max_record_size,raw,relax_quotes,rtrim,skip_empty_lines,to,to_line}=this.options;let{comment,escape,quote,record_delimiter}=this.options;const{bomSkipped,delimiterDiscovered,delimiterBufPrevious,rawBuffer,escapeIsQuote}=this.state;if(!delimiterDiscovered&&delimiter_auto){let delimiterBuf;if(delimiterBufPrevious===void 0){delimiterBuf=nextBuf}else if(delimiterBufPrevious!==void 0&&nextBuf===void 0){delimiterBuf=delimiterBufPrevious}else{delimiterBuf=Buffer.concat([delimiterBufPrevious,nextBuf])}nextBuf=void 0;if(end||delimiterBuf.length>delimiter_auto.size){this.options.delimiter=[Buffer.from(delimiter_discover(delimiterBuf,this.options.delimiter_auto))];this.state.previousBuf=delimiterBuf;this.state.delimiterBufPrevious=void 0;this.state.delimiterDiscovered=true}else{this.state.delimiterBufPrevious=delimiterBuf;return}}const{previousBuf}=this.state;let buf;if(previousBuf===void 0){if(nextBuf===void 0){close();return}else{buf=nextBuf}}else if(previousBuf!==void 0&&nextBuf===void 0){buf=previousBuf}else{buf=Buffer.concat([previousBuf,nextBuf])}if(bomSkipped===false){if(bom===false){this.state.bomSkipped=true}else if(buf.length<3){if(end===false){this.state.previousBuf=buf;return}}else{for(const encoding2 in boms){if(boms[encoding2].compare(buf,0,boms[encoding2].length)===0){const bomLength=boms[encoding2].length;this.state.bufBytesStart+=bomLength;buf=buf.slice(bomLength);const options2=normalize_options({...this.original_options,encoding:encoding2});for(const key in options2){this.options[key]=options2[key]}({comment,escape,quote}=this.options);break}}this.state.bomSkipped=true}}const bufLen=buf.length;let pos;for(pos=0;pos<bufLen;pos++){if(this.__needMoreData(pos,bufLen,end)){break}if(this.state.wasRowDelimiter===true){this.info.lines++;this.state.wasRowDelimiter=false}if(to_line!==-1&&this.info.lines>to_line){this.state.stop=true;close();return}if(this.state.quoting===false&&record_delimiter.length===0){const record_delimiterCount=this.__autoDiscoverRecordDelimiter(buf,pos);if(record_delimiterCount){record_delimiter=this.options.record_delimiter}}const chr=buf[pos];if(raw===true){rawBuffer.append(chr)}if((chr===cr||chr===nl)&&this.state.wasRowDelimiter===false){this.state.wasRowDelimiter=true}if(this.state.escaping===true){this.state.escaping=false}else{if(escape!==null&&this.state.quoting===true&&this.__isEscape(buf,pos,chr)&&pos+escape.length<bufLen){if(escapeIsQuote){if(this.__isQuote(buf,pos+escape.length)){this.state.escaping=true;pos+=escape.length-1;continue}}else{this.state.escaping=true;pos+=escape.length-1;continue}}if(this.state.commenting===false&&this.__isQuote(buf,pos)){if(this.state.quoting===true){const nextChr=buf[pos+quote.length];const isNextChrTrimable=rtrim&&this.__isCharTrimable(buf,pos+quote.length);const isNextChrComment=comment!==null&&this.__compareBytes(comment,buf,pos+quote.length,nextChr);const isNextChrDelimiter=this.__isDelimiter(buf,pos+quote.length,nextChr);const isNextChrRecordDelimiter=record_delimiter.length===0?this.__autoDiscoverRecordDelimiter(buf,pos+quote.length):this.__isRecordDelimiter(nextChr,buf,pos+quote.length);if(escape!==null&&this.__isEscape(buf,pos,chr)&&this.__isQuote(buf,pos+escape.length)){pos+=escape.length-1}else if(!nextChr||isNextChrDelimiter||isNextChrRecordDelimiter||isNextChrComment||isNextChrTrimable){this.state.quoting=false;this.state.wasQuoting=true;pos+=quote.length-1;continue}else if(relax_quotes===false){const err=this.__error(new CsvError("CSV_INVALID_CLOSING_QUOTE",["Invalid Closing Quote:",`got "${String.fromCharCode(nextChr)}"`,`at line ${this.info.lines}`,"instead of delimiter, record delimiter, trimable character","(if activated) or comment"],this.options,this.__infoField()));if(err!==void 0)return err}else{this.state.quoting=false;this.state.wasQuoting=true;this.state.field.prepend(quote);pos+=quote.length-1}}else{if(this.state.field.length!==0){if(relax_quotes===false){const info2=this.__infoField();const bom2=Object.keys(boms).map(b=>boms[b].equals(this.state.field.toString())?b:false).filter(Boolean)[0];const err=this.__error(new CsvError("INVALID_OPENING_QUOTE",["Invalid Opening Quote:",`a quote is found on field ${JSON.stringify(info2.column)} at line ${info2.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,bom2?`(${bom2} bom)`:void 0],this.options,info2,{field:this.state.field}));if(err!==void 0)return err}}else{this.state.quoting=true;pos+=quote.length-1;continue}}}if(this.state.quoting===false){const recordDelimiterLength=this.__isRecordDelimiter(chr,buf,pos);if(recordDelimiterLength!==0){const skipCommentLine=this.state.commenting&&this.state.wasQuoting===false&&this.state.record.length===0&&this.state.field.length===0;if(skipCommentLine){this.info.comment_lines++}else{if(this.state.enabled===false&&this.info.lines+(this.state.wasRowDelimiter===true?1:0)>=from_line){this.state.enabled=true;this.__resetField();this.__resetRecord();pos+=recordDelimiterLength-1;continue}if(skip_empty_lines===true&&this.state.wasQuoting===false&&this.state.record.length===0&&this.state.field.length===0){this.info.empty_lines++;pos+=recordDelimiterLength-1;continue}this.info.bytes=this.state.bufBytesStart+pos;const errField=this.__onField();if(errField!==void 0)return errField;this.info.bytes=this.state.bufBytesStart+pos+recordDelimiterLength;const errRecord=this.__onRecord(push);if(errRecord!==void 0)return errRecord;if(to!==-1&&this.info.records>=to){this.state.stop=true;close();return}}this.state.commenting=false;pos+=recordDelimiterLength-1;continue}if(this.state.commenting){continue}if(comment!==null&&(comment_no_infix===false||this.state.record.length===0&&this.state.field.length===0)){const commentCount=this.__compareBytes(comment,buf,pos,chr);if(commentCount!==0){this.state.commenting=true;continue}}const delimiterLength=this.__isDelimiter(buf,pos,chr);if(delimiterLength!==0){this.info.bytes=this.state.bufBytesStart+pos;const errField=this.__onField();if(errField!==void 0)return errField;pos+=delimiterLength-1;continue}}}if(this.state.commenting===false){if(max_record_size!==0&&this.state.record_length+this.state.field.length>max_record_size){return this.__error(new CsvError("CSV_MAX_RECORD_SIZE",["Max Record Size:","record exceed the maximum number of tolerated bytes",`of ${max_record_size}`,`at line ${this.info.lines}`],this.options,this.__infoField()))}}const lappend=ltrim===false||this.state.quoting===true||this.state.field.length!==0||!this.__isCharTrimable(buf,pos);const rappend=rtrim===false||this.state.wasQuoting===false;if(lappend===true&&rappend===true){this.state.field.append(chr)}else if(rtrim===true&&!this.__isCharTrimable(buf,pos)){return this.__error(new CsvError("CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",["Invalid Closing Quote:","found non trimable byte after quote",`at line ${this.info.lines}`],this.options,this.__infoField()))}else{if(lappend===false){pos+=this.__isCharTrimable(buf,pos)-1}continue}}if(end===true){if(this.state.quoting===true){const err=this.__error(new CsvError("CSV_QUOTE_NOT_CLOSED",["Quote Not Closed:",`the parsing is finished with an opening quote at line ${this.info.lines}`],this.options,this.__infoField()));if(err!==void 0)return err}else{if(this.state.wasQuoting===true||this.state.record.length!==0||this.state.field.length!==0){this.info.bytes=this.state.bufBytesStart+pos;const errField=this.__onField();if(errField!==void 0)return errField;const errRecord=this.__onRecord(push);if(errRecord!==void 0)return errRecord}else if(this.state.wasRowDelimiter===true){this.info.empty_lines++}else if(this.state.commenting===true){this.info.comment_lines++}}}else{this.state.bufBytesStart+=pos;this.state.previousBuf=buf.slice(pos)}if(this.state.wasRowDelimiter===true){this.info.lines++;this.state.wasRowDelimiter=false}},__onRecord:function(push){const{columns,group_columns_by_name,encoding,info:info2,from,relax_column_count,relax_column_count_less,relax_column_count_more,raw,skip_records_with_empty_values}=this.options;const{enabled,record}=this.state;if(enabled===false){return this.__resetRecord()}const recordLength=record.length;if(columns===true){if(skip_records_with_empty_values===true&&isRecordEmpty(record)){this.__resetRecord();return}return this.__firstLineToColumns(record)}if(columns===false&&this.info.records===0){this.state.expectedRecordLength=recordLength}if(recordLength!==this.state.expectedRecordLength){const err=columns===false?new CsvError("CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",["Invalid Record Length:",`expect ${this.state.expectedRecordLength},`,`got ${recordLength} on line ${this.info.lines}`],this.options,this.__infoField(),{record}):new CsvError("CSV_RECORD_INCONSISTENT_COLUMNS",["Invalid Record Length:",`columns length is ${columns.length},`,`got ${recordLength} on line ${this.info.lines}`],this.options,this.__infoField(),{record});if(relax_column_count===true||relax_column_count_less===true&&recordLength<this.state.expectedRecordLength||relax_column_count_more===true&&recordLength>this.state.expectedRecordLength){this.info.invalid_field_length++;this.state.error=err}else{const finalErr=this.__error(err);if(finalErr)return finalErr}}if(skip_records_with_empty_values===true&&isRecordEmpty(record)){this.__resetRecord();return}if(this.state.recordHasError===true){this.__resetRecord();this.state.recordHasError=false;return}this.info.records++;if(from===1||this.info.records>=from){const{objname}=this.options;if(columns!==false){const obj={};for(let i=0,l=record.length;i<l;i++){if(columns[i]===void 0||columns[i].disabled)continue;if(group_columns_by_name===true&&Object.hasOwn(obj,columns[i].name)){if(Array.isArray(obj[columns[i].name])){obj[columns[i].name]=obj[columns[i].name].concat(record[i])}else{obj[columns[i].name]=[obj[columns[i].name],record[i]]}}else{Object.defineProperty(obj,columns[i].name,{value:record[i],enumerable:true,writable:true,configurable:true})}}if(raw===true||info2===true){const extRecord=Object.assign({record:obj},raw===true?{raw:this.state.rawBuffer.toString(encoding)}:{},info2===true?{info:this.__infoRecord()}:{});const err=this.__push(objname===void 0?extRecord:[obj[objname],extRecord],push);if(err){return err}}else{const err=this.__push(objname===void 0?obj:[obj[objname],obj],push);if(err){return err}}}else{if(raw===true||info2===true){const extRecord=Object.assign({record},raw===true?{raw:this.state.rawBuffer.toString(encoding)}:{},info2===true?{info:this.__infoRecord()}:{});const err=this.__push(objname===void 0?extRecord:[record[objname],extRecord],push);if(err){return err}}else{const err=this.__push(objname===void 0?record:[record[objname],record],push);if(err){return err}}}}this.__resetRecord()},__firstLineToColumns:function(record){const{firstLineToHeaders}=this.state;try{const headers=firstLineToHeaders===void 0?record:firstLineToHeaders.call(null,record);if(!Array.isArray(headers)){return this.__error(new CsvError("CSV_INVALID_COLUMN_MAPPING",["Invalid Column Mapping:","expect an array from column function,",`got ${JSON.stringify(headers)}`],this.options,this.__infoField(),{headers}))}const normalizedHeaders=normalize_columns_array(headers);this.state.expectedRecordLength=normalizedHeaders.length;this.options.columns=normalizedHeaders;this.__resetRecord();return}catch(err){return err}},__resetRecord:function(){if(this.options.raw===true){this.state.rawBuffer.reset()}this.state.error=void 0;this.state.record=[];this.state.record_length=0},__onField:function(){const{cast,encoding,rtrim,max_record_size}=this.options;const{enabled,wasQuoting}=this.state;if(enabled===false){return this.__resetField()}let field=this.state.field.toString(encoding);if(rtrim===true&&wasQuoting===false){field=field.trimRight()}if(cast===true){const[err,f]=this.__cast(field);if(err!==void 0)return err;field=f}this.state.record.push(field);if(max_record_size!==0&&typeof field==="string"){this.state.record_length+=field.length}this.__resetField()},__resetField:function(){this.state.field.reset();this.state.wasQuoting=false},__push:function(record,push){const{on_record}=this.options;if(on_record!==void 0){const info2=this.__infoRecord();try{record=on_record.call(null,record,info2)}catch(err){return err}if(record===void 0||record===null){return}}this.info.bytes_records+=this.info.bytes;push(record)},__cast:function(field){const{columns,relax_column_count}=this.options;const isColumns=Array.isArray(columns);if(isColumns===true&&relax_column_count&&this.options.columns.length<=this.state.record.length){return[void 0,void 0]}if(this.state.castField!==null){try{const info2=this.__infoField();return[void 0,this.state.castField.call(null,field,info2)]}catch(err){return[err]}}if(this.__isFloat(field)){return[void 0,parseFloat(field)]}else if(this.options.cast_date!==false){const info2=this.__infoField();return[void 0,this.options.cast_date.call(null,field,info2)]}return[void 0,field]},__compareBytes:function(sourceBuf,targetBuf,targetPos,firstByte){if(sourceBuf[0]!==firstByte)return 0;const sourceLength=sourceBuf.length;for(let i=1;i<sourceLength;i++){if(sourceBuf[i]!==targetBuf[targetPos+i])return 0}return sourceLength},__isCharTrimable:function(buf,pos){const{timchars,timcharFirstBytes}=this.state;const first=buf[pos];if(first===void 0||timcharFirstBytes[first]===0)return 0;loop1:for(let i=0;i<timchars.length;i++){const timchar=timchars[i];for(let j=0;j<timchar.length;j++){if(timchar[j]!==buf[pos+j])continue loop1}return timchar.length}return 0},__isDelimiter:function(buf,pos,chr){const{delimiter,ignore_last_delimiters}=this.options;if(ignore_last_delimiters===true&&this.state.record.length===this.options.columns.length-1){return 0}else if(ignore_last_delimiters!==false&&typeof ignore_last_delimiters==="number"&&this.state.record.length===ignore_last_delimiters-1){return 0}loop1:for(let i=0;i<delimiter.length;i++){const del=delimiter[i];if(del[0]===chr){for(let j=1;j<del.length;j++){if(del[j]!==buf[pos+j])continue loop1}return del.length}}return 0},__isEscape:function(buf,pos,chr){const{escape}=this.options;if(escape===null)return false;const l=escape.length;if(escape[0]===chr){for(let i=0;i<l;i++){if(escape[i]!==buf[pos+i]){return false}}return true}return false},__isFloat:function(value){return value-parseFloat(value)+1>=0},__isQuote:function(buf,pos){const{quote}=this.options;if(quote===null)return false;const l=quote.length;for(let i=0;i<l;i++){if(quote[i]!==buf[pos+i]){return false}}return true},__isRecordDelimiter:function(chr,buf,pos){const{record_delimiter}=this.options;const recordDelimiterLength=record_delimiter.length;loop1:for(let i=0;i<recordDelimiterLength;i++){const rd=record_delimiter[i];const rdLength=rd.length;if(rd[0]!==chr){continue}for(let j=1;j<rdLength;j++){if(rd[j]!==buf[pos+j]){continue loop1}}return rd.length}return 0},__autoDiscoverRecordDelimiter:function(buf,pos){const{encoding}=this.options;const rds=[Buffer.from("\r\n",encoding),Buffer.from("\n",encoding),Buffer.from("\r",encoding)];loop:for(let i=0;i<rds.length;i++){const l=rds[i].length;for(let j=0;j<l;j++){if(rds[i][j]!==buf[pos+j]){continue loop}}this.options.record_delimiter.push(rds[i]);this.state.recordDelimiterMaxLength=rds[i].length;return rds[i].length}return 0},__error:function(msg){const{encoding,raw,skip_records_with_error}=this.options;const err=typeof msg==="string"?new Error(msg):msg;if(skip_records_with_error){this.state.recordHasError=true;if(this.options.on_skip!==void 0){try{this.options.on_skip(err,raw?this.state.rawBuffer.toString(encoding):void 0)}catch(err2){return err2}}return void 0}else{return err}},__infoDataSet:function(){return{...this.info,columns:this.options.columns}},__infoRecord:function(){const{columns,raw,encoding}=this.options;return{...this.__infoDataSet(),bytes_records:this.info.bytes,error:this.state.error,header:columns===true,index:this.state.record.length,raw:raw?this.state.rawBuffer.toString(encoding):void 0}},__infoField:function(){const{columns}=this.options;const isColumns=Array.isArray(columns);const bytes_records=this.info.bytes_records;return{...this.__infoRecord(),bytes_records,column:isColumns===true?columns.length>this.state.record.length?columns[this.state.record.length].name:null:this.state.record.length,quoting:this.state.wasQuoting}}}};
// node_modules/csv-parse/lib/index.js
var Parser=class extends Transform{constructor(opts={}){super({...{readableObjectMode:true},...opts,encoding:null});this.api=transform({on_skip:(err,chunk)=>{this.emit("skip",err,chunk)},...opts});this.state=this.api.state;this.options=this.api.options;this.info=this.api.info}_transform(buf,_,callback){if(this.state.stop===true){return}const err=this.api.parse(buf,false,record=>{this.push(record)},()=>{this.push(null);this.end();this.on("end",this.destroy)});if(err!==void 0){this.state.stop=true}callback(err)}_flush(callback){if(this.state.stop===true){return}const err=this.api.parse(void 0,true,record=>{this.push(record)},()=>{this.push(null);this.on("end",this.destroy)});callback(err)}};var parse=function(){let data,options,callback;for(const i in arguments){const argument=arguments[i];const type=typeof argument;if(data===void 0&&(typeof argument==="string"||Buffer.isBuffer(argument))){data=argument}else if(options===void 0&&is_object(argument)){options=argument}else if(callback===void 0&&type==="function"){callback=argument}else{throw new CsvError("CSV_INVALID_ARGUMENT",["Invalid argument:",`got ${JSON.stringify(argument)} at index ${i}`],options||{})}}const parser=new Parser(options);if(callback){const records=options===void 0||options.objname===void 0?[]:Object.create(null);parser.on("readable",function(){let record;while((record=this.read())!==null){if(options===void 0||options.objname===void 0){records.push(record)}else{Object.assign(records,{[record[0]]:record[1]})}}});parser.on("error",function(err){callback(err,void 0,parser.api.__infoDataSet())});parser.on("end",function(){callback(void 0,records,parser.api.__infoDataSet())})}if(data!==void 0){const writer=function(){parser.write(data);parser.end()};if(typeof setImmediate==="function"){setImmediate(writer)}else{setTimeout(writer,0)}}return parser};
// node_modules/csv-stringify/lib/utils/get.js
var charCodeOfDot=".".charCodeAt(0);var reEscapeChar=/\\(\\)?/g;var rePropName=RegExp(`[^.[\\]]+|\\[(?:([^"'][^[]*)|(["'])((?:(?!\\2)[^\\\\]|\\\\.)*?)\\2)\\]|(?=(?:\\.|\\[\\])(?:\\.|\\[\\]|$))`,"g");var reIsDeepProp=/\.|\[(?:[^[\]]*|(["'])(?:(?!\1)[^\\]|\\.)*?\1)\]/;var reIsPlainProp=/^\w*$/;var getTag=function(value){return Object.prototype.toString.call(value)};var isSymbol=function(value){const type=typeof value;return type==="symbol"||type==="object"&&value&&getTag(value)==="[object Symbol]"};var isKey=function(value,object){if(Array.isArray(value)){return false}const type=typeof value;if(type==="number"||type==="symbol"||type==="boolean"||!value||isSymbol(value)){return true}return reIsPlainProp.test(value)||!reIsDeepProp.test(value)||object!=null&&value in Object(object)};var stringToPath=function(string){const result=[];if(string.charCodeAt(0)===charCodeOfDot){result.push("")}string.replace(rePropName,function(match,expression,quote,subString){let key=match;if(quote){key=subString.replace(reEscapeChar,"$1")}else if(expression){key=expression.trim()}result.push(key)});return result};var castPath=function(value,object){if(Array.isArray(value)){return value}else{return isKey(value,object)?[value]:stringToPath(value)}};var toKey=function(value){if(typeof value==="string"||isSymbol(value))return value;const result=`${value}`;return result=="0"&&1/value==-Infinity?"-0":result};var get=function(object,path){path=castPath(path,object);let index=0;const length=path.length;while(object!=null&&index<length){object=object[toKey(path[index++])]}return index&&index===length?object:void 0};
// node_modules/csv-stringify/lib/utils/is_object.js
var is_object2=function(obj){return typeof obj==="object"&&obj!==null&&!Array.isArray(obj)};
// node_modules/csv-stringify/lib/api/normalize_columns.js
var normalize_columns=function(columns){if(columns===void 0||columns===null){return[void 0,void 0]}if(typeof columns!=="object"){return[Error('Invalid option "columns": expect an array or an object')]}if(!Array.isArray(columns)){const newcolumns=[];for(const k in columns){newcolumns.push({key:k,header:columns[k]})}columns=newcolumns}else{const newcolumns=[];for(const column of columns){if(typeof column==="string"){newcolumns.push({key:column,header:column})}else if(typeof column==="object"&&column!==null&&!Array.isArray(column)){if(!column.key){return[Error('Invalid column definition: property "key" is required')]}if(column.header===void 0){column.header=column.key}newcolumns.push(column)}else{return[Error("Invalid column definition: expect a string or an object")]}}columns=newcolumns}return[void 0,columns]};
// node_modules/csv-stringify/lib/api/CsvError.js
var CsvError2=class _CsvError extends Error{constructor(code,message,...contexts){if(Array.isArray(message))message=message.join(" ");super(message);if(Error.captureStackTrace!==void 0){Error.captureStackTrace(this,_CsvError)}this.code=code;for(const context of contexts){for(const key in context){const value=context[key];this[key]=Buffer.isBuffer(value)?value.toString():value==null?value:JSON.parse(JSON.stringify(value))}}}};
// node_modules/csv-stringify/lib/utils/underscore.js
var underscore2=function(str){return str.replace(/([A-Z])/g,function(_,match){return"_"+match.toLowerCase()})};
// node_modules/csv-stringify/lib/api/normalize_options.js
var normalize_options2=function(opts){const options={};for(const opt in opts){options[underscore2(opt)]=opts[opt]}if(options.bom===void 0||options.bom===null||options.bom===false){options.bom=false}else if(options.bom!==true){return[new CsvError2("CSV_OPTION_BOOLEAN_INVALID_TYPE",["option `bom` is optional and must be a boolean value,",`got ${JSON.stringify(options.bom)}`])]}if(options.delimiter===void 0||options.delimiter===null){options.delimiter=","}else if(Buffer.isBuffer(options.delimiter)){options.delimiter=options.delimiter.toString()}else if(typeof options.delimiter!=="string"){return[new CsvError2("CSV_OPTION_DELIMITER_INVALID_TYPE",["option `delimiter` must be a buffer or a string,",`got ${JSON.stringify(options.delimiter)}`])]}if(options.quote===void 0||options.quote===null){options.quote='"'}else if(options.quote===true){options.quote='"'}else if(options.quote===false){options.quote=""}else if(Buffer.isBuffer(options.quote)){options.quote=options.quote.toString()}else if(typeof options.quote!=="string"){return[new CsvError2("CSV_OPTION_QUOTE_INVALID_TYPE",["option `quote` must be a boolean, a buffer or a string,",`got ${JSON.stringify(options.quote)}`])]}if(options.quoted===void 0||options.quoted===null){options.quoted=false}else{}if(options.escape_formulas===void 0||options.escape_formulas===null){options.escape_formulas=false}else if(typeof options.escape_formulas!=="boolean"){return[new CsvError2("CSV_OPTION_ESCAPE_FORMULAS_INVALID_TYPE",["option `escape_formulas` must be a boolean,",`got ${JSON.stringify(options.escape_formulas)}`])]}if(options.quoted_empty===void 0||options.quoted_empty===null){options.quoted_empty=void 0}else{}if(options.quoted_match===void 0||options.quoted_match===null||options.quoted_match===false){options.quoted_match=null}else if(!Array.isArray(options.quoted_match)){options.quoted_match=[options.quoted_match]}if(options.quoted_match){for(const quoted_match of options.quoted_match){const isString=typeof quoted_match==="string";const isRegExp=quoted_match instanceof RegExp;if(!isString&&!isRegExp){return[new CsvError2("CSV_OPTION_QUOTED_MATCH",["option `quoted_match` must be a string or a regex,",`got ${JSON.stringify(options.quoted_match)}`])]}}}if(options.quoted_string===void 0||options.quoted_string===null){options.quoted_string=false}else{}if(options.eof===void 0||options.eof===null){options.eof=true}else{}if(options.escape===void 0||options.escape===null){options.escape='"'}else if(Buffer.isBuffer(options.escape)){options.escape=options.escape.toString()}else if(typeof options.escape!=="string"){return[Error(`Invalid Option: escape must be a buffer or a string, got ${JSON.stringify(options.escape)}`)]}if(options.escape.length>1){return[Error(`Invalid Option: escape must be one character, got ${options.escape.length} characters`)]}if(options.header===void 0||options.header===null||options.header===false){options.header=false}else if(options.header!==true){throw new CsvError2("CSV_INVALID_OPTION_HEADER",["option `header` is expected to be a boolean,",`got ${JSON.stringify(options.header)}`],options)}if(options.header_as_comment===void 0||options.header_as_comment===null||options.header_as_comment===false){options.header_as_comment=false}else if(options.header_as_comment===true){options.header_as_comment="#"}else if(Buffer.isBuffer(options.header_as_comment)){options.header_as_comment=options.header_as_comment.toString()}else if(typeof options.header_as_comment!=="string"){throw new CsvError2("CSV_INVALID_OPTION_HEADER_AS_COMMENT",["option `header_as_comment` must be a boolean, a string or a buffer,",`got ${JSON.stringify(options.header_as_comment)}`],options)}const[errColumns,columns]=normalize_columns(options.columns);if(errColumns!==void 0)return[errColumns];options.columns=columns;if(options.quoted===void 0||options.quoted===null){options.quoted=false}else{}if(options.cast===void 0||options.cast===null){options.cast={}}else{}if(options.cast.bigint===void 0||options.cast.bigint===null){options.cast.bigint=value=>""+value}if(options.cast.boolean===void 0||options.cast.boolean===null){options.cast.boolean=value=>value?"1":""}if(options.cast.date===void 0||options.cast.date===null){options.cast.date=value=>""+value.getTime()}if(options.cast.number===void 0||options.cast.number===null){options.cast.number=value=>""+value}if(options.cast.object===void 0||options.cast.object===null){options.cast.object=value=>JSON.stringify(value)}if(options.cast.string===void 0||options.cast.string===null){options.cast.string=function(value){return value}}if(options.on_record!==void 0&&typeof options.on_record!=="function"){return[Error(`Invalid Option: "on_record" must be a function.`)]}if(options.quote_record_delimiter===void 0||options.quote_record_delimiter===null){options.quote_record_delimiter=!options.record_delimiter}else if(typeof options.quote_record_delimiter!=="boolean"){return[new CsvError2("CSV_OPTION_QUOTE_RECORD_DELIMITER_INVALID_TYPE",["option `quote_record_delimiter` must be a boolean,",`got ${JSON.stringify(options.quote_record_delimiter)}`])]}if(options.record_delimiter===void 0||options.record_delimiter===null){options.record_delimiter="\n"}else if(Buffer.isBuffer(options.record_delimiter)){options.record_delimiter=options.record_delimiter.toString()}else if(typeof options.record_delimiter!=="string"){return[Error(`Invalid Option: record_delimiter must be a buffer or a string, got ${JSON.stringify(options.record_delimiter)}`)]}switch(options.record_delimiter){case"unix":options.record_delimiter="\n";break;case"mac":options.record_delimiter="\r";break;case"windows":options.record_delimiter="\r\n";break;case"ascii":options.record_delimiter="";break;case"unicode":options.record_delimiter="\u2028";break}return[void 0,options]};
// node_modules/csv-stringify/lib/api/index.js
var bom_utf8=Buffer.from([239,187,191]);var emits_separator=function(value,separators){return separators.some(separator2=>separator2.length!==0&&(value.indexOf(separator2)!==-1||separator2.length>1&&(value+separator2).indexOf(separator2)<value.length))};var matches_quoted_match=function(value,quoted_match){if(!quoted_match)return false;return quoted_match.some(pattern=>typeof pattern==="string"?value.indexOf(pattern)!==-1:value.search(pattern)!==-1)};var stringifier=function(options,state,info){return{options,state,info,__transform:function(chunk,push){if(!Array.isArray(chunk)&&typeof chunk!=="object"){return Error(`Invalid Record: expect an array or an object, got ${JSON.stringify(chunk)}`)}if(this.info.records===0){if(Array.isArray(chunk)){if(this.options.header===true&&this.options.columns===void 0){return Error("Undiscoverable Columns: header option requires column option or object records")}}else if(this.options.columns===void 0){const[err2,columns]=normalize_columns(Object.keys(chunk));if(err2)return;this.options.columns=columns}}if(this.info.records===0){this.bom(push);const err2=this.headers(push);if(err2)return err2}try{if(this.options.on_record){this.options.on_record(chunk,this.info.records)}}catch(err2){return err2}let err,chunk_string;if(this.options.eof){[err,chunk_string]=this.stringify(chunk);if(err)return err;if(chunk_string===void 0){return}else{chunk_string=chunk_string+this.options.record_delimiter}}else{[err,chunk_string]=this.stringify(chunk);if(err)return err;if(chunk_string===void 0){return}else{if(this.options.header||this.info.records){chunk_string=this.options.record_delimiter+chunk_string}}}this.info.records++;push(chunk_string)},stringify:function(chunk,chunkIsHeader=false){if(typeof chunk!=="object"){return[void 0,chunk]}const{columns}=this.options;const record=[];if(Array.isArray(chunk)){const length=columns?Math.min(chunk.length,columns.length):chunk.length;for(let i=0;i<length;i++){const field=chunk[i];const[err,value]=this.__cast(field,{index:i,column:i,records:this.info.records,header:chunkIsHeader});if(err)return[err];record[i]=[value,field]}}else{for(let i=0;i<columns.length;i++){const field=get(chunk,columns[i].key);const[err,value]=this.__cast(field,{index:i,column:columns[i].key,records:this.info.records,header:chunkIsHeader});if(err)return[err];record[i]=[value,field]}}let csvrecord="";for(let i=0;i<record.length;i++){let options2,err;let[value,field]=record[i];if(typeof value==="string"){options2=this.options}else if(is_object2(value)){options2={...value};value=options2.value;delete options2.value;if(typeof value!=="string"&&value!==void 0&&value!==null){if(err)return[Error(`Invalid Casting Value: returned value must return a string, null or undefined, got ${JSON.stringify(value)}`)]}options2={...this.options,...options2};[err,options2]=normalize_options2(options2);if(err!==void 0){return[err]}}else if(value===void 0||value===null){options2=this.options}else{return[Error(`Invalid Casting Value: returned value must return a string, an object, null or undefined, got ${JSON.stringify(value)}`)]}const{delimiter,escape,quote,quoted,quoted_empty,quoted_string,quoted_match,record_delimiter,quote_record_delimiter,escape_formulas}=options2;if(""===value&&""===field){const quotedMatch=matches_quoted_match(value,quoted_match);const shouldQuote=quotedMatch||true===quoted_empty||true===quoted_string&&false!==quoted_empty;if(shouldQuote===true){value=quote+value+quote}csvrecord+=value}else if(value){if(typeof value!=="string"){return[Error(`Formatter must return a string, null or undefined, got ${JSON.stringify(value)}`)]}const containsdelimiter=emits_separator(value,[delimiter]);const containsQuote=quote!==""&&value.indexOf(quote)>=0;const containsEscape=value.indexOf(escape)>=0&&escape!==quote;const containsRecordDelimiter=emits_separator(value,[record_delimiter,...quote_record_delimiter===false?[]:["\n","\r"]]);const quotedString=quoted_string&&typeof field==="string";const quotedMatch=matches_quoted_match(value,quoted_match);if(escape_formulas){switch(value[0]){case"-":if(typeof field==="number"||typeof field==="bigint"){break}value=`'${value}`;break;case"=":case"+":case"@":case"	":case"\r":case"\uFF1D":case"\uFF0B":case"\uFF0D":case"\uFF20":value=`'${value}`;break}}const shouldQuote=containsQuote===true||containsdelimiter||containsRecordDelimiter||quoted||quotedString||quotedMatch;if(shouldQuote===true&&containsEscape===true){value=value.replaceAll(escape,()=>escape+escape)}if(containsQuote===true){value=value.replaceAll(quote,()=>escape+quote)}if(shouldQuote===true){value=quote+value+quote}csvrecord+=value}else if(quoted_empty===true||field===""&&quoted_string===true&&quoted_empty!==false){csvrecord+=quote+quote}if(i!==record.length-1){csvrecord+=delimiter}}return[void 0,csvrecord]},bom:function(push){if(this.options.bom!==true){return}push(bom_utf8)},headers:function(push){if(this.options.header===false){return}if(this.options.columns===void 0){return}let err;let headers=this.options.columns.map(column=>column.header);if(this.options.eof){[err,headers]=this.stringify(headers,true);headers+=this.options.record_delimiter}else{[err,headers]=this.stringify(headers,true)}if(err)return err;if(this.options.header_as_comment){headers=this.options.header_as_comment+" "+headers}push(headers)},__cast:function(value,context){const type=typeof value;try{if(type==="string"){return[void 0,this.options.cast.string(value,context)]}else if(type==="bigint"){return[void 0,this.options.cast.bigint(value,context)]}else if(type==="number"){return[void 0,this.options.cast.number(value,context)]}else if(type==="boolean"){return[void 0,this.options.cast.boolean(value,context)]}else if(value instanceof Date){return[void 0,this.options.cast.date(value,context)]}else if(type==="object"&&value!==null){return[void 0,this.options.cast.object(value,context)]}else if(value===null&&this.options.cast.null!==void 0){return[void 0,this.options.cast.null(value,context)]}else if(value===void 0&&this.options.cast.undefined!==void 0){return[void 0,this.options.cast.undefined(value,context)]}else{return[void 0,value]}}catch(err){return[err]}}}};
// node_modules/csv-stringify/lib/sync.js
var stringify=function(records,opts={}){const data=[];const[err,options]=normalize_options2(opts);if(err!==void 0)throw err;const state={stop:false};const info={records:0};const api=stringifier(options,state,info);for(const record of records){const err2=api.__transform(record,function(record2){data.push(record2)});if(err2!==void 0)throw err2}if(data.length===0){api.bom(d=>{data.push(d)});const err2=api.headers(headers=>{data.push(headers)});if(err2!==void 0)throw err2}return data.join("")};
// src/api/json-scan.ts
var QUOTE = 34;
var COMMA = 44;
var OPEN_BRACKET = 91;
var BACKSLASH = 92;
var CLOSE_BRACKET = 93;
var OPEN_BRACE = 123;
var CLOSE_BRACE = 125;
var SPACE = 32;
var DEEPEST = 200;
var DeeplyNested = class extends Error {
  name = "DeeplyNested";
  constructor() {
    super(`is nested more than ${DEEPEST} levels deep`);
  }
};
function jsonSource(text) {
  return { text, bytes: Buffer.from(text, "utf8") };
}
function textBetween(source, start, end) {
  if (source.bytes.length === source.text.length) return source.text.slice(start, end);
  return source.bytes.toString("utf8", start, end);
}
function stringBetween(source, start, end) {
  const inner = textBetween(source, start + 1, end - 1);
  return inner.includes("\\") ? JSON.parse(`"${inner}"`) : inner;
}
function skipWhitespace(bytes, start) {
  let position = start;
  while (bytes[position] <= SPACE) position += 1;
  return position;
}
function skipString(bytes, start) {
  const { length } = bytes;
  let position = start + 1;
  while (position < length) {
    let byte = bytes[position];
    while (byte !== QUOTE && byte !== BACKSLASH && position < length) byte = bytes[++position];
    if (byte === QUOTE) return position + 1;
    position += 2;
  }
  throw unfinished();
}
function skipLiteral(bytes, start) {
  let position = start;
  while (position < bytes.length) {
    const byte = bytes[position];
    if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= SPACE) break;
    position += 1;
  }
  return position;
}
function scanValue(source, start) {
  const first = source.bytes[start];
  if (first === QUOTE) return verbatim(source, start, skipString(source.bytes, start));
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return verbatim(source, start, skipLiteral(source.bytes, start));
  const end = skipContainer(source.bytes, start);
  return end === void 0 ? squeezeContainer(source.bytes, start) : verbatim(source, start, end);
}
function verbatim(source, start, end) {
  return { text: source.bytes.toString("utf8", start, end), end };
}
function skipContainer(bytes, start) {
  const { length } = bytes;
  let depth = 0;
  let position = start;
  while (position < length) {
    const byte = bytes[position];
    if (byte === QUOTE) {
      position = skipString(bytes, position);
      continue;
    }
    position += 1;
    if (byte >= OPEN_BRACKET) {
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth += 1;
        if (depth > DEEPEST) throw new DeeplyNested();
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
      if (depth === 0) return position;
    } else if (byte <= SPACE) {
      return void 0;
    }
  }
  throw unfinished();
}
function squeezeContainer(bytes, start) {
  let depth = 0;
  let from = start;
  let to = start;
  while (from < bytes.length) {
    let byte = bytes[from];
    while (byte <= SPACE) byte = bytes[++from];
    if (byte === QUOTE) {
      const end = skipString(bytes, from);
      while (from < end) bytes[to++] = bytes[from++];
      continue;
    }
    bytes[to++] = byte;
    from += 1;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
      if (depth > DEEPEST) throw new DeeplyNested();
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return { text: bytes.toString("utf8", start, to), end: from };
    }
  }
  throw unfinished();
}
function refuseDeep(text) {
  if (countUpTo(text, "{", DEEPEST) + countUpTo(text, "[", DEEPEST) <= DEEPEST) return;
  scanValue(jsonSource(text), 0);
}
function countUpTo(text, character, most) {
  let count2 = 0;
  for (let at = text.indexOf(character); at >= 0 && count2 <= most; at = text.indexOf(character, at + 1)) count2 += 1;
  return count2;
}
function unfinished() {
  return new SyntaxError("Failed to scan JSON text: it ends inside a value");
}

// src/api/json-text.ts
function sliceValues(text, selector) {
  return valuesIn(jsonSource(text), selector);
}
function valuesIn(source, selector) {
  const start = skipWhitespace(source.bytes, 0);
  if (selector !== "") return valuesAt(source, start, selector.split("."), 0).values;
  return source.bytes[start] === OPEN_BRACE ? [scanValue(source, start).text] : void 0;
}
function valuesAt(source, start, keys, depth) {
  const first = source.bytes[start];
  if (depth === keys.length && first === OPEN_BRACKET) return elements(source, start);
  if (depth === keys.length || first !== OPEN_BRACE) return { values: void 0, end: scanValue(source, start).end };
  let values;
  const end = eachMember(source, start, (key, valueStart) => {
    if (key !== keys[depth]) return scanValue(source, valueStart).end;
    const found = valuesAt(source, valueStart, keys, depth + 1);
    values = found.values;
    return found.end;
  });
  return { values, end };
}
function elements(source, start) {
  const { bytes } = source;
  const values = [];
  let position = skipWhitespace(bytes, start + 1);
  while (bytes[position] !== CLOSE_BRACKET) {
    const value = scanValue(source, position);
    values.push(value.text);
    position = skipWhitespace(bytes, value.end);
    if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
  }
  return { values, end: position + 1 };
}
function eachMember(source, start, visit) {
  const { bytes } = source;
  let position = skipWhitespace(bytes, start + 1);
  while (bytes[position] !== CLOSE_BRACE) {
    const keyEnd = skipString(bytes, position);
    const key = stringBetween(source, position, keyEnd);
    const colon = skipWhitespace(bytes, keyEnd);
    position = skipWhitespace(bytes, visit(key, skipWhitespace(bytes, colon + 1)));
    if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
  }
  return position + 1;
}
function sliceMembers(text) {
  const source = jsonSource(text);
  const start = skipWhitespace(source.bytes, 0);
  if (source.bytes[start] !== OPEN_BRACE) throw new TypeError("Failed to slice members: the text is no JSON object");
  const members = [];
  eachMember(source, start, (key, valueStart) => {
    const value = scanValue(source, valueStart);
    members.push({ key, text: value.text });
    return value.end;
  });
  return members;
}
function compact(text) {
  const source = jsonSource(text);
  const value = scanValue(source, skipWhitespace(source.bytes, 0));
  return value.text.length === text.length ? text : value.text;
}
function withFields(raw, fields) {
  const front = JSON.stringify(fields);
  if (front === "{}") return raw;
  if (raw === "{}") return front;
  return `${front.slice(0, -1)},${raw.slice(1)}`;
}
var json = JSON;
var delicateNumber = /(?:^|[[:,\s])(?:-?[\d.]{16}|-?0\.0{6}|-?\d[\d.]*(?:[eE]|(?<=\.\d*0)(?![\d.]))|-0(?![\d.]))/;
function parseLossless(text) {
  const { rawJSON } = json;
  if (rawJSON === void 0 || !delicateNumber.test(text)) return JSON.parse(text);
  return json.parse(
    text,
    (_key, value, context) => typeof value === "number" && context?.source !== void 0 && String(value) !== context.source ? rawJSON(context.source) : value
  );
}
function numberText(value) {
  if (typeof value === "number") return String(value);
  return json.isRawJSON?.(value) ? value.rawJSON : void 0;
}

// src/formats/formulas.ts
var opensFormula = /^[=+\-@\t\r\n＝＋－＠]/;
var plainNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
function defuseFormula(text) {
  return opensFormula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

// src/formats/column-tree.ts
var MOST_UNKNOWN_NODES = 1e4;
var trees = /* @__PURE__ */ new WeakMap();
function columnTree(table) {
  const known = trees.get(table);
  if (known !== void 0) return known;
  const tree = buildTree(table);
  trees.set(table, tree);
  return tree;
}
function buildTree(table) {
  const payloadColumn = table.columns.find(({ name }) => name === table.payloadColumn)?.name;
  const root = node("");
  const positions = /* @__PURE__ */ new Map();
  for (const [position, column] of table.columns.entries()) {
    positions.set(column.name, position);
    if (column.name === payloadColumn) continue;
    let current = root;
    for (const key of column.name.split(separator)) {
      let child = current.children.get(key);
      if (child === void 0) {
        child = node(current === root ? key : current.name + separator + key);
        child.known = true;
        current.children.set(key, child);
      }
      current = child;
    }
    current.position = position;
    current.type = column.type;
  }
  return { root, positions, payloadColumn, unknownNodes: 0 };
}
function childNode(tree, parent, key) {
  const known = parent.children.get(key);
  if (known !== void 0) return known;
  const child = node(
    parent === tree.root ? topLevelName(key, tree.payloadColumn) : parent.name + separator + nameSegment(key)
  );
  if (tree.unknownNodes < MOST_UNKNOWN_NODES) {
    tree.unknownNodes += 1;
    parent.children.set(key, child);
  }
  return child;
}
var separator = "__";
function node(name) {
  return { name, position: void 0, type: void 0, known: false, children: /* @__PURE__ */ new Map() };
}
var ambiguous = new RegExp('__|_$|^$|^"|\\p{Cc}|\\p{Cs}', "u");
function nameSegment(key) {
  return ambiguous.test(key) ? JSON.stringify(key) : key;
}
function topLevelName(key, payloadColumn) {
  return key === payloadColumn || opensFormula.test(key) ? JSON.stringify(key) : nameSegment(key);
}

// src/formats/iso-time.ts
var plainInteger = /^-?\d+$/;
var earliestSeconds = -62167219200;
var latestSeconds = 253402300799;
function isoTime(digits) {
  if (!plainInteger.test(digits)) return digits;
  const seconds = Number(digits);
  if (seconds < earliestSeconds || seconds > latestSeconds) return digits;
  return timeText(seconds);
}

// src/formats/flatten.ts
function rowFlattener(table, {
  text = same,
  json: jsonText = same,
  unlisted = "refuse"
} = {}) {
  const tree = columnTree(table);
  const width = table.columns.length + table.unknownColumns.length;
  const unknownPositions = new Map(table.unknownColumns.map((name, index) => [name, table.columns.length + index]));
  const payloadPosition = table.columns.findIndex(({ name }) => name === table.payloadColumn);
  function put(walk, node2, cell) {
    const position = node2.position ?? unknownPositions.get(node2.name);
    if (position !== void 0) walk.cells[position] = cell;
    else if (cell !== null && !(cell === "{}" && node2.known)) walk.unlisted = node2.name;
  }
  function walkObject(walk, start, parent) {
    const { bytes } = walk.source;
    let position = skipWhitespace(bytes, start + 1);
    while (bytes[position] !== CLOSE_BRACE) {
      const keyEnd = skipString(bytes, position);
      const key = stringBetween(walk.source, position, keyEnd);
      const valueStart = skipWhitespace(bytes, skipWhitespace(bytes, keyEnd) + 1);
      position = parent === tree.root ? walkField(walk, valueStart, key) : walkValue(walk, valueStart, childNode(tree, parent, key));
      position = skipWhitespace(bytes, position);
      if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
    }
    return position + 1;
  }
  function walkField(walk, start, key) {
    const { source } = walk;
    const node2 = childNode(tree, tree.root, key);
    if (tree.payloadColumn === void 0) return walkValue(walk, start, node2);
    if (key === "type" && source.bytes[start] === QUOTE) {
      walk.rowType = stringBetween(source, start, skipString(source.bytes, start));
    }
    if (walk.rowType === void 0 && !node2.known) walk.rowType = typeAhead(source.text);
    if (node2.known || key !== walk.rowType) return walkValue(walk, start, node2);
    const value = scanValue(source, start);
    walk.cells[payloadPosition] = value.text === "null" ? null : jsonText(value.text);
    return value.end;
  }
  function walkValue(walk, start, node2) {
    const { source } = walk;
    const { bytes } = source;
    const first = bytes[start];
    if (first === QUOTE && node2.type !== "json") {
      const end2 = skipString(bytes, start);
      put(walk, node2, text(stringBetween(source, start, end2)));
      return end2;
    }
    if (first === OPEN_BRACE && node2.type !== "json") {
      const inside = skipWhitespace(bytes, start + 1);
      if (bytes[inside] !== CLOSE_BRACE) return walkObject(walk, start, node2);
      put(walk, node2, "{}");
      return inside + 1;
    }
    if (first === OPEN_BRACE || first === OPEN_BRACKET || first === QUOTE) {
      const value = scanValue(source, start);
      put(walk, node2, jsonText(value.text));
      return value.end;
    }
    const end = skipLiteral(bytes, start);
    const literal = textBetween(source, start, end);
    put(walk, node2, literal === "null" ? null : node2.type === "time" ? isoTime(literal) : literal);
    return end;
  }
  function flatten(json2) {
    const cells = new Array(width).fill(null);
    const walk = { source: jsonSource(json2), cells, rowType: void 0, unlisted: void 0 };
    walkObject(walk, skipWhitespace(walk.source.bytes, 0), tree.root);
    return walk;
  }
  return (json2) => {
    let walk = flatten(json2);
    if (walk.unlisted !== void 0 && unlisted === "refuse") walk = flatten(JSON.stringify(parseLossless(json2)));
    if (walk.unlisted === void 0 || unlisted === "drop") return walk.cells;
    throw new Error(`A row holds the column ${walk.unlisted}, which its table does not list`);
  };
}
function same(text) {
  return text;
}
function typeAhead(json2) {
  const member = sliceMembers(json2).findLast(({ key }) => key === "type");
  const type = member === void 0 ? null : JSON.parse(member.text);
  return typeof type === "string" ? type : null;
}

// src/formats/format.ts
var CHUNK_LENGTH = 64 * 1024;

// src/formats/refused-text.ts
var MAYBE_REFUSED = /\\u(?:[dD][89a-fA-F]|0000)/;
var ESCAPES = /\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u(?:[dD][89a-fA-F][\da-fA-F]{2}|0000)/g;
var PAIR_LENGTH = "\\ud83d\\ude00".length;
function holdsRefusedText(json2) {
  return MAYBE_REFUSED.test(json2) && withoutRefusedEscapes(json2) !== json2;
}
function withoutRefusedEscapes(json2) {
  return json2.replaceAll(ESCAPES, (found) => found === "\\\\" || found.length === PAIR_LENGTH ? found : "\\ufffd");
}
function withoutRefusedCharacters(text) {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

// src/formats/text.ts
async function* textOf(bytes) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

// src/formats/csv.ts
var csv = {
  name: "csv",
  contentType: "text/csv; charset=utf-8",
  keepsShape: false,
  text: "table",
  encode,
  decode
};
async function* encode(rows, table) {
  const header = [...table.columns.map(({ name }) => name), ...table.unknownColumns];
  const text = table.escapeFormulas ? defuseFormula : (value) => value;
  const flattenAsSent = rowFlattener(table, { text });
  const flattenRefused = rowFlattener(table, {
    text: (value) => text(withoutRefusedCharacters(value)),
    json: withoutRefusedEscapes
  });
  const flatten = (json2) => (holdsRefusedText(json2) ? flattenRefused : flattenAsSent)(json2);
  let records = [header];
  let length = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      records.push(row.form === "object" ? flatten(row.json) : storedCells(row.json, header));
      length += row.json.length;
      if (length < CHUNK_LENGTH) continue;
      yield lines(records);
      records = [];
      length = 0;
    }
  }
  if (records.length > 0) yield lines(records);
}
var alsoQuoted = /^$|\r/;
function lines(records) {
  return Buffer.from(stringify(records, { record_delimiter: "\n", quoted_match: alsoQuoted }));
}
function storedCells(json2, header) {
  const stored = new Map(Object.entries(JSON.parse(json2)));
  const cells = header.map((name) => {
    const cell = stored.get(name) ?? null;
    stored.delete(name);
    return cell;
  });
  for (const name of stored.keys()) throw new Error(`A row holds the column ${name}, which its table does not list`);
  return cells;
}
async function* decode(bytes, table) {
  const parser = parse({
    bom: true,
    // Both, because Git may be configured to check text files out with the line ends of Windows.
    record_delimiter: ["\r\n", "\n"],
    cast: (value, context) => value === "" && !context.quoting ? null : value
  });
  pipeline2(Readable.from(textOf(bytes)), parser, () => void 0);
  let quotedNames;
  try {
    for await (const record of parser) {
      if (quotedNames === void 0) {
        const names = columnNames(record);
        refuseOtherTable(names, table);
        quotedNames = names.map((name) => JSON.stringify(name));
      } else yield { json: cellsJson(quotedNames, record), form: "cells" };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const why = error.message.replace(/, value is .*/s, "");
    throw new StorageError("stored-file-damaged", `Failed to read CSV: line ${String(error.lines)}: ${why}`, {
      cause: error
    });
  }
  if (quotedNames === void 0)
    throw new StorageError("stored-file-damaged", "Failed to read CSV: line 1: the header is missing");
}
function columnNames(record) {
  const names = record.filter((name) => name !== null);
  if (names.length === record.length && new Set(names).size === names.length) return names;
  if (record.length === 1) return [];
  throw new StorageError(
    "stored-file-damaged",
    "Failed to read CSV: line 1: the header has a column without a name, or one name twice"
  );
}
function refuseOtherTable(names, { columns }) {
  if (columns.length === 0 || columns.some(({ name }) => names.includes(name))) return;
  throw new StorageError(
    "stored-file-damaged",
    "Failed to read CSV: line 1: the header has none of the columns of this table"
  );
}
function cellsJson(quotedNames, record) {
  let members = "";
  for (const [index, name] of quotedNames.entries()) {
    const cell = record[index];
    if (typeof cell === "string") members += `${members === "" ? "" : ","}${name}:${JSON.stringify(cell)}`;
  }
  return `{${members}}`;
}

// src/formats/jsonl.ts
var jsonl = {
  name: "jsonl",
  contentType: "application/x-ndjson",
  keepsShape: true,
  text: "lines",
  encode: encode2,
  decode: decode2
};
async function* encode2(rows) {
  let chunk = "";
  for await (const batch of rows) {
    for (const row of batch) {
      if (row.form !== "object") throw new Error("A row read back from a table has lost the shape that JSONL needs");
      chunk += `${row.json}
`;
      if (chunk.length < CHUNK_LENGTH) continue;
      yield Buffer.from(chunk);
      chunk = "";
    }
  }
  if (chunk !== "") yield Buffer.from(chunk);
}
async function* decode2(bytes) {
  let number = 0;
  for await (const line of splitLines(textOf(bytes))) {
    number += 1;
    yield { json: objectText(line, number), form: "object" };
  }
}
async function* splitLines(text) {
  let rest = [];
  for await (const chunk of text) {
    let from = 0;
    for (let end = chunk.indexOf("\n"); end !== -1; end = chunk.indexOf("\n", from)) {
      rest.push(chunk.slice(from, end));
      yield rest.join("");
      rest = [];
      from = end + 1;
    }
    rest.push(chunk.slice(from));
  }
  const last = rest.join("");
  if (last !== "") yield last;
}
function objectText(line, number) {
  const problem = (why, cause) => new StorageError("stored-file-damaged", `Failed to read JSONL: line ${number} ${why}`, { cause });
  let value;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw problem("is not JSON", error);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw problem("is not a JSON object");
  return compact(line);
}

// src/formats/registry.ts
var formats = [jsonl, csv];
var formatChoices = new Map(
  formats.flatMap(choicesOf).map((choice) => [choice.extension, choice])
);
function choicesOf(format) {
  return Object.entries(contentTypes).map(([compression, contentType = format.contentType]) => ({
    ...format,
    contentType,
    compression,
    extension: compression === "none" ? format.name : `${format.name}.${compression}`
  }));
}
function storedForm(extensions) {
  return extensions.some((extension) => formatChoices.get(extension)?.keepsShape) ? "object" : "cells";
}

// src/archive/layout.ts
var FOLDERS = {
  manifests: "_manifests",
  changes: "_changes",
  history: "_history",
  revisions: "_revisions",
  findings: "_findings",
  runs: "_runs",
  reviews: "_reviews"
};
var FINDINGS = {
  lines: `${FOLDERS.findings}/findings.jsonl`,
  table: `${FOLDERS.findings}/findings.csv`,
  checks: `${FOLDERS.findings}/checks.json`
};
var MANIFEST = /^_manifests\/([^/]+)\.json$/;
var CHANGE = /^_changes\/[^/]+\/date=(\d{4}-\d{2}-\d{2})\/([0-9a-f]{12})-([0-9a-f]{12})\.jsonl$/;
var RUN = /^_runs\/date=(\d{4}-\d\d-\d\d)\/[^/]+\.json$/;
var REVIEW = /^_reviews\/(\d{4}-Q[1-4])\/access\.csv$/;
var DATED = /^(?:month=(?<month>\d{4}-\d\d)|date=(?<date>\d{4}-\d\d-\d\d)(?:\/hour=(?<hour>\d\d))?)\/(?:rev=\d+\/)?(?<name>[^/]+)$/;
var KEPT = /^date=(\d{4}-\d\d-\d\d)\/[^/]+$/;
function manifestPath(resource) {
  return `${FOLDERS.manifests}/${resource}.json`;
}
function resourceOfManifest(path) {
  return MANIFEST.exec(path)?.[1];
}
function resourceFolder(resource) {
  return `${resource}/`;
}
function historyFolder(resource) {
  return `${FOLDERS.history}/${resource}/`;
}
function listedFolders(resource) {
  return [resourceFolder(resource), historyFolder(resource)];
}
function changeFolder(resource) {
  return `${FOLDERS.changes}/${resource}/`;
}
function revisionFolder(resource) {
  return `${FOLDERS.revisions}/${resource}/`;
}
function periodFolder(from, by) {
  const name = periodName(from, by);
  if (by === "month") return `month=${name}`;
  return by === "day" ? `date=${name}` : `date=${name.slice(0, 10)}/hour=${name.slice(11)}`;
}
function partitionFolder(resource, from, by) {
  return `${resource}/${periodFolder(from, by)}`;
}
function stemIn(folder, resource, revision = 1) {
  return `${folder}/${resource}${revision <= 1 ? "" : `.rev-${revision}`}`;
}
function lateStem(folder, sha256) {
  return `${folder}/late-${sha256.slice(0, 12)}`;
}
function formatOfPath(path) {
  const ends = path.split(".").slice(1);
  return formatChoices.get(ends.slice(-2).join(".")) ?? formatChoices.get(ends.at(-1) ?? "");
}
function stemOf(path) {
  const format = formatOfPath(path);
  return format ? path.slice(0, -format.extension.length - 1) : path;
}
function historyPath(resource, day, sha256, extension) {
  return `${historyFolder(resource)}date=${day}/${resource}-${sha256.slice(0, 12)}.${extension}`;
}
function revisionPath(folder, sha256) {
  return `${folder}${sha256.slice(0, 12)}.jsonl`;
}
function changePath(resource, now, before, after) {
  return `${changeFolder(resource)}date=${dayName(now)}/${before.slice(0, 12)}-${after.slice(0, 12)}.jsonl`;
}
function parseChangePath(path) {
  const [, date, before, after] = CHANGE.exec(path) ?? [];
  return date && before && after ? { path, date, before, after } : void 0;
}
function recordPath(startedAt, run, selection) {
  return `${FOLDERS.runs}/date=${startedAt.slice(0, 10)}/${startedAt.replace(/[-:]/g, "")}-${run}-${selection}.json`;
}
function dayOfRecord(path) {
  return RUN.exec(path)?.[1];
}
function reviewFile(period) {
  return `${period}/access.csv`;
}
function reviewPath(period) {
  return `${FOLDERS.reviews}/${reviewFile(period)}`;
}
function periodOfReview(path) {
  return REVIEW.exec(path)?.[1];
}
function resourceOf(path) {
  const [first = "", second = ""] = path.split("/");
  return first.startsWith("_") ? second.replace(/\.json$/, "") : first;
}
function folderReadWhole(path) {
  return /^(?:_changes\/)?[^/]+\//.exec(path)?.[0] ?? path;
}
function placeOfFile(resource, path) {
  const extension = formatOfPath(path)?.extension;
  if (extension === void 0) return void 0;
  const history = historyFolder(resource.name);
  if (path.startsWith(history)) {
    const day = KEPT.exec(path.slice(history.length))?.[1];
    return day !== void 0 && isPeriod(day) ? { path, extension, revision: 1, readOn: day } : void 0;
  }
  if (resource.kind === "snapshot") {
    return path === `${stemIn(resource.name, resource.name)}.${extension}` ? { path, extension, revision: 1 } : void 0;
  }
  const { month, date, hour, name = "" } = DATED.exec(path.slice(resource.name.length + 1))?.groups ?? {};
  const period = month ?? (hour === void 0 ? date : `${date}T${hour}`);
  const isOurs = name.replace(/\.rev-\d+\./, ".") === `${resource.name}.${extension}` || /^late-[0-9a-f]{12}\./.test(name);
  if (period === void 0 || !isOurs || !isPeriod(period)) return void 0;
  const partitionBy = month !== void 0 ? "month" : hour === void 0 ? "day" : "hour";
  return { path, extension, period, partitionBy, revision: revisionOf(path) };
}
function revisionOf(path) {
  const match = /\/rev=(\d+)\/[^/]*$|\.rev-(\d+)\.[^/]*$/.exec(path);
  return match ? Number(match[1] ?? match[2]) : 1;
}
function mayHold(folder, period) {
  const name = /^[^/]+\/(?:month|date)=([^/]*)\//.exec(folder)?.[1];
  if (name === void 0 || !isPeriod(name)) return true;
  const { from, to } = parsePeriodName(name);
  return from < period.to && to > period.from;
}
function isPeriod(name) {
  try {
    parsePeriodName(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

// src/text/amounts.ts
function count(value) {
  return Number.isInteger(value) && Math.abs(value) < 1e3 ? `${value}` : value.toLocaleString("en-US");
}
function countOf(value, noun, plural = `${noun}s`) {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}
function size(bytes) {
  if (bytes < 1e3) return `${bytes} bytes`;
  const units = ["kB", "MB", "GB", "TB"];
  let amount = bytes / 1e3;
  while (amount >= 999.95 && units.length > 1) {
    amount /= 1e3;
    units.shift();
  }
  return `${amount.toFixed(1)} ${units[0]}`;
}
function duration(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? "" : ` ${rest} min`}`;
}

// src/text/order.ts
function byCodeUnits(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

// src/text/unseen.ts
var UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
var JOINED = /(?<=[\p{L}\p{M}\p{Extended_Pictographic}])(?:\u200c|\u200d|\ufe0e|\ufe0f)$/u;
function replaceUnseen(text, replace) {
  return text.replace(
    UNSEEN,
    (character, at) => JOINED.test(text.slice(Math.max(0, at - 2), at + 1)) ? character : replace(character)
  );
}

// src/text/group-by.ts
function groupBy(items, keyOf) {
  const groups = /* @__PURE__ */ new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

// src/archive/ranges.ts
function union(left, right) {
  const merged = [];
  for (const [from, to] of [...left, ...right].filter(([from2, to2]) => from2 < to2).sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
function subtract(left, right) {
  let rest = union(left, []);
  for (const [from, to] of union(right, [])) {
    rest = rest.flatMap(([start, end]) => {
      const pieces = [
        [start, Math.min(end, from)],
        [Math.max(start, to), end]
      ];
      return pieces.filter((piece) => piece[0] < piece[1]);
    });
  }
  return rest;
}
function intersect(left, right) {
  return subtract(left, subtract(left, right));
}
function contains(ranges, from, to) {
  return ranges.some(([start, end]) => start <= from && to <= end);
}

// src/archive/removal.ts
function removalRanges({ from, to }) {
  if (from === void 0 && to === void 0) return [];
  const range = [Date.parse(from ?? "") / 1e3, Date.parse(to ?? "") / 1e3];
  if (range.some(Number.isNaN) || range[0] >= range[1])
    throw new Error("a removed period has a boundary that is no date");
  return [range];
}
function refuseBrokenRemovals(removed, isOwn) {
  if (removed === void 0) return;
  if (!Array.isArray(removed)) throw new Error("its list of what was removed is none");
  for (const removal of removed) {
    const isRemoval = typeof removal?.reason === "string" && typeof removal.on === "string" && Array.isArray(removal.files) && removal.files.every((file) => typeof file?.path === "string" && isOwn(file.path) && Number.isInteger(file.rows));
    if (!isRemoval) throw new Error("its list of what was removed is broken");
    removalRanges(removal);
  }
}
function orderedRemoval({ from, to, reason, on, files }) {
  return {
    ...from !== void 0 && { from },
    ...to !== void 0 && { to },
    reason,
    on,
    files: files.map(({ path, rows, sha256 }) => ({ path, rows, ...sha256 !== void 0 && { sha256 } }))
  };
}

export {
  addressOf,
  linkPages,
  notice,
  rendered,
  reworded,
  compress,
  decompress,
  hasZstandard,
  withoutZstandard,
  CsvError,
  transform,
  stringify,
  QUOTE,
  COMMA,
  OPEN_BRACKET,
  CLOSE_BRACKET,
  OPEN_BRACE,
  CLOSE_BRACE,
  DeeplyNested,
  jsonSource,
  textBetween,
  stringBetween,
  skipWhitespace,
  skipString,
  skipLiteral,
  scanValue,
  refuseDeep,
  sliceValues,
  valuesIn,
  withFields,
  parseLossless,
  numberText,
  defuseFormula,
  columnTree,
  childNode,
  HOUR,
  DAY,
  timeText,
  dayAfter,
  daysBetween,
  eachDay,
  monthStart,
  monthName,
  weekday,
  isoTime,
  rowFlattener,
  holdsRefusedText,
  formats,
  formatChoices,
  storedForm,
  periodStart,
  periodAt,
  periodsBetween,
  periodName,
  parsePeriodName,
  dayName,
  boundaryName,
  FOLDERS,
  FINDINGS,
  manifestPath,
  resourceOfManifest,
  resourceFolder,
  listedFolders,
  changeFolder,
  revisionFolder,
  periodFolder,
  partitionFolder,
  stemIn,
  lateStem,
  formatOfPath,
  stemOf,
  historyPath,
  revisionPath,
  changePath,
  parseChangePath,
  recordPath,
  dayOfRecord,
  reviewFile,
  reviewPath,
  periodOfReview,
  resourceOf,
  folderReadWhole,
  placeOfFile,
  revisionOf,
  mayHold,
  count,
  countOf,
  size,
  duration,
  byCodeUnits,
  groupBy,
  replaceUnseen,
  union,
  subtract,
  intersect,
  contains,
  removalRanges,
  refuseBrokenRemovals,
  orderedRemoval
};
