import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { SimulatorOptions } from '../../simulator/options.ts';
import { type RunResult, runAction } from '../harness/run-action.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { type Azurite, startAzurite } from '../servers/azurite.ts';
import { localCertificate } from '../servers/certificate.ts';
import { type EntraServer, type EntraSettings, identityToken, startEntraServer } from '../servers/entra-server.ts';
import { type OidcServer, startOidcServer } from '../servers/oidc-server.ts';
import { startScenario } from './scenario.ts';
import { isRunRecord } from './store-places.ts';

type Cleanup = Pick<TestContext, 'after'>;

/** A container that takes bearer tokens, and the certificate that its users must trust. */
export interface SecureStore {
  azurite: Azurite;
  certificate: string;
}

/** Starts Azurite as it is in earnest: over https, for whoever brings a token. One does for all tests of a file. */
export async function startSecureStore(t: { after: (work: () => Promise<void>) => void }): Promise<SecureStore> {
  const tls = await localCertificate(t);
  const azurite = await startAzurite({ tls });
  t.after(() => azurite.stop());
  await azurite.containerClient.create();
  return { azurite, certificate: tls.certificate };
}

export interface SignInStand {
  entra: EntraServer;
  oidc: OidcServer;
  /** The folder of the programs. */
  bin: string;
  /** Programs by name, as shell scripts; nothing else is on the step's `PATH`. */
  install(name: string, script: string): Promise<void>;
  /** One run of the built action with the machine's own clock, by which tokens end. */
  run(options?: Record<string, unknown>, env?: Record<string, string>): Promise<RunResult>;
  /** Names of all blobs below the prefix, but for run records. */
  blobs(): Promise<string[]>;
}

let stands = 0;

/** An organisation, a sign-in and a place in the store for one test. */
export async function signInStand(
  t: Cleanup,
  { azurite, certificate }: SecureStore,
  settings: Partial<EntraSettings> = {},
  given: { simulator?: Partial<SimulatorOptions>; claims?: Parameters<typeof identityToken>[1] } = {},
): Promise<SignInStand> {
  stands += 1;
  const prefix = `test-${stands}`;
  const [entra, oidc, bin] = await Promise.all([
    startEntraServer(settings),
    startOidcServer({ tokenFor: (audience) => identityToken(audience, given.claims) }),
    temporaryFolder(t, 'programs'),
  ]);
  t.after(() => Promise.all([entra.close(), oidc.close()]));
  const scenario = await startScenario(
    t,
    { resources: 'users,projects', destination: `${azurite.url}/${azurite.container}/${prefix}`, format: 'jsonl' },
    { ...given.simulator, start: new Date().toISOString() },
  );
  return {
    ...{ entra, oidc, bin },
    async install(name, script) {
      await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
      await chmod(join(bin, name), 0o755);
    },
    run(options = {}, env = {}) {
      const variables = { PATH: bin, NODE_EXTRA_CA_CERTS: certificate, ...entra.environment(), ...env };
      const inputs = { config: JSON.stringify({ 'destination-options': options }) };
      const { clock: _stands, ...run } = scenario.runOptions({ inputs, cache: false, run: { env: variables } });
      return runAction(run);
    },
    async blobs() {
      const names: string[] = [];
      for await (const { name } of azurite.containerClient.listBlobsFlat({ prefix: `${prefix}/` }))
        names.push(name.slice(prefix.length + 1));
      return names.filter((path) => !isRunRecord(path));
    },
  };
}

/** The message of the one error that a run ended with. */
export function errorOf({ exitCode, log }: RunResult): string {
  assert.equal(exitCode, 1, log.text);
  const [error, ...others] = log.annotations;
  assert.deepEqual([error?.type, others], ['error', []], log.text);
  return error?.message ?? '';
}
