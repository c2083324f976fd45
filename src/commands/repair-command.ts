import { userAgent } from '../api/version.ts';
import { openDestination } from '../archive/manifests-apart.ts';
import { safeName } from '../catalogue/custom.ts';
import { requestIdentityToken } from '../github/identity-token.ts';
import { harmless, harmlessJson } from '../notices/terminal-text.ts';
import { type ForgetOptions, forget } from '../repair/forget.ts';
import { looksLikeRange, parseRange } from '../repair/forget-range.ts';
import { forgottenText, rebuiltText } from '../repair/print-repair.ts';
import { type RebuildOptions, rebuildStored } from '../repair/rebuild-stored.ts';
import { readShape } from '../repair/shape-flag.ts';
import { splitList } from '../settings/field-types.ts';
import { quote } from '../settings/mistakes.ts';
import { readPlaceAnywhere } from '../settings/place.ts';
import { type Command, programName, UsageError } from './command.ts';
import { type Arguments, type Flag, readArguments } from './flags.ts';
import { flagEntry, section, wrapped } from './help-text.ts';
import { messageLog as log } from './message-log.ts';

const LONGEST_REASON = 300;

const place: readonly Flag[] = [
  { name: 'destination', value: 'place', text: 'The same as <destination>.' },
  {
    name: 'config',
    value: 'yaml|file',
    text: 'YAML, or the path of a YAML file, with destination and destination-options.',
  },
  { name: 'dry-run', text: 'Say what would be done, and write nothing.' },
  { name: 'json', text: 'The same as JSON.' },
];

const rebuilding: readonly Flag[] = [
  {
    name: 'resource',
    value: 'names',
    isList: true,
    text: 'Only these. Default: every resource whose manifest is missing or cannot be parsed.',
  },
  {
    name: 'shape',
    value: 'json',
    text: 'What files do not tell: group_by, bucket_width, filters, privacy, on_schema_change, as in `shape` of a manifest.',
  },
];

const forgetting: readonly Flag[] = [
  {
    name: 'forget',
    value: 'resource',
    text: 'Give up the evidence of a <range> behind it: a day (2026-11-22), a month (2026-11), or from..to, both included. No range: the snapshot as it is now.',
  },
  { name: 'reason', value: 'text', text: 'Why. It stands in the manifest and in reports: name nobody in it.' },
  { name: 'delete-files', text: 'Delete the files of the range that are still there.' },
];

const flags = [...place, ...rebuilding, ...forgetting];

/** Rebuilds manifests from files, and gives up evidence that is gone. */
export const repairCommand: Command = {
  name: 'repair',
  summary: 'Rebuild manifests from their files, or give up evidence that is gone.',
  usage: () =>
    [
      `Usage: ${programName} repair <destination> [flags]\n       ${programName} repair <destination> --forget <resource> <range> …\n`,
      `${wrapped('Without --forget: writes the manifests that are missing or cannot be parsed anew, from the files. Data files stay as they are; the next export reads again what the files do not prove.')}\n`,
      `${wrapped('With --forget: moves what a manifest says of a range to its list of what was removed. Exports then neither miss it nor read it again, and every page shows the gap with its reason.')}\n`,
      section('Flags', place.map(flagEntry)),
      section('Rebuilding', rebuilding.map(flagEntry)),
      section('Forgetting', forgetting.map(flagEntry)),
      `${wrapped('Credentials of a store are looked for as in a workflow: docs/destinations/. Exit codes: 0 done, 1 something could not be repaired, 2 wrong use.')}\n`,
    ].join('\n'),
  async run(args, env) {
    const given = readArguments(args, flags);
    const asked = askedFor(given);
    const config = given.values.get('config');
    if (asked.destination === undefined && config === undefined) {
      throw new UsageError('repair takes a destination: a folder, s3://, gs://, az:// or an https URL');
    }
    const location = await readPlaceAnywhere({ destination: asked.destination, config }, env);
    const destination = await openDestination(location, {
      retries: 5,
      requestTimeoutSeconds: 60,
      userAgent,
      proxyEnvironment: env,
      identityToken: (audience) => requestIdentityToken(env, audience, () => {}),
      mayRead: true,
      log,
    });
    const isJson = given.values.get('json') === 'true';
    const print = (result: object, text: string) =>
      process.stdout.write(isJson ? `${harmlessJson(result)}\n` : harmless(text));
    try {
      if ('forget' in asked) {
        const forgotten = await forget(destination, asked.forget);
        print(forgotten, forgottenText(forgotten, asked.forget.dryRun));
        return 0;
      }
      const { rebuilt, failed } = await rebuildStored(destination, asked.rebuild);
      const troubles = failed.map(({ resource, error }) => ({ resource, topic: error.topic, text: error.message }));
      print({ rebuilt, failed: troubles }, rebuiltText(rebuilt, troubles, asked.rebuild.dryRun));
      return failed.length === 0 ? 0 : 1;
    } finally {
      await destination.close();
    }
  },
};

type Asked = { destination: string | undefined } & ({ forget: ForgetOptions } | { rebuild: RebuildOptions });

/** Returns what is asked for. Throws a `UsageError` for what does not go together. */
function askedFor({ values, positionals }: Arguments): Asked {
  const isForget = values.has('forget');
  const ranges = isForget ? positionals.filter(looksLikeRange) : [];
  const flag = values.get('destination');
  const places = [...positionals.filter((text) => !ranges.includes(text)), ...(flag === undefined ? [] : [flag])];
  if (places.length > 1 || ranges.length > 1) {
    const range = isForget ? ', and one range such as 2026-11-22, 2026-11 or 2026-11-01..2026-11-05' : '';
    throw new UsageError(`repair takes one destination${range}`);
  }
  const dryRun = values.get('dry-run') === 'true';
  const [destination] = places;
  if (isForget) {
    for (const { name } of rebuilding) if (values.has(name)) throw new UsageError(`--${name} goes without --forget`);
    return { destination, forget: forgetOptions(values, ranges[0], dryRun) };
  }
  for (const { name } of forgetting) if (values.has(name)) throw new UsageError(`--${name} goes with --forget`);
  const resources = values.has('resource') ? splitList(values.get('resource') ?? '') : undefined;
  if (resources?.length === 0) throw new UsageError('--resource names none');
  for (const name of resources ?? []) refuseName('resource', name);
  const shape = values.get('shape');
  const told = shape === undefined ? undefined : readShape(shape);
  if (typeof told === 'string') throw new UsageError(`--shape ${told}`);
  return { destination, rebuild: { resources, shape: told, dryRun } };
}

function forgetOptions(values: Arguments['values'], text: string | undefined, dryRun: boolean): ForgetOptions {
  const resource = values.get('forget') ?? '';
  refuseName('forget', resource);
  const range = text === undefined ? undefined : parseRange(text);
  if (text !== undefined && !range) throw new UsageError(`${quote(text)} is no range of days or months`);
  const reason = values.get('reason')?.trim() ?? '';
  if (reason === '') throw new UsageError('--forget takes --reason: why the evidence was given up');
  if (reason.length > LONGEST_REASON || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(reason)) {
    throw new UsageError(`--reason is one line of at most ${LONGEST_REASON} characters, all of them visible`);
  }
  const deleteFiles = values.get('delete-files') === 'true';
  return { resource, range, reason, deleteFiles, dryRun, now: Math.floor(Date.now() / 1000) };
}

/** A name becomes a path: nothing but a name of a resource may. */
function refuseName(flag: string, name: string): void {
  if (!safeName.test(name)) throw new UsageError(`--${flag}: ${quote(name)} is not the name of a resource`);
}
