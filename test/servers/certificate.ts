import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { temporaryFolder } from '../harness/workspace.ts';

/** Paths of a certificate for 127.0.0.1, and of its key, in PEM. */
export interface Certificate {
  certificate: string;
  key: string;
}

/**
 * Makes a self-signed certificate for this machine and lets this process trust it; other processes do by
 * `NODE_EXTRA_CA_CERTS`. It is gone when the test ends.
 */
export async function localCertificate(t: Pick<TestContext, 'after'>): Promise<Certificate> {
  const folder = await temporaryFolder(t, 'certificate');
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', files.key];
  await openssl(['req', '-x509', '-days', '2', ...key, ...names, '-out', files.certificate]);
  setDefaultCACertificates([...getCACertificates('default'), await readFile(files.certificate, 'utf8')]);
  return files;
}

async function openssl(args: string[]): Promise<void> {
  try {
    await promisify(execFile)('openssl', args);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error('openssl is not installed: sudo apt-get install --yes openssl', { cause: error });
  }
}
