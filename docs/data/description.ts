/**
 * How a column that `privacy` leaves in the open may still tell of a person: it is the id of one, says something
 * of one, or is a text in which people put names.
 */
export type OpenPersonal = 'id' | 'profile' | 'perhaps';

/** What a column holds, in words for people. */
export interface ColumnText {
  /** A sentence or two; without type, unit and values, which are separate fields. */
  text: string;
  /** What a number counts or measures. Times have theirs anyway. */
  unit?: string;
  /** The type in JSONL, where the column's own does not say it: `list of texts`. */
  jsonl?: string;
  /** All values that OpenAI describes, if they are few. */
  values?: readonly string[];
  person?: OpenPersonal;
}

/** Column -> its text alone, or all that there is to say. */
export type ColumnTexts = Readonly<Record<string, string | ColumnText>>;

/** A field that OpenAI's description and package lack, and that was seen all the same. */
export interface SeenField extends ColumnText {
  /** What `privacy` makes of it, by its name. */
  hidden?: string;
}

/** What a resource is. */
export interface ResourceText {
  /** A sentence or two on what the rows are about. */
  text: string;
  /** What one row stands for: `one member`. */
  row: string;
  /** Where it is not that of the family. */
  scope?: string;
  /** Limits, and what else a reader of the data should know, a sentence or two each. */
  notes?: readonly string[];
  /** Name of the resource whose columns mean the same here. */
  like?: string;
  /** What is said differently, or only, here. */
  columns?: ColumnTexts;
  /** Fields beyond the columns, by the name that they get in tables. */
  seen?: Readonly<Record<string, SeenField>>;
}

/** Resources that belong together, in the order of the page. */
export interface Family {
  title: string;
  /** The scope that the API names when it refuses a key that lacks it. */
  scope: string;
  resources: Readonly<Record<string, ResourceText>>;
}
