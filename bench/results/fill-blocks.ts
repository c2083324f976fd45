/** Matches a block that is filled from results: `<!-- table of bench speed -->`, its table, `<!-- end of table -->`. */
const BLOCK = /(<!-- table of bench ([a-z]+) -->\n)[\s\S]*?(<!-- end of table -->)/g;

/** Returns a page with its blocks filled. Throws if it has a block that nothing is known for. */
export function fillBlocks(page: string, tables: Readonly<Record<string, string>>): string {
  return page.replace(BLOCK, (_, start: string, name: string, end: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`There are no results for the block "${name}".`);
    return `${start}\n${table}\n\n${end}`;
  });
}
