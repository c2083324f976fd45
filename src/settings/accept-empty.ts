import { allResources } from '../catalogue/catalogue.ts';
import type { Resource } from '../catalogue/resource.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { type Mistakes, quote } from './mistakes.ts';

/** Notes what `accept-empty` names and cannot accept. A resource that is not exported here may stand there too. */
export function checkAcceptEmpty(names: readonly string[], chosen: readonly Resource[], mistakes: Mistakes): void {
  const resources = new Map([...allResources, ...chosen].map((resource) => [resource.name, resource]));
  for (const name of names) {
    const resource = resources.get(name);
    if (resource === undefined) {
      mistakes.add(
        `'accept-empty' names ${quote(name)}, which is not a resource${didYouMean(name, [...resources.keys()])}`,
      );
    } else if (resource.kind === 'events') {
      mistakes.add(`'accept-empty' names ${quote(name)}: stored events never go, so there is nothing to accept`);
    }
  }
}
