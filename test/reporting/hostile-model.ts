import type { ReportModel } from '../../src/reporting/model/model.ts';
import { exampleModel } from './model-fixture.ts';

/** Names that try to do something: each ends in a word by which a report that shows it is recognised. */
export const HOSTILE_NAMES: readonly string[] = [
  '@octocat @example/planted (@planted) é@planted _@planted planted',
  '#12 example/audit#7 GH-12 gh-3 example/audit@1a2b3c4 1a2b3c4d5e6f planted',
  'https://evil.example/planted www.evil.example ftp://evil.example mailto:a@evil.example planted',
  '[text](https://evil.example) ![image](//evil.example/p.png) [ref][1] [^1] <https://evil.example> planted',
  '<script>planted()</script><img src=x onerror=planted()></details></sub><!-- planted --> --> planted',
  '| planted | planted |\n| --- | --- |\n\n# planted\n\n---\ntitle: planted\n---\n',
  '``` planted\n```mermaid\n~~~\n`planted` ``planted`` planted',
  '- [ ] planted\n* planted\n1. planted\n> planted\n    planted',
  '*planted* __planted__ ~~planted~~ $planted$ :planted: &lt;planted&gt; \\planted',
  '"] planted %%{init: {"theme": "planted"}}%% end; click planted',
  '\u202eplanted\u2066\u200b\u200d\u{e0041} planted\u0000\u001b[31m\u0085planted\ud83d planted',
  `=cmd|' /C planted'!A0 '" onmouseover="planted" ' planted`,
];

/** The model's own words, dates and addresses, by which code decides. */
const OWN_FIELDS = new Set([
  ...[
    'day',
    'now',
    'id',
    'check',
    'severity',
    'status',
    'state',
    'kind',
    'change',
    'since',
    'links',
    'stateSource',
    'decision',
  ],
  ...[
    'currency',
    'monthStart',
    'settledTo',
    'lastMonthFrom',
    'from',
    'to',
    'ranges',
    'gaps',
    'unavailable',
    'readOn',
    'dataUntil',
  ],
  ...['created', 'lastUsed', 'createdAt', 'lastUsedAt', 'added', 'toolFiles', 'area'],
]);

/** The example with `name` in place of every text that comes from outside. */
export function hostileModel(name: string): ReportModel {
  return replaced(exampleModel(), name) as ReportModel;
}

function replaced(value: unknown, name: string): unknown {
  if (typeof value === 'string') return name;
  if (Array.isArray(value)) return value.map((each) => replaced(each, name));
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  if (value instanceof Set) return new Set([...value].map((each) => replaced(each, name)));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, OWN_FIELDS.has(key) ? each : replaced(each, name)]),
  );
}
