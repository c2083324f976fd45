import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { type GitHub, openGitHub } from '../../src/github/client.ts';
import { collectingLog, type Log } from '../../src/notices/log.ts';
import { rendered } from '../../src/notices/notice.ts';
import { type GithubOptions, type GithubServer, startGitHubServer } from '../servers/github-server.ts';

/** GitHub's API as a run has it, in front of a GitHub on loopback. */
export interface OpenedGitHub {
  server: GithubServer;
  github: GitHub;
  log: Log;
  /** Warnings so far. */
  warnings: string[];
  /** A temporary folder. */
  folder: string;
  /** Writes a file below the folder; its absolute path. */
  file(name: string, content: string | Buffer): Promise<string>;
}

export async function openLoopbackGitHub(t: TestContext, options: GithubOptions = {}): Promise<OpenedGitHub> {
  const server = await startGitHubServer(options);
  const folder = await mkdtemp(path.join(tmpdir(), 'github-unit-'));
  t.after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const warnings: string[] = [];
  const log: Log = { ...collectingLog(), warning: (message) => warnings.push(rendered(message)) };
  const [owner = '', repo = ''] = server.repository.split('/');
  const github = openGitHub({
    ...{ token: server.token, apiUrl: server.url, repository: { owner, repo }, userAgent: 'test' },
    log,
  });
  const file = async (name: string, content: string | Buffer) => {
    const local = path.join(folder, name.replaceAll('/', '_'));
    await writeFile(local, content);
    return local;
  };
  return { server, github, log, warnings, folder, file };
}
