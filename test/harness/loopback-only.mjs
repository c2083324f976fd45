/**
 * Loaded before a program (`node --import`): refuses every connection that leaves this machine, says so, and lets the program end with a
 * status of its own, so that no test passes by what some server far away answers or does not. JavaScript, because children on Node 20 load
 * it too, and start sooner. See `npm run test:unit` and run-action.ts.
 */
import dgram from 'node:dgram';
import module from 'node:module';
import net from 'node:net';
import { fileURLToPath } from 'node:url';

/** The status with which a program ends that tried; no program of ours ends with it otherwise. */
const STATUS = 86;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|0\.0\.0\.0|::)$/i;

// Hundreds of processes begin with the same modules: stripped and compiled once, they need not be again. Node 20 has no such thing.
module.enableCompileCache?.(fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url)));

let hasTried = false;
process.on('exit', () => {
  if (hasTried) process.exitCode = STATUS;
});

/** @param {string} place */
function refusal(place) {
  hasTried = true;
  const message = `Refused to reach ${place}: tests reach this machine alone (test/harness/loopback-only.mjs)`;
  process.stderr.write(`${message}\n`);
  return Object.assign(new Error(message), { code: 'ECONNREFUSED' });
}

/** @param {unknown} host */
function isNear(host) {
  return host === undefined || host === null || host === '' || LOOPBACK.test(String(host).replace(/^\[(.*)\]$/, '$1'));
}

const connect = net.Socket.prototype.connect;
/** @param {any[]} args `(options)`, `(port, host)`, `(path)`, or all of it in one list, which is how `net.connect` calls. */
net.Socket.prototype.connect = function connectNearby(...args) {
  const list = Array.isArray(args[0]) ? args[0] : args;
  const [first, second] = list;
  const options = typeof first === 'object' && first !== null ? first : { port: first, host: second };
  const host = typeof options.host === 'function' ? undefined : options.host;
  // A path is a socket of this machine's own.
  if (options.path || isNear(host)) return Reflect.apply(connect, this, args);
  const error = refusal(`${host}:${options.port}`);
  // It fails as a name does that nobody knows, when and where the caller expects it.
  const lookup = (/** @type {string} */ _, /** @type {object} */ __, /** @type {Function} */ done) => done(error);
  return Reflect.apply(connect, this, [{ ...options, host: 'refused.invalid', lookup }, list.at(-1)]);
};

for (const name of /** @type {const} */ (['send', 'connect'])) {
  const original = dgram.Socket.prototype[name];
  /** @param {any[]} args */
  dgram.Socket.prototype[name] = function nearby(...args) {
    const host = args.find((value, index) => index > 0 && typeof value === 'string');
    if (!isNear(host)) throw refusal(`${host} (UDP)`);
    return Reflect.apply(original, this, args);
  };
}

// What a test starts with an environment like its own is watched too. The action is started with one that holds nothing else.
const own = `--import=${import.meta.url}`;
const { NODE_TEST_CONTEXT, NODE_OPTIONS = '' } = process.env;
if (NODE_TEST_CONTEXT && !NODE_OPTIONS.includes(own)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${own}`.trim();
