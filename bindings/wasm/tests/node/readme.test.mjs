// The code of the README runs, block after block in one module each.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = dirname(createRequire(import.meta.url).resolve('constriction/package.json'));
const blocks = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/```js\n(.*?)```/gs)].map(([, block]) => block);

test('the README has code', () => assert(blocks.length >= 5));

blocks.forEach((block, number) => {
  test(`block ${number} of the README runs`, () => {
    const here = fileURLToPath(new URL('.', import.meta.url));
    execFileSync(process.execPath, ['--input-type=module', '--eval', block], { cwd: here, stdio: 'pipe' });
  });
});
