import { importShare } from './share.ts';

await importShare(2);
