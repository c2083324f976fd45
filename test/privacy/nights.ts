import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Simulator } from '../../simulator/server.ts';
import { emptyManifest, type Manifest, serializeManifest } from '../../src/archive/manifest.ts';
import { layOver } from '../../src/archive/merge.ts';
import type { ResourceOptions, Selection } from '../../src/archive/selection.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { folderDestination } from '../../src/destinations/folder/folder.ts';
import { createProgress } from '../../src/export/job/progress.ts';
import { createSnapshotReader } from '../../src/export/read/snapshot-reader.ts';
import { exportResource } from '../../src/export/resource-export.ts';
import type { FormatChoice } from '../../src/formats/format.ts';
import { formatChoices } from '../../src/formats/registry.ts';
import { collectingLog } from '../../src/notices/log.ts';
import { type Message, rendered } from '../../src/notices/notice.ts';
import type { PrivacyOptions } from '../../src/privacy/privacy-options.ts';
import { createRowSpool } from '../../src/spool/row-spool.ts';
import { impatientClient } from '../api/api-server.ts';
import { resourceOptions } from '../export/options.ts';
import { type FolderContent, readFolder, temporaryFolder } from '../harness/workspace.ts';

const formats: ResourceOptions['formats'] = ['jsonl', 'csv'].map((name) => formatChoices.get(name) as FormatChoice);

/** What came of a night: every file at the destination, what was told, and all texts that went to disk on the way. */
export interface PrivateNight {
  files: FolderContent;
  manifests: Record<string, string>;
  told: string;
  problems: string[];
}

/** An export that goes from night to night without inputs, cache or GitHub around it. */
export interface PrivateNights {
  night(privacy: PrivacyOptions | undefined, options?: Partial<ResourceOptions>): Promise<PrivateNight>;
}

/** Exports these resources of a simulated organisation, night after night, to the same folder. */
export async function privateNights(t: TestContext, simulator: Simulator, names: string[]): Promise<PrivateNights> {
  const root = await temporaryFolder(t);
  const manifests = new Map<string, Manifest>();
  let count = 0;

  async function night(privacy: PrivacyOptions | undefined, options: Partial<ResourceOptions> = {}) {
    const now = simulator.clock.now();
    const { client } = impatientClient(simulator.url, {
      apiKey: simulator.adminKey,
      now: () => now,
      quotesWords: privacy === undefined,
    });
    const spool = await createRowSpool(join(await temporaryFolder(t), String(count++)), 1024 * 1024);
    const log = collectingLog();
    const told: string[] = [];
    const destination = folderDestination(join(root, 'data'), 'data');
    const access = { writeOnly: false, settledOnly: false, history: true };
    const progress = createProgress({ lanes: new Map() });
    const context = { client, destination, spool, log, progress, now, concurrency: 4, access };
    const selections = names.map((name): Selection => {
      const resource = allResources.find((candidate) => candidate.name === name) as Selection['resource'];
      const own = resourceOptions({ formats, start: { kind: 'age', seconds: 6 * 86_400 }, ...options });
      return { resource, origin: 'named', options: { ...own, ...(privacy && { privacy }) } };
    });
    const reader = createSnapshotReader({ ...context, selected: selections.map(({ resource }) => resource) });
    const problems: string[] = [];
    for (const selection of selections) {
      const { name } = selection.resource;
      const manifest = manifests.get(name);
      const files = new Set(await destination.list(`${name}/`));
      const state = { manifest, files, isDone: () => false };
      const save = async () => {};
      const job = { context, selection, state, reader, organization: undefined, save };
      const { change, problems: own } = await exportResource(job);
      problems.push(...own.map(rendered));
      if (change) manifests.set(name, layOver(manifest ?? emptyManifest(name, change.shape), change));
    }
    const tell = (message: Message) => told.push(rendered(message));
    log.replay({ debug: tell, info: tell, notice: tell, warning: tell, error: tell });
    await spool.close();
    const texts = [...manifests].map(([name, manifest]) => [name, serializeManifest(manifest)]);
    const files = await readFolder(join(root, 'data'));
    return { files, manifests: Object.fromEntries(texts), told: told.join('\n'), problems };
  }

  return { night };
}
