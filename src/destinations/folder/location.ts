/** A folder of the workspace or of `RUNNER_TEMP`; outside Actions, any folder. */
export interface FolderLocation {
  kind: 'folder';
  /** Absolute path. */
  folder: string;
  /** For people: relative to the workspace, or `RUNNER_TEMP/…`; elsewhere the whole path. */
  name: string;
}
