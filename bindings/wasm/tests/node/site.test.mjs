// The code on the site's pages and in the repository's README runs, each block as a module of its own.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = process.env.CONSTRICTION_ROOT;
const PAGES = 'docs/site/pages';
const BLOCK = /^( *)```js\n(.*?)^\1```$/gms;

const pages = readdirSync(join(ROOT, PAGES), { recursive: true }).filter((name) => name.endsWith('.md')).sort();
const blocks = ['README.md', ...pages.map((name) => join(PAGES, name))].flatMap((page) => [...readFileSync(join(ROOT, page), 'utf8').matchAll(BLOCK)]
  .map(([, indent, code], number) => ({ page, number, code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), '') })));

test('the pages have code', () => assert(blocks.length >= 8));

for (const { page, number, code } of blocks) {
  test(`block ${number} of ${page} runs`, () => {
    // Beside this file, so that the package is found.
    const folder = mkdtempSync(fileURLToPath(new URL('./page-', import.meta.url)));
    try {
      execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder, stdio: 'pipe' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
