import type { ChangeFile } from './layout.ts';

/**
 * The change files of runs that died before they wrote the snapshot that the file leads to.
 *
 * The change log is one trail that ends at the current content: who left that content came back to it, on the same day
 * or later. A file that leaves it and is not followed by one that comes back is left over; so is one that leads where
 * more files arrive than leave, since only the current content is such a place. Only files of the day of the last
 * complete read, or later, can be: every earlier run ended well. Where contents come and go within one day, files are
 * rather kept than removed.
 * @param current SHA-256 of the stored snapshot.
 * @param since UTC day of the last complete read, if any.
 */
export function leftoverChangeFiles(files: ChangeFile[], current: string, since: string | undefined): ChangeFile[] {
  const here = current.slice(0, 12);
  const balance = new Map<string, number>();
  for (const { before, after } of files) {
    balance.set(before, (balance.get(before) ?? 0) - 1);
    balance.set(after, (balance.get(after) ?? 0) + 1);
  }
  const leftover: ChangeFile[] = [];
  let departures = 0;
  for (const file of [...files].sort((a, b) => (a.date < b.date ? 1 : -1))) {
    if (file.before !== here || file.after === here || (since !== undefined && file.date < since)) continue;
    const returns = files.filter(({ after, date }) => after === here && date >= file.date).length;
    const surplus = balance.get(file.after) ?? 0;
    if (surplus > 0 || departures + 1 > returns) {
      balance.set(file.after, surplus - 1);
      leftover.push(file);
    } else {
      departures += 1;
    }
  }
  return leftover;
}
