/**
 * One row on its way to a file.
 *
 * `object` rows hold the JSON text that the API sent (compact, one line, the parents' ids in front), which is what JSONL
 * writes untouched. `cells` rows were read back from a table, where the original shape is gone: a JSON object of column
 * name -> cell text.
 */
export interface Row {
  /** Sorts and identifies the row, by code units. */
  key: string;
  json: string;
  form: 'object' | 'cells';
}
