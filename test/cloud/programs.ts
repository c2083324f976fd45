import type { GoProgram } from './install.ts';

/** An S3 gateway over a folder: https://github.com/versity/versitygw */
export const versity: GoProgram = { package: 'github.com/versity/versitygw/cmd/versitygw', version: 'v1.8.0' };

/** An emulator of Cloud Storage's JSON API: https://github.com/fsouza/fake-gcs-server */
export const fakeGcs: GoProgram = { package: 'github.com/fsouza/fake-gcs-server', version: 'v1.56.1' };
