import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createTemporaryFolder, type FolderContent, readFolder } from './workspace.ts';

const GZIP_START = 0x1f;

/** The files in an archive that `@actions/cache` made: a tar, compressed by zstd, or by gzip where there is no zstd. */
export async function unpackArchive(archive: Buffer): Promise<FolderContent> {
  const folder = await createTemporaryFolder('unpacked-cache');
  try {
    const compression = archive[0] === GZIP_START ? '--gzip' : '--zstd';
    const tar = spawn('tar', ['-x', compression, '-C', folder, '-f', '-'], { stdio: ['pipe', 'ignore', 'inherit'] });
    tar.stdin.end(archive);
    const code = await new Promise((resolve) => tar.on('close', resolve));
    if (code !== 0) throw new Error(`tar ended with ${code}`);
    return await readFolder(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
