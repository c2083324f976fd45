import { testDestination, testSharedDestination } from '../contract/destination-contract.ts';
import { testStore } from '../contract/store-contract.ts';
import { gcsStand } from '../gcs-stand.ts';

const WORDS = {
  lookedFor: /Looked for GOOGLE_CREDENTIALS[\s\S]*uses: google-github-actions\/auth/,
  permissions: {
    read: /storage\.objects\.get/,
    list: /storage\.objects\.list/,
    write: /storage\.objects\.create/,
    remove: /storage\.objects\.delete/,
  },
};

testDestination('gcs', (t) => gcsStand(t));
testSharedDestination('gcs', (t) => gcsStand(t));
testStore('gcs', WORDS, (t) => gcsStand(t));
