import type { Resource } from '../catalogue/resource.ts';
import type { Table } from './format.ts';

/** Returns the table form of a resource's rows. */
export function tableOf(resource: Resource, unknownColumns: Iterable<string>, escapeFormulas: boolean): Table {
  return {
    columns: resource.columns,
    unknownColumns: [...unknownColumns].sort(),
    escapeFormulas,
    ...(resource.payloadColumn === undefined ? {} : { payloadColumn: resource.payloadColumn }),
  };
}
