import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownFiles } from './source-tree.ts';

const MOST_TERMS = 40;

describe('the glossary of CONTRIBUTING.md', async () => {
  const texts = await ownFiles();
  const [, section = ''] = /^## Glossary$([\s\S]*?)^## /m.exec(texts.get('CONTRIBUTING.md') ?? '') ?? [];
  const terms = [...section.matchAll(/^\| (?!term \||---)([^|]+) \|/gm)].map(([, term = '']) => term);

  it('has few terms, in alphabetical order, each once', () => {
    assert.ok(terms.length > 0 && terms.length <= MOST_TERMS, `${terms.length} terms`);
    assert.deepEqual(terms, [...new Set(terms)].sort());
  });

  it('holds only terms that src/ uses', () => {
    const sources = [...texts].filter(([path]) => path.startsWith('src/')).map(([, text]) => text);
    const unused = terms.filter((term) => !sources.some((text) => new RegExp(`\\b${term}`, 'i').test(text)));
    assert.deepEqual(unused, []);
  });
});
