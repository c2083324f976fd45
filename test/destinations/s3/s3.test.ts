import { testDestination, testSharedDestination } from '../contract/destination-contract.ts';
import { testStore } from '../contract/store-contract.ts';
import { s3Stand } from '../s3-stand.ts';

const WORDS = {
  lookedFor: /Looked for AWS_ACCESS_KEY_ID[\s\S]*uses: aws-actions\/configure-aws-credentials/,
  permissions: { read: /s3:GetObject/, list: /s3:ListBucket/, write: /s3:PutObject/, remove: /s3:DeleteObject/ },
};

testDestination('s3', (t) => s3Stand(t));
testSharedDestination('s3', (t) => s3Stand(t));
testStore('s3', WORDS, (t) => s3Stand(t));
