// Where memory ends, calls throw, and coders stay as they were.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('a call without enough memory throws a RangeError and changes nothing, however much is left', () => {
  const file = fileURLToPath(new URL('full_memory.mjs', import.meta.url));
  const output = execFileSync(process.execPath, [file], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  assert.equal(output, 'refused: true\n');
});
