import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  BlobServiceClient,
  ContainerClient,
  StorageSharedKeyCredential
} from "./shared-actions-cache-azure.js";
import {
  knownHost
} from "./shared-azure-gcs.js";
import "./shared-actions-cache-azure-gcs.js";
import {
  partSizeOf
} from "./shared-azure-cli-index-program-run-verify-s3.js";
import {
  ConfigurationError
} from "./shared-azure-cli-index-page-program-run-verify.js";
import "./shared-actions-cache-azure-azure-identity.js";
import "./shared-actions-cache-azure-azure-identity-gcs.js";
import "./shared-actions-cache-azure-azure-identity-cli-index-node-fetch-program-run-verify-s3.js";
import "./shared-actions-cache-azure-azure-identity-cli-demo-index-node-fetch-program-run-verify-s3.js";
import "./shared-actions-cache-azure-azure-identity-gcs-https-proxy-agent.js";
import "./runtime.js";

// src/destinations/azure/azure.ts
import { open } from "node:fs/promises";

// src/destinations/azure/credential.ts
var METADATA_RETRIES = { maxRetries: 3, retryDelayInMs: 800 };
var RENEWAL_MILLISECONDS = 12e4;
var LAST_MILLISECONDS = 5e3;
var PAUSE_MILLISECONDS = 2e4;
async function signInTo(credentials, options) {
  const identity = await import("./azure-identity.js");
  let credential;
  let held;
  let renewAt = 0;
  return {
    hasWorked: () => held !== void 0,
    async getToken(scopes, tokenOptions) {
      const now = Date.now();
      const isUsual = tokenOptions?.claims === void 0 && tokenOptions?.tenantId === void 0;
      if (isUsual && held && now < renewAt) return endingAtOnce(held);
      credential ??= made(
        identity,
        () => credentials.kind === "default" ? chain(identity, options) : new identity.ClientAssertionCredential(
          credentials.tenant,
          credentials.client,
          () => options.identityToken("api://AzureADTokenExchange")
        )
      );
      try {
        const token = await credential.getToken(scopes, tokenOptions);
        held = token;
        renewAt = token.expiresOnTimestamp - RENEWAL_MILLISECONDS;
        return endingAtOnce(token);
      } catch (error) {
        if (!isUsual || !held || now > held.expiresOnTimestamp - LAST_MILLISECONDS) throw error;
        renewAt = Math.min(now + PAUSE_MILLISECONDS, held.expiresOnTimestamp - LAST_MILLISECONDS);
        return endingAtOnce(held);
      }
    }
  };
}
function endingAtOnce({ token, tokenType }) {
  return { token, expiresOnTimestamp: 0, ...tokenType && { tokenType } };
}
function made(identity, make) {
  try {
    return make();
  } catch (cause) {
    throw new identity.CredentialUnavailableError(cause.message, { cause });
  }
}
function chain(identity, options) {
  const { AZURE_TOKEN_CREDENTIALS, AZURE_FEDERATED_TOKEN_FILE, AZURE_TENANT_ID, AZURE_CLIENT_ID } = options.proxyEnvironment;
  if (AZURE_TOKEN_CREDENTIALS) return new identity.DefaultAzureCredential();
  const hasWorkload = AZURE_FEDERATED_TOKEN_FILE && AZURE_TENANT_ID && AZURE_CLIENT_ID;
  const program = { processTimeoutInMs: options.requestTimeoutSeconds * 1e3 };
  const machine = {
    ...AZURE_CLIENT_ID && { clientId: AZURE_CLIENT_ID },
    retryOptions: METADATA_RETRIES,
    // As in the SDK's own chain, where the option comes from: one second for the service to say anything at all.
    sendProbeRequest: true
  };
  return new identity.ChainedTokenCredential(
    new identity.EnvironmentCredential(),
    ...hasWorkload ? [new identity.WorkloadIdentityCredential()] : [],
    new identity.AzureCliCredential(program),
    new identity.AzureDeveloperCliCredential(program),
    new identity.ManagedIdentityCredential(machine)
  );
}

// src/destinations/azure/trouble.ts
function explainAzure(error, location, wasSignedIn = false) {
  const signIn = signInTrouble(error, location.credentials, wasSignedIn);
  if (signIn) return signIn;
  const { message = String(error), statusCode, details } = error;
  const code = codeOf(error);
  const [sentence = ""] = message.split(/\r?\n/);
  const facts = [code, statusCode].filter((fact) => fact !== "" && fact !== void 0).join(", ");
  const why = details?.authenticationErrorDetail ?? "";
  const kind = kindOf({ code, status: statusCode, text: `${message} ${why}` }, location.credentials);
  const words = kind === "expired-credentials" && wordsOfEnd(why, location.credentials) || withoutPeriod(sentence);
  return { kind, detail: `${words}${facts === "" ? "" : ` (${facts})`}` };
}
function kindOf({ code, status, text }, credentials) {
  if (/^BlobImmutableDueTo|^BlobHasLegalHold/.test(code)) return "retention";
  if (code === "ContainerNotFound") return "no-bucket";
  const isUnauthenticated = status === 401 || code === "AuthenticationFailed" || /failed to authenticate/i.test(text);
  if (isUnauthenticated || status === 403 && isExpired(credentials)) {
    return isExpired(credentials) || /expired|valid in the specified time frame/i.test(text) ? "expired-credentials" : "wrong-credentials";
  }
  if (status === 403) return "forbidden";
  if (status === 503 || status === 429) return "throttled";
  return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(code) ? "unreachable" : "other";
}
function endOf(credentials) {
  return credentials.kind === "sas" ? new URLSearchParams(credentials.query).get("se") ?? void 0 : void 0;
}
function isExpired(credentials) {
  return Date.parse(endOf(credentials) ?? "") < Date.now();
}
function wordsOfEnd(why, credentials) {
  const end = endOf(credentials);
  return end === void 0 ? /^[^.]+/.exec(why)?.[0] : `the shared access signature was valid until ${end}`;
}
var SIGN_IN_ERRORS = /* @__PURE__ */ new Set([
  "AggregateAuthenticationError",
  "AuthenticationError",
  "AuthenticationRequiredError",
  "CredentialUnavailableError",
  "IdentityTokenError"
]);
var EXPIRED = /* @__PURE__ */ new Set(["50173", "70043", "700024", "700082", "700084", "7000222"]);
function signInTrouble(error, credentials, wasSignedIn) {
  if (!SIGN_IN_ERRORS.has(error.name)) return void 0;
  const errors = [error, ...error.errors ?? []].flatMap((each) => [each, each.cause]);
  const found = errors.filter((each) => each instanceof Error);
  const identity = found.find(({ name }) => name === "IdentityTokenError");
  if (identity) return { kind: "no-credentials", detail: identity.message };
  const text = found.map(({ message }) => message).join("\n");
  const [, code, words = ""] = /AADSTS(\d+): ([^\r\n]*?)\s*(?:(?:Trace|Correlation) ID:|- Correlation|[\r\n]|$)/.exec(text) ?? [];
  if (code !== void 0) {
    const advice = adviceFor(code, credentials);
    const kind = EXPIRED.has(code) || wasSignedIn ? "expired-credentials" : "wrong-credentials";
    return { kind, detail: `Microsoft's sign-in answers AADSTS${code}: ${withoutPeriod(words)}${advice}` };
  }
  const [, tenant] = /not configured to acquire tokens for tenant ([^\s.]+)/.exec(text) ?? [];
  if (tenant !== void 0) {
    return {
      kind: "wrong-credentials",
      detail: `the storage account belongs to the tenant ${tenant}, and the sign-in to another`
    };
  }
  if (/network_error/.test(text) && !error.errors)
    return { kind: "unreachable", detail: "Microsoft's sign-in could not be reached" };
  const reasons = error.errors?.flatMap(reasonOf) ?? [];
  const detail = error.errors ? `no sign-in to Azure was found: ${reasons.join("; ")}` : firstSentence(error.message);
  return { kind: wasSignedIn ? "expired-credentials" : "no-credentials", detail };
}
function adviceFor(code, { kind }) {
  const [client, tenant] = kind === "federated" ? ["`client-id`", "`tenant-id`"] : ["AZURE_CLIENT_ID", "AZURE_TENANT_ID"];
  switch (code) {
    case "70021":
    case "700211":
    case "700212":
    case "700213":
      return `. Give the application of ${client} a federated credential with exactly this subject, the issuer https://token.actions.githubusercontent.com and the audience api://AzureADTokenExchange`;
    case "700016":
      return `. Check that ${client} is the application (client) ID, not the object ID, of an application in the tenant of ${tenant}`;
    case "90002":
    case "900023":
      return `. Check ${tenant}`;
    case "7000215":
    case "7000222":
      return ". Check AZURE_CLIENT_SECRET";
    default:
      return "";
  }
}
function reasonOf({ message }) {
  if (/^(EnvironmentCredential|WorkloadIdentityCredential)\b/.test(message)) return [];
  const line = message.replaceAll(/\s+/g, " ");
  const [, machine] = /^ManagedIdentityCredential: .*? Message:? (.*)$/.exec(line) ?? [];
  if (machine === void 0) return [firstSentence(line)];
  const [, described2 = machine] = /Description: (.*?) - (?:Correlation|Trace) ID/.exec(machine) ?? [];
  return [`managed identity: ${firstSentence(described2)}`];
}
function firstSentence(text) {
  return withoutPeriod(/^.*?(?:\.(?=\s)|$)/m.exec(text)?.[0] ?? text);
}
function withoutPeriod(text) {
  return text.replace(/[\s.]+$/, "");
}
function codeOf(error) {
  const { code, details, cause } = error;
  return details?.errorCode ?? (code === "REQUEST_SEND_ERROR" ? cause?.code : void 0) ?? code ?? "";
}

// src/destinations/azure/azure.ts
var LONGEST_WAITS_SECONDS = 60;
var BLOCKS_AT_ONCE = 1;
async function openAzure(location, options) {
  const { container, wasSignedIn } = await containerOf(location, options);
  const findHost = knownHost(container.url, options.proxyEnvironment);
  const closing = new AbortController();
  const patience = (options.requestTimeoutSeconds * (options.retries + 1) + LONGEST_WAITS_SECONDS) * 1e3;
  const signal = () => AbortSignal.any([closing.signal, AbortSignal.timeout(patience)]);
  const stored = {
    ...location.tier && { tier: location.tier },
    ...location.tags && { tags: location.tags },
    ...location.encryptionScope && { encryptionScope: location.encryptionScope }
  };
  async function uploadBlocks(blob, path, content, conditions) {
    const { digest } = content;
    const partSize = partSizeOf(digest.size);
    const ids = digest.parts.map((_, index) => blockId(digest.md5, index));
    const file = await open(path);
    let isIntact = true;
    const waiting = digest.parts.entries();
    async function sendBlocks() {
      const buffer = Buffer.allocUnsafe(partSize);
      for (const [index, part] of waiting) {
        const bytes = buffer.subarray(0, part.size);
        await file.read(bytes, 0, part.size, index * partSize);
        const answer2 = await blob.stageBlock(ids[index], bytes, part.size, {
          // The store refuses bytes that do not match.
          transactionalContentMD5: part.md5,
          abortSignal: signal(),
          ...location.encryptionScope && { encryptionScope: location.encryptionScope }
        });
        isIntact &&= isSame(answer2.contentMD5, part) !== "different";
        options.onPartSent?.();
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
      await findHost();
      const keys = [];
      for await (const { name } of container.listBlobsFlat({ prefix, abortSignal: signal() })) keys.push(name);
      return keys;
    },
    async get(key, from) {
      await findHost();
      const conditions = from && { conditions: { ifMatch: from.version } };
      try {
        const blob = container.getBlobClient(key);
        const answer = await blob.download(from?.offset, void 0, { ...conditions, abortSignal: closing.signal });
        return { body: answer.readableStreamBody, version: answer.etag ?? "" };
      } catch (error) {
        if (["BlobNotFound", "ConditionNotMet"].includes(codeOf(error))) return void 0;
        throw error;
      }
    },
    async has(key) {
      await findHost();
      return container.getBlobClient(key).exists({ abortSignal: signal() });
    },
    async put(key, content, condition) {
      await findHost();
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
      await findHost();
      await container.getBlobClient(key).deleteIfExists({ abortSignal: signal() });
    },
    explain: (error) => explainAzure(error, location, wasSignedIn()),
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
  const withoutSignIn = (client) => ({ container: client, wasSignedIn: () => false });
  switch (credentials.kind) {
    case "connection-string":
      return withoutSignIn(serviceOf(credentials.connectionString, pipeline).getContainerClient(container));
    case "account-key": {
      const key = new StorageSharedKeyCredential(credentials.account, credentials.key);
      return withoutSignIn(new ContainerClient(url, key, pipeline));
    }
    case "sas":
      return withoutSignIn(new ContainerClient(`${url}?${credentials.query}`, void 0, pipeline));
    default: {
      const signIn = await signInTo(credentials, options);
      return { container: new ContainerClient(url, signIn, pipeline), wasSignedIn: signIn.hasWorked };
    }
  }
}
function serviceOf(connectionString, pipeline) {
  try {
    return BlobServiceClient.fromConnectionString(connectionString, pipeline);
  } catch (cause) {
    throw new ConfigurationError(
      "credentials-refused",
      `AZURE_STORAGE_CONNECTION_STRING cannot be used: ${cause.message}`,
      {
        cause
      }
    );
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
