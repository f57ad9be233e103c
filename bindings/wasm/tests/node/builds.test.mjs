// The two builds of WebAssembly, each loaded by the entry that does not have it inside.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const { resolve } = createRequire(import.meta.url);
const script = fileURLToPath(new URL('words.mjs', import.meta.url));
const run = (name) => JSON.parse(execFileSync(process.execPath, [script, resolve(`constriction/${name}`)], { encoding: 'utf8' }));

test('both builds make the same words', () => {
  const plain = run('constriction.wasm');
  const simd = run('constriction-simd.wasm');
  assert.deepEqual([plain.simd, simd.simd], [false, true]);
  assert.equal(plain.words.length, 8);
  assert.deepEqual(plain.words, simd.words);
  assert.deepEqual(plain.bytes, simd.bytes);
});

test('without WebAssembly, an error says what to do', () => {
  const code = "import { AnsCoder } from 'constriction/url'; try { new AnsCoder() } catch (error) { console.log(error.message) }";
  const args = ['--input-type=module', '--eval', code];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)) });
  assert.match(output, /call the function 'init'/);
});
