import type { Yaml } from './workflow-snippets.ts';

/** Secrets whose form matters; every other is a text that says what it is. */
const SECRETS: Record<string, string> = {
  OPENAI_ADMIN_KEY: 'sk-admin-fake',
  AZURE_CONTAINER_URL: 'https://acmeopenaiexport.blob.core.windows.net/export/openai?sp=rcwdl&sig=fake',
  AZURE_STORAGE_CONNECTION_STRING: 'DefaultEndpointsProtocol=https;AccountName=acmeopenaiexport;AccountKey=ZmFrZQ==',
  GOOGLE_CREDENTIALS:
    '{"type":"service_account","client_email":"export@acme-audit.iam.gserviceaccount.com","private_key":"fake"}',
  PSEUDONYM_KEY: 'a fake key of some length',
};

/** Outputs of our step, as a night with something to tell would set them. */
const OUTPUTS: Record<string, string> = {
  status: 'partial',
  records: '42',
  changed: 'true',
  findings: '{"new":{"high":1,"medium":0,"low":2},"standing":{"high":0,"medium":1,"low":0}}',
  'data-until': '{"audit_logs":"2026-11-22T04:23:00Z"}',
  'failed-resources': 'costs,invites',
  'pull-request-url': 'https://github.com/acme/audit/pull/7',
};

/** What a text of a workflow may refer to, beside the runner's own values. */
export interface Values {
  matrix: Record<string, string>;
  env: Record<string, string>;
}

const GITHUB: Record<string, string> = {
  repository: 'acme/audit',
  server_url: 'https://github.com',
  run_id: '1001',
  run_attempt: '1',
  token: 'fake-github-token',
  workflow: 'OpenAI Admin Export',
  event_name: 'schedule',
  ref_name: 'main',
};

/** Replaces each `${{ … }}` of a text by a value of its kind. Throws for an expression that is not known. */
export function evaluate(text: string, { matrix, env }: Values): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const [context, ...path] = expression.split('.');
    const name = path.join('.');
    if (context === 'secrets') {
      if (matrix[name] !== undefined) return matrix[name];
      return SECRETS[name] ?? (name.includes('ADMIN_KEY') ? 'sk-admin-fake' : `fake-${name}`);
    }
    if (/^secrets\[matrix\.[\w-]+\]$/.test(expression)) return 'sk-admin-fake';
    if (context === 'vars') return `some-${name.toLowerCase().replaceAll('_', '-')}`;
    const value = contextValue(context as string, name, path, { matrix, env });
    if (value === undefined) throw new Error(`the test does not know a value of \${{ ${expression} }}`);
    return value;
  });
}

function contextValue(context: string, name: string, path: string[], { matrix, env }: Values): string | undefined {
  if (context === 'github') return GITHUB[name];
  if (context === 'matrix') return matrix[name];
  if (context === 'env') return env[name];
  if (context === 'runner' && name === 'temp') return '/tmp/runner';
  if (context === 'steps' && path[1] === 'outputs') return OUTPUTS[path[2] as string] ?? `some-${path[2]}`;
  if (context === 'needs' && path[1] === 'result') return 'failure';
  if (context === 'needs' && path[1] === 'outputs') return `some-${path[2]}`;
  return undefined;
}

/** Every combination of a job's matrix; one empty one for a job without. */
export function combinationsOf(job: Yaml): Record<string, string>[] {
  const { include = [], exclude: _, ...axes } = job.strategy?.matrix ?? {};
  const product = Object.entries<Yaml>(axes).reduce<Record<string, string>[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value: Yaml) => ({ ...row, [name]: String(value) }))),
    [{}],
  );
  const isBare = Object.keys(axes).length === 0;
  return isBare && include.length > 0 ? include : product;
}
