import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  BlobServiceClient,
  ContainerClient,
  StorageSharedKeyCredential
} from "./chunk-2BWE552A.js";
import "./chunk-H7CGFVUI.js";
import "./chunk-F2CZNPPY.js";
import "./chunk-CLLR2QRW.js";
import {
  resumingRead
} from "./chunk-SQM4IN6J.js";
import {
  partSizeOf
} from "./chunk-KY7PIBRN.js";
import "./chunk-RUC7RV2M.js";
import "./chunk-VX4HL5QL.js";

// src/destinations/azure.ts
import { open } from "node:fs/promises";

// src/destinations/azure-trouble.ts
function explainAzure(error, location) {
  const { message = String(error), statusCode } = error;
  const code = codeOf(error);
  const [sentence = ""] = message.split(/\r?\n/);
  const facts = [code, statusCode].filter((fact) => fact !== "" && fact !== void 0).join(", ");
  const detail = `${sentence.replace(/\.\s*$/, "")}${facts === "" ? "" : ` (${facts})`}`;
  return { kind: kindOf(error, code, statusCode, location), detail };
}
function kindOf(error, code, status, { credentials }) {
  const { name, message } = error;
  if (["CredentialUnavailableError", "AggregateAuthenticationError", "IdentityTokenError"].includes(name))
    return "no-credentials";
  if (/^BlobImmutableDueTo|^BlobHasLegalHold/.test(code)) return "retention";
  if (code === "ContainerNotFound") return "no-bucket";
  const isUnauthenticated = status === 401 || name === "AuthenticationError" || code === "AuthenticationFailed" || /failed to authenticate/i.test(message);
  if (isUnauthenticated || status === 403 && isExpired(credentials)) {
    return isExpired(credentials) || /expired|valid in the specified time frame/i.test(message) ? "expired-credentials" : "wrong-credentials";
  }
  if (status === 403) return "forbidden";
  if (status === 503 || status === 429) return "throttled";
  return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(code) ? "unreachable" : "other";
}
function isExpired(credentials) {
  const end = credentials.kind === "sas" ? new URLSearchParams(credentials.query).get("se") : null;
  return end !== null && Date.parse(end) < Date.now();
}
function codeOf(error) {
  const { code, details, cause } = error;
  return details?.errorCode ?? (code === "REQUEST_SEND_ERROR" ? cause?.code : void 0) ?? code ?? "";
}

// src/destinations/azure.ts
var LONGEST_WAITS_SECONDS = 60;
var BLOCKS_AT_ONCE = 2;
async function openAzure(location, options) {
  const container = await containerOf(location, options);
  const limits = { retries: options.retries, idleSeconds: options.requestTimeoutSeconds };
  const closing = new AbortController();
  const patience = (options.requestTimeoutSeconds * (options.retries + 1) + LONGEST_WAITS_SECONDS) * 1e3;
  const signal = () => AbortSignal.any([closing.signal, AbortSignal.timeout(patience)]);
  const stored = {
    ...location.tier && { tier: location.tier },
    ...location.tags && { tags: location.tags },
    ...location.encryptionScope && { encryptionScope: location.encryptionScope }
  };
  async function get(key, offset = 0, version) {
    try {
      const conditions = version === void 0 ? {} : { conditions: { ifMatch: version } };
      const answer = await container.getBlobClient(key).download(offset, void 0, { ...conditions, abortSignal: signal() });
      return { body: answer.readableStreamBody, version: answer.etag ?? "" };
    } catch (error) {
      if (["BlobNotFound", "ConditionNotMet"].includes(codeOf(error))) return void 0;
      throw error;
    }
  }
  async function uploadBlocks(blob, path, content, conditions) {
    const { digest } = content;
    const partSize = partSizeOf(digest.size);
    const ids = digest.parts.map((_, index) => blockId(digest.md5, index));
    const file = await open(path);
    let isIntact = true;
    const waiting = digest.parts.entries();
    async function sendBlocks() {
      for (const [index, part] of waiting) {
        const bytes = Buffer.alloc(part.size);
        await file.read(bytes, 0, part.size, index * partSize);
        const answer2 = await blob.stageBlock(ids[index], bytes, part.size, {
          // The store refuses bytes that do not match.
          transactionalContentMD5: part.md5,
          abortSignal: signal(),
          ...location.encryptionScope && { encryptionScope: location.encryptionScope }
        });
        isIntact &&= isSame(answer2.contentMD5, part) !== "different";
      }
    }
    try {
      await Promise.all(Array.from({ length: BLOCKS_AT_ONCE }, sendBlocks));
    } finally {
      await file.close();
    }
    const answer = await blob.commitBlockList(ids, {
      ...described(content),
      ...stored,
      conditions,
      abortSignal: signal()
    });
    return { kind: "written", version: answer.etag ?? "", checksum: isIntact ? "equal" : "different" };
  }
  return {
    async list(prefix) {
      const keys = [];
      for await (const { name } of container.listBlobsFlat({ prefix, abortSignal: signal() })) keys.push(name);
      return keys;
    },
    async get(key) {
      const first = await get(key);
      return first && {
        body: resumingRead(first, (offset, version) => get(key, offset, version), limits),
        version: first.version
      };
    },
    has: (key) => container.getBlobClient(key).exists({ abortSignal: signal() }),
    async put(key, content, condition) {
      const blob = container.getBlockBlobClient(key);
      const { source, digest } = content;
      const conditions = conditionsOf(condition);
      try {
        if ("file" in source) return await uploadBlocks(blob, source.file, content, conditions);
        const settings = { ...described(content), ...stored, conditions, abortSignal: signal() };
        const answer = await blob.upload(source.bytes, source.bytes.length, settings);
        return { kind: "written", version: answer.etag ?? "", checksum: isSame(answer.contentMD5, digest) };
      } catch (error) {
        const isRefused = ["BlobAlreadyExists", "ConditionNotMet"].includes(codeOf(error));
        if (condition.kind !== "none" && isRefused) return { kind: "refused" };
        if (["Md5Mismatch", "InvalidMd5", "Crc64Mismatch", "InvalidBlockList"].includes(codeOf(error)))
          return { kind: "damaged" };
        throw error;
      }
    },
    async delete(key) {
      await container.getBlobClient(key).deleteIfExists({ abortSignal: signal() });
    },
    explain: (error) => explainAzure(error, location),
    async close() {
      closing.abort();
    }
  };
}
async function containerOf(location, options) {
  const { credentials, accountUrl, container } = location;
  const url = `${accountUrl}/${container}`;
  const pipeline = {
    userAgentOptions: { userAgentPrefix: options.userAgent },
    retryOptions: {
      maxTries: options.retries + 1,
      tryTimeoutInMs: options.requestTimeoutSeconds * 1e3,
      retryDelayInMs: 800,
      maxRetryDelayInMs: 3e4
    }
  };
  switch (credentials.kind) {
    case "connection-string":
      return BlobServiceClient.fromConnectionString(credentials.connectionString, pipeline).getContainerClient(
        container
      );
    case "account-key":
      return new ContainerClient(url, new StorageSharedKeyCredential(credentials.account, credentials.key), pipeline);
    case "sas":
      return new ContainerClient(`${url}?${credentials.query}`, void 0, pipeline);
    default: {
      const { ClientAssertionCredential, DefaultAzureCredential } = await import("./esm-J54VJW4K.js");
      const credential = credentials.kind === "default" ? new DefaultAzureCredential() : new ClientAssertionCredential(
        credentials.tenant,
        credentials.client,
        () => options.identityToken("api://AzureADTokenExchange")
      );
      return new ContainerClient(url, credential, pipeline);
    }
  }
}
function blockId(md5, index) {
  return Buffer.from(`${md5.toString("hex")}-${String(index).padStart(5, "0")}`).toString("base64");
}
function described({ digest, contentType, metadata }) {
  return { blobHTTPHeaders: { blobContentType: contentType, blobContentMD5: digest.md5 }, metadata };
}
function conditionsOf(condition) {
  if (condition.kind === "none") return {};
  return condition.kind === "absent" ? { ifNoneMatch: "*" } : { ifMatch: condition.version };
}
function isSame(stored, digest) {
  if (stored === void 0) return "unknown";
  return digest.md5.equals(Buffer.from(stored)) ? "equal" : "different";
}
export {
  openAzure
};
