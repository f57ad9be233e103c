// The entry that does not have WebAssembly inside.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** What a program of its own prints. */
const printed = (code) => {
  const args = ['--input-type=module', '--eval', code];
  return execFileSync(process.execPath, args, { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)) });
};

test('from its file, WebAssembly makes the same words', () => {
  const file = JSON.stringify(createRequire(import.meta.url).resolve('constriction/constriction.wasm'));
  const output = printed(`
    import { readFileSync } from 'node:fs';
    import { AnsCoder, init, model } from 'constriction/url';
    await init(readFileSync(${file}));
    const coder = new AnsCoder();
    const params = { mean: [35.2, -1.7, 30.1, 71.2, -75.1], std: [10.1, 25.3, 23.8, 35.4, 3.9] };
    coder.encodeReverse([23, -15, 78, 43, -69], model.quantizedGaussian({ min: -100, max: 100 }), params);
    console.log(coder.getCompressed().join());
  `);
  assert.equal(output.trim(), '1109163715,757457');
});

test('Node reads the file by itself', () => {
  const code = `
    import { AnsCoder, init, wasmUrl } from 'constriction/url';
    await init(ARGUMENT);
    console.log(new AnsCoder().numWords());
  `;
  for (const argument of ['', 'wasmUrl()', 'wasmUrl().href']) assert.equal(printed(code.replace('ARGUMENT', argument)).trim(), '0');
});

test('a file that is not there is an error, after which there can be another call', () => {
  const code = `
    import { AnsCoder, init, wasmUrl } from 'constriction/url';
    await init(new URL('nowhere.wasm', wasmUrl())).catch(({ code }) => console.log(code));
    await init();
    console.log(new AnsCoder().numWords());
  `;
  assert.deepEqual(printed(code).trim().split('\n'), ['ENOENT', '0']);
});

test('without WebAssembly, an error says what to do', () => {
  const code = "import { AnsCoder } from 'constriction/url'; try { new AnsCoder() } catch (error) { console.log(error.message) }";
  assert.match(printed(code), /call the function 'init'/);
});
