import { importShare } from './share.ts';

await importShare(1);
