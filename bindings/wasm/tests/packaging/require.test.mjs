// CommonJS, and types of all entries for all ways to find them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const tools = process.env.CONSTRICTION_TOOLS;

/** What a program prints that uses `require`. */
function printed(code, ...flags) {
  const args = [...flags, '--input-type=commonjs', '--eval', code];
  return execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

test('are-the-types-wrong finds nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'constriction-'));
  try {
    const options = ['--pack-destination', folder, '--loglevel=error'];
    const packed = execFileSync('npm', ['pack', './node_modules/constriction', ...options], { cwd: project, encoding: 'utf8' });
    const tarball = join(folder, packed.trim().split('\n').at(-1));
    // Files of WebAssembly are for bundlers, each of which makes something else of them.
    const excluded = ['--exclude-entrypoints', 'constriction.wasm', 'container.wasm'];
    execFileSync(join(tools, 'node_modules/.bin/attw'), [tarball, ...excluded], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw error.stdout ? new Error(error.stdout) : error;
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('TypeScript accepts what is right and rejects what is wrong in containers', () => {
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--types', ''];
  for (const [module, resolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
    const all = [...options, '--module', module, '--moduleResolution', resolution, 'packaging/typed_container.ts'];
    execFileSync(join(tools, 'node_modules/.bin/tsc'), all, { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
  }
});

const PROGRAM = `
  const { AnsCoder, model } = require('constriction');
  const { Reader, Writer } = require('constriction/container');
  const coder = new AnsCoder();
  const gaussian = model.quantizedGaussian({ min: -100, max: 100 });
  coder.encodeReverse([23, -15], gaussian, { mean: [35.2, -1.7], std: [10.1, 25.3] });
  const words = coder.getCompressed().length;
  const writer = new Writer();
  writer.write('y', Int8Array.of(1, 2, 3), { model: gaussian, params: { mean: 2, std: 1 } });
  console.log(words, String(new Reader(writer.finish()).array('y').read({ params: { mean: 2, std: 1 } })));
`;

test('require makes the same objects as import', () => {
  assert.equal(printed(PROGRAM), '1 1,2,3');
  const same = "import('constriction').then(({ AnsCoder }) => console.log(AnsCoder === require('constriction').AnsCoder))";
  assert.equal(printed(same), 'true');
});

test('require works where Node cannot require ES modules', () => {
  assert.equal(printed(PROGRAM, '--no-experimental-require-module'), '1 1,2,3');
  for (const [entry, name] of [['constriction/url', 'AnsCoder'], ['constriction/container/url', 'Writer']]) {
    const code = `
      const entry = require('${entry}');
      const bytes = require('node:fs').readFileSync(entry.wasmUrl());
      entry.init(bytes).then(() => console.log(new entry.${name}().constructor.name));
    `;
    assert.equal(printed(code, '--no-experimental-require-module'), name);
  }
  assert.equal(printed("console.log(typeof require('constriction/zarr').register)", '--no-experimental-require-module'), 'function');
});
