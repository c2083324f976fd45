import type { Writable } from 'node:stream';
import type { StoredFiles } from '../../destinations/destination.ts';
import type { Location } from '../../destinations/registry.ts';
import type { Format } from '../../formats/format.ts';
import { ConfigurationError, StorageError } from '../../notices/errors.ts';
import { didYouMean } from '../../text/nearest-name.ts';
import { openArchive } from '../archive.ts';
import { type ChosenSnapshot, mostFaithful, snapshotAsOf } from '../current-files.ts';
import { FOLDERS, formatOfPath, resourceFolder, resourceOfManifest } from '../layout.ts';
import type { Manifest } from '../manifest.ts';
import { type FileSource, readListedFile } from '../stored-file.ts';
import { committedSnapshot } from './git-history.ts';

/** What to print. */
export interface Question {
  /** UTC day. */
  day: string;
  resource: string;
  /** Which format to print if several are stored; by default the one that keeps most. */
  format?: Format | undefined;
}

/** Where the answer comes from. */
interface Source {
  readOn: string;
  place: FileSource;
  path: string;
  sha256: string | undefined;
}

/**
 * Writes the population of a day: the rows of a snapshot as they are stored, from the newest complete read on or before that
 * day.
 * @returns one sentence that says which read that is. Throws if there is none, or where it is not what its manifest says.
 */
export async function printPopulation(
  destination: StoredFiles,
  location: Location,
  question: Question,
  output: Writable,
): Promise<string> {
  const { day, resource } = question;
  const manifest = (await openArchive(destination).manifest(resource))?.manifest;
  if (manifest?.shape.partition_by !== undefined) {
    throw new ConfigurationError(
      'nothing-stored',
      `${resource} has no population: it is stored by period, below ${resourceFolder(resource)} in the ${destination.description}.`,
    );
  }
  const source =
    (manifest && sourceOf(destination, snapshotAsOf(manifest, day), question)) ?? (await committed(location, question));
  if (!source) throw await nothingFound(destination, manifest, question);
  const { path, place } = source;
  let rows = 0;
  const { sha256 } = await readListedFile(place, path, async (file) => {
    for await (const chunk of file.bytes()) {
      for (const byte of chunk) if (byte === NEWLINE) rows += 1;
      if (!output.write(chunk)) await new Promise((resolve) => output.once('drain', resolve));
    }
    return file.facts();
  });
  if (source.sha256 !== undefined && sha256 !== source.sha256) {
    throw new StorageError(
      'stored-file-damaged',
      `${path} in ${place.description} is not what its manifest says: its SHA-256 differs. What was printed must not be relied on.`,
    );
  }
  const text = formatOfPath(path)?.text;
  const counted = text ? `${rows} ${text === 'table' ? 'lines' : 'rows'}, ` : '';
  return `${resource} as of ${day}: ${counted}read on ${source.readOn} (${path} in ${place.description})`;
}

const NEWLINE = 0x0a;

function sourceOf(place: FileSource, chosen: ChosenSnapshot | undefined, question: Question): Source | undefined {
  return chosen && { ...fileOf(chosen.files, question), readOn: chosen.readOn, place };
}

async function committed(location: Location, question: Question): Promise<Source | undefined> {
  if (location.kind !== 'folder') return undefined;
  const chosen = await committedSnapshot(location.folder, question.resource, question.day);
  const description = `commit ${chosen?.commit.slice(0, 12)}`;
  return chosen && sourceOf({ description, read: async (path) => chosen.read(path) }, chosen, question);
}

function fileOf<File extends { path: string }>(files: File[], { format, resource }: Question): File {
  const fitting = files.filter(({ path }) => format === undefined || formatOfPath(path)?.name === format.name);
  const path = mostFaithful(fitting.map((file) => file.path));
  const file = fitting.find((candidate) => candidate.path === path);
  if (!file)
    throw new ConfigurationError('nothing-stored', `${resource} is not stored as ${format?.name ?? 'a file'} there.`);
  return file;
}

async function nothingFound(
  destination: StoredFiles,
  manifest: Manifest | undefined,
  { resource, day }: Question,
): Promise<Error> {
  const where = `the ${destination.description}`;
  if (!manifest) {
    const paths = await destination.list(`${FOLDERS.manifests}/`);
    const names = paths.flatMap((path) => resourceOfManifest(path) ?? []);
    const advice =
      names.length === 0 ? 'it holds no manifests at all' : `it has ${names.join(', ')}${didYouMean(resource, names)}`;
    return new ConfigurationError('nothing-stored', `${resource} was never exported to ${where}: ${advice}.`);
  }
  const oldest = manifest.history?.find((entry) => !entry.incomplete)?.read_on ?? manifest.read_on ?? 'none';
  return new ConfigurationError(
    'nothing-stored',
    `No complete read of ${resource} on or before ${day} is kept in ${where}; the oldest one is of ${oldest}. Earlier days are kept where \`destination-options: {history: true}\` is set, or where the folder is committed each night.`,
  );
}
