import { safeName } from '../catalogue/custom.ts';
import { harmless, harmlessJson } from '../notices/terminal-text.ts';
import { type ForgetOptions, forget } from '../repair/forget.ts';
import { looksLikeRange, parseRange } from '../repair/forget-range.ts';
import { forgottenText, rebuiltText } from '../repair/print-repair.ts';
import { type RebuildOptions, rebuildStored } from '../repair/rebuild-stored.ts';
import { readShape } from '../repair/shape-flag.ts';
import { splitList } from '../settings/field-types.ts';
import { quote } from '../settings/mistakes.ts';
import type { PlaceNames } from '../settings/place.ts';
import { type Command, programName, UsageError } from './command.ts';
import { type Arguments, type Flag, readArguments } from './flags.ts';
import { flagEntry, section, wrapped } from './help-text.ts';
import { configFlag, credentialsText, openForWriting, placeNamed } from './open-place.ts';

const LONGEST_REASON = 300;

const place: readonly Flag[] = [
  { name: 'destination', value: 'place', text: 'The same as <destination>.' },
  configFlag,
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
    text: 'What files do not show: group_by, bucket_width, time_field, primary_key, filters, privacy, on_schema_change, as in `shape` of a manifest.',
  },
];

const forgetting: readonly Flag[] = [
  {
    name: 'forget',
    value: 'resource',
    text: 'Give up the evidence of a <range> behind it: a day (2026-11-22), a month (2026-11), or from..to, both included. No range: the snapshot as it is now.',
  },
  { name: 'reason', value: 'text', text: 'Why. The manifest and reports show it: name nobody in it.' },
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
      `${wrapped('Without --forget: rewrites the manifests that are missing or cannot be parsed, from the files. Data files stay as they are; the next export reads again what the files do not prove.')}\n`,
      `${wrapped('With --forget: moves what a manifest says of a range to its list of what was removed. Exports then neither miss it nor read it again, and every page shows the gap with its reason.')}\n`,
      section('Flags', place.map(flagEntry)),
      section('Rebuilding', rebuilding.map(flagEntry)),
      section('Forgetting', forgetting.map(flagEntry)),
      `${wrapped(`${credentialsText} Exit codes: 0 done, 1 something could not be repaired, 2 wrong use.`)}\n`,
    ].join('\n'),
  async run(args, shell) {
    const asked = askedFor(readArguments(args, flags), shell.now());
    const destination = await openForWriting(asked.names, shell);
    const print = (result: object, text: string) =>
      shell.print(asked.json ? `${harmlessJson(result)}\n` : harmless(text));
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

type Asked = { names: PlaceNames; json: boolean } & ({ forget: ForgetOptions } | { rebuild: RebuildOptions });

/**
 * Returns what is asked for. Throws a `UsageError` for what does not go together.
 * @param now Unix seconds.
 */
function askedFor(given: Arguments, now: number): Asked {
  const { values, positionals } = given;
  const isForget = values.has('forget');
  const [range, ...more] = isForget ? positionals.filter(looksLikeRange) : [];
  const places = positionals.filter((text) => text !== range);
  const besides = ', and one range such as 2026-11-22, 2026-11 or 2026-11-01..2026-11-05';
  if (more.length > 0) throw new UsageError(`repair takes one destination${besides}`);
  const common = {
    names: placeNamed('repair', given, places, isForget ? besides : ''),
    json: values.get('json') === 'true',
  };
  const dryRun = values.get('dry-run') === 'true';
  if (isForget) {
    for (const { name } of rebuilding) if (values.has(name)) throw new UsageError(`--${name} goes without --forget`);
    return { ...common, forget: { ...forgetOptions(values, range), dryRun, now: Math.floor(now) } };
  }
  for (const { name } of forgetting) if (values.has(name)) throw new UsageError(`--${name} goes with --forget`);
  const resources = values.has('resource') ? splitList(values.get('resource') ?? '') : undefined;
  if (resources?.length === 0) throw new UsageError('--resource names none');
  for (const name of resources ?? []) refuseName('resource', name);
  const shape = values.get('shape');
  const stated = shape === undefined ? undefined : readShape(shape);
  if (typeof stated === 'string') throw new UsageError(`--shape ${stated}`);
  return { ...common, rebuild: { resources, shape: stated, dryRun } };
}

function forgetOptions(values: Arguments['values'], text: string | undefined): Omit<ForgetOptions, 'dryRun' | 'now'> {
  const resource = values.get('forget') ?? '';
  refuseName('forget', resource);
  const range = text === undefined ? undefined : parseRange(text);
  if (text !== undefined && !range) throw new UsageError(`${quote(text)} is no range of days or months`);
  const reason = values.get('reason')?.trim() ?? '';
  if (reason === '') throw new UsageError('--forget takes --reason: why the evidence was given up');
  if (reason.length > LONGEST_REASON || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(reason)) {
    throw new UsageError(`--reason is one line of at most ${LONGEST_REASON} characters, all of them visible`);
  }
  return { resource, range, reason, deleteFiles: values.get('delete-files') === 'true' };
}

/** A name becomes a path: nothing but a name of a resource may. */
function refuseName(flag: string, name: string): void {
  if (!safeName.test(name)) throw new UsageError(`--${flag}: ${quote(name)} is not the name of a resource`);
}
