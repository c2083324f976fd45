import { destinationKind } from '../destination-kind.ts';
import { folderDestination } from './folder.ts';
import type { FolderLocation } from './location.ts';
import { namedFolder } from './named-folder.ts';

/** Folders of this machine. */
export const folderKind = destinationKind({
  kind: 'folder',
  schemes: [],
  written: ['folder'],
  form: '^(?!\\s*[a-zA-Z][a-zA-Z0-9+.-]+://)[^\\u0000\\r\\n]+$',
  options: {},
  parse: (given, { roots }) => namedFolder(given, roots),
  nameOf: ({ name }: FolderLocation) => name,
  open: async ({ folder, name }, options) => folderDestination(folder, name, options),
});
