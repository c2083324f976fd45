/** A process of the tests: lays days over manifests of one folder, and prints each that is stored. Arguments: folder, number of the writer. */
import { setTimeout as sleep } from 'node:timers/promises';
import { saveManifest } from '../../../src/archive/save-manifest.ts';
import { folderDestination } from '../../../src/destinations/folder/folder.ts';

const [, , root = '', number = '0'] = process.argv;
const destination = folderDestination(root, 'data');
for (let day = 0; day < 12; day += 1) {
  const from = Date.UTC(2026, 0, 1 + Number(number) * 12 + day) / 1000;
  const period = new Date(from * 1000).toISOString().slice(0, 10);
  for (const resource of ['costs', `own_${number}`]) {
    const path = `${resource}/date=${period}/${resource}.jsonl`;
    const entry = { period, path, rows: 1, bytes: 2, sha256: 'a', settled: true };
    await saveManifest(
      {
        destination,
        writeOnly: false,
        hashOf: async () => undefined,
        pause: (attempt) => sleep(Math.random() * Math.min(attempt, 10) * 4),
      },
      resource,
      {
        shape: { formats: ['jsonl'], partition_by: 'day' },
        written: [entry],
        removedPeriods: [],
        covered: [[from, from + 86_400]],
        unavailable: [],
      },
      undefined,
      undefined,
    );
    process.stdout.write(`${resource} ${period}\n`);
  }
}
