import { after } from 'node:test';
import { azureStand, stopAzurite } from '../azure-stand.ts';
import { testDestination, testSharedDestination } from '../contract/destination-contract.ts';
import { testStore } from '../contract/store-contract.ts';

const WORDS = {
  lookedFor: /Looked for AZURE_STORAGE_CONNECTION_STRING[\s\S]*uses: azure\/login/,
  permissions: {
    read: /a signature with r/,
    list: /a signature with l/,
    write: /a signature with c and w/,
    remove: /a signature with d/,
  },
};

after(stopAzurite);

testDestination('azure', (t) => azureStand(t));
testSharedDestination('azure', (t) => azureStand(t));
testStore('azure', WORDS, (t) => azureStand(t));
