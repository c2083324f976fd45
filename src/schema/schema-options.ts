/** What happens to fields that the catalogue does not know; `evolve` lets them follow. */
export type SchemaMode = 'evolve' | 'freeze' | 'discard-columns' | 'discard-rows';

/** A contract on what rows may hold. */
export interface SchemaOptions {
  mode: Exclude<SchemaMode, 'evolve'>;
  /** Fields that may follow although the catalogue does not know them, as tables name them (`seat__kind`). */
  knownFields: string[];
}
