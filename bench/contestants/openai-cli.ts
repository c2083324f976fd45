import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Contestant } from './contestant.ts';

const MODULE = 'github.com/openai/openai-cli/cmd/openai@latest';

/**
 * Returns OpenAI's command line, installed by Go as its documentation says unless `OPENAI_CLI` names one that is there already. Throws,
 * with the reason, if it cannot be installed.
 */
export async function installOpenaiCli(binFolder: string): Promise<Contestant> {
  const run = promisify(execFile);
  let program = process.env.OPENAI_CLI;
  if (program === undefined) {
    try {
      await run('go', ['install', MODULE], { env: { ...process.env, GOBIN: binFolder }, timeout: 300_000 });
    } catch (cause) {
      throw new Error(`go install ${MODULE} failed; OPENAI_CLI can name one that is installed`, { cause });
    }
    program = join(binFolder, 'openai');
  }
  const { stdout } = await run(program, ['--version']);
  return {
    name: "OpenAI's CLI",
    version: /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0] ?? stdout.trim(),
    command: ({ url, adminKey, folder }) => ({
      program: program as string,
      args: ['--base-url', url, '--format', 'jsonl', 'admin:organization:audit-logs', 'list', '--limit', '100'],
      folder,
      env: { OPENAI_ADMIN_KEY: adminKey },
      output: join(folder, 'events.jsonl'),
    }),
  };
}
