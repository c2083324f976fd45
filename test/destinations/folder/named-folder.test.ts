import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { namedFolder } from '../../../src/destinations/folder/named-folder.ts';
import { runnerFolders } from '../../settings/given.ts';

function folderOf(given: string, workspace: string, runnerTemp?: string) {
  const found = namedFolder(given, { workspace, runnerTemp, isOpen: false });
  return 'problem' in found ? undefined : found;
}

describe('namedFolder', () => {
  it('follows links that stay inside, and binds to where they lead', (test) => {
    const { workspace } = runnerFolders(test);
    mkdirSync(join(workspace, 'real'));
    symlinkSync('real', join(workspace, 'link'));
    assert.deepEqual(folderOf('link/data', workspace), {
      kind: 'folder',
      folder: join(workspace, 'real/data'),
      name: 'real/data',
    });
  });

  it('refuses links that lead outside, and links that lead nowhere yet', (test) => {
    const { workspace, elsewhere } = runnerFolders(test);
    symlinkSync(elsewhere, join(workspace, 'out'));
    symlinkSync(join(elsewhere, 'later'), join(workspace, 'later'));
    assert.equal(folderOf('out', workspace), undefined);
    assert.equal(folderOf('out/data', workspace), undefined);
    assert.equal(folderOf('later', workspace), undefined);
    assert.equal(folderOf('later/data', workspace), undefined);
  });

  it('refuses a link into .git', (test) => {
    const { workspace } = runnerFolders(test);
    mkdirSync(join(workspace, '.git'));
    symlinkSync('.git', join(workspace, 'data'));
    assert.equal(folderOf('data', workspace), undefined);
  });

  it('knows a workspace that is itself behind a link', (test) => {
    const { workspace, elsewhere } = runnerFolders(test);
    symlinkSync(workspace, join(elsewhere, 'workspace'));
    assert.deepEqual(folderOf('data', join(elsewhere, 'workspace')), {
      kind: 'folder',
      folder: join(workspace, 'data'),
      name: 'data',
    });
  });

  it('names a folder after the nearer one where workspace and temporary folder lie in each other', (test) => {
    const { workspace } = runnerFolders(test);
    const inside = join(workspace, 'temp');
    mkdirSync(inside);
    assert.equal(folderOf('temp/data', workspace, inside)?.name, 'RUNNER_TEMP/data');
    assert.equal(folderOf('data', inside, workspace)?.name, 'data');
    assert.equal(folderOf('temp', workspace, inside), undefined);
  });

  it('takes any folder outside Actions, but none that holds the current one, and nothing of git', (test) => {
    const { workspace, elsewhere } = runnerFolders(test);
    const openly = (given: string) => {
      const found = namedFolder(given, { workspace, runnerTemp: undefined, isOpen: true });
      return 'problem' in found ? found.problem : found.name;
    };
    assert.equal(openly('data'), 'data');
    assert.equal(openly('../other/data'), join(elsewhere, 'data'));
    assert.equal(openly(join(elsewhere, 'data')), join(elsewhere, 'data'));
    assert.match(String(openly('..')), /it holds the current folder/);
    assert.match(String(openly('/')), /it holds the current folder/);
    assert.match(String(openly('.')), /expected a folder of its own/);
    assert.match(String(openly('../other/.git/data')), /a folder inside .git belongs to git/);
  });
});
