// The tarball as users' tools see it: types, bundlers, and pages in a browser.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
/** The project that the package is installed in. */
const project = dirname(here);
const tools = process.env.CONSTRICTION_TOOLS;
const requireTool = createRequire(join(tools, 'package.json'));
const { chromium } = requireTool('playwright-core');

const EXPECTED = '1109163715,757457 23,-15,78,43,-69 1000';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

let browser;
let server;
let origin;

before(async () => {
  server = createServer((request, response) => {
    const { pathname: path, searchParams } = new URL(request.url, 'http://localhost');
    try {
      const body = readFileSync(join(project, path));
      const policy = searchParams.get('policy');
      const headers = { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' };
      if (policy !== null) headers['content-security-policy'] = policy;
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  browser = await chromium.launch({ executablePath: process.env.CONSTRICTION_CHROMIUM, args });
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Runs a tool of npm in the project. */
function run(tool, ...args) {
  const path = join(tools, 'node_modules/.bin', tool);
  return execFileSync(path, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What a page says at its end, as nothing else goes wrong in it. */
async function resultOf(path, from = origin) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${from}/${path}`);
  const result = await page.waitForFunction(() => globalThis.result, undefined, { timeout: 20_000 }).catch((error) => {
    throw new Error(`${path}: ${errors.join('; ') || error}`);
  });
  const value = await result.jsonValue();
  await page.close();
  assert.deepEqual(errors, []);
  return value;
}

/** A folder with a page that runs a script. */
function pageWith(folder, script, head = '') {
  mkdirSync(join(project, folder), { recursive: true });
  const html = `<!doctype html><meta charset="utf-8"><title>constriction</title>${head}<script type="module" src="${script}"></script>\n`;
  writeFileSync(join(project, folder, 'index.html'), html);
  return `${folder}/index.html`;
}

test('publint finds nothing', () => {
  run('publint', 'run', '--strict', '--pack', 'false', 'node_modules/constriction');
});

test('TypeScript accepts what is right and rejects what is wrong', () => {
  const options = ['--noEmit', '--strict', '--module', 'nodenext'];
  const files = ['typed', 'typed_params', 'typed_wasm'].map((name) => `packaging/${name}.ts`);
  run('tsc', ...options, '--target', 'es2022', '--lib', 'es2022,dom', ...files);
  run('tsc', ...options, '--target', 'esnext', '--lib', 'esnext,dom', 'packaging/typed.ts', 'packaging/typed_dispose.ts');
  const bundler = ['--noEmit', '--strict', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom'];
  run('tsc', ...bundler, ...files);
});

test('Node imports it', () => {
  assert.equal(execFileSync(process.execPath, ['packaging/app.mjs'], { cwd: project, encoding: 'utf8' }).trim(), EXPECTED);
});

test('Node requires it', () => {
  const code = "const { AnsCoder } = require('constriction'); console.log(new AnsCoder().numWords())";
  const output = execFileSync(process.execPath, ['--input-type=commonjs', '--eval', code], { cwd: project, encoding: 'utf8' });
  assert.equal(output.trim(), '0');
});

test('esbuild bundles it for Node and for browsers', async () => {
  for (const format of ['esm', 'cjs']) {
    const file = `built/esbuild/${format}.${format === 'esm' ? 'mjs' : 'cjs'}`;
    run('esbuild', 'packaging/app.mjs', '--bundle', '--platform=node', `--format=${format}`, '--minify', `--outfile=${file}`, '--log-level=error');
    assert.equal(execFileSync(process.execPath, [file], { cwd: project, encoding: 'utf8' }).trim(), EXPECTED);
  }
  run('esbuild', 'packaging/app.mjs', '--bundle', '--minify', '--outfile=built/esbuild/page.js', '--log-level=error');
  assert.equal(await resultOf(pageWith('built/esbuild', 'page.js')), EXPECTED);
});

/** Puts the file of WebAssembly where a bundle looks for it that has the code of the package as it is. */
function copyWasm(folder) {
  mkdirSync(join(project, folder, 'wasm'), { recursive: true });
  copyFileSync(join(project, 'node_modules/constriction/wasm/constriction.wasm'), join(project, folder, 'wasm/constriction.wasm'));
}

test('esbuild bundles it without WebAssembly inside, by a loader or with a copy of the file', async () => {
  const options = ['--bundle', '--format=esm', '--log-level=error'];
  run('esbuild', 'packaging/imported.mjs', ...options, '--loader:.wasm=file', '--outdir=built/esbuild-loaded');
  assert.equal(await resultOf(pageWith('built/esbuild-loaded', 'imported.js')), '1109163715,757457');
  run('esbuild', 'packaging/streamed.mjs', ...options, '--outdir=built/esbuild-copied');
  copyWasm('built/esbuild-copied');
  assert.equal(await resultOf(pageWith('built/esbuild-copied', 'streamed.js')), EXPECTED);
});

test('Rollup bundles it for browsers, with WebAssembly inside, and without with a copy of the file', async () => {
  const { rollup } = requireTool('rollup');
  const { nodeResolve } = requireTool('@rollup/plugin-node-resolve');
  for (const name of ['app', 'streamed']) {
    const folder = `built/rollup-${name}`;
    const bundle = await rollup({ input: join(project, `packaging/${name}.mjs`), plugins: [nodeResolve({ browser: true })] });
    await bundle.write({ dir: join(project, folder), format: 'es' });
    await bundle.close();
    if (name === 'streamed') copyWasm(folder);
    assert.equal(await resultOf(pageWith(folder, `${name}.js`)), EXPECTED);
  }
});

test('webpack bundles it for browsers, with and without WebAssembly inside', async () => {
  for (const name of ['app', 'streamed']) {
    const folder = `built/webpack-${name}`;
    run('webpack', '--mode', 'production', '--entry', `./packaging/${name}.mjs`, '--output-path', join(project, folder));
    assert.equal(await resultOf(pageWith(folder, 'main.js')), EXPECTED);
  }
});

test('Vite bundles it for browsers, with and without WebAssembly inside', async () => {
  for (const name of ['app', 'streamed']) {
    pageWith(`vite-${name}`, `../packaging/${name}.mjs`);
    const folder = join(project, `built/vite-${name}`);
    run('vite', 'build', `vite-${name}`, '--outDir', folder, '--base', './', '--logLevel', 'error', '--emptyOutDir');
    assert.equal(await resultOf(`built/vite-${name}/index.html`), EXPECTED);
  }
});

/** Serves the project by Vite while something is done with its address. */
async function servedByVite(folder, config, use) {
  writeFileSync(join(project, 'vite.config.mjs'), `export default ${JSON.stringify(config)};\n`);
  const args = [join(tools, `node_modules/${folder}/bin/vite.js`), '--host', '127.0.0.1', '--port', '0'];
  const vite = spawn(process.execPath, args, { cwd: project, env: { ...process.env, NO_COLOR: '1' } });
  try {
    const address = await new Promise((resolve, reject) => {
      let output = '';
      const look = (text) => {
        output += text;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
        if (found) resolve(found[0]);
      };
      vite.stdout.on('data', look);
      vite.stderr.on('data', look);
      vite.on('exit', () => reject(new Error(output)));
    });
    await use(address);
  } finally {
    vite.kill();
  }
}

test('Vite serves it while developing; version 7 must not bundle it before', async () => {
  for (const name of ['app', 'streamed']) pageWith(`vite-${name}`, `../packaging/${name}.mjs`);
  const versions = { vite: {}, vite7: { optimizeDeps: { exclude: ['constriction'] } } };
  for (const [folder, config] of Object.entries(versions)) {
    await servedByVite(folder, config, async (address) => {
      for (const name of ['app', 'streamed']) {
        assert.equal(await resultOf(`vite-${name}/index.html`, address), EXPECTED, `${folder}, ${name}`);
      }
    });
  }
});

test('a page with a strict policy needs wasm-unsafe-eval, and connect-src for the file', async () => {
  run('esbuild', 'packaging/app.mjs', '--bundle', '--outfile=built/policy/app.js', '--log-level=error');
  run('esbuild', 'packaging/streamed.mjs', '--bundle', '--format=esm', '--outfile=built/policy/streamed.js', '--log-level=error');
  copyWasm('built/policy');
  const allowed = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'";
  const at = (page, policy) => `${page}?policy=${encodeURIComponent(policy)}`;
  const app = pageWith('built/policy/app', '../app.js');
  assert.equal(await resultOf(at(app, allowed)), EXPECTED);
  await assert.rejects(resultOf(at(app, "script-src 'self'")), /CompileError/);
  const streamed = pageWith('built/policy/streamed', '../streamed.js');
  assert.equal(await resultOf(at(streamed, `${allowed}; connect-src 'self'`)), EXPECTED);
  assert.match(await resultOf(at(streamed, allowed)), /Failed to fetch/);
  assert.match(await resultOf(at(streamed, "script-src 'self'")), /CompileError/);
});

test('bytes and the text of a model go to workers and databases, coders do not; streams are those of the browser', async () => {
  const imports = { constriction: '/node_modules/constriction/index.js' };
  const head = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  const result = await resultOf(pageWith('built/storage', '/packaging/storage.mjs', head));
  assert.equal(result, 'DataCloneError 31415 DataCloneError 31415 true true');
});

test('a page without a bundler imports it', async () => {
  const imports = { constriction: '/node_modules/constriction/index.js', 'constriction/url': '/node_modules/constriction/url.js' };
  const head = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  for (const name of ['app', 'streamed']) {
    assert.equal(await resultOf(pageWith(`built/plain-${name}`, `/packaging/${name}.mjs`, head)), EXPECTED);
  }
});

test('pages read containers from a Blob, with and without a bundler', async () => {
  const imports = { constriction: '/node_modules/constriction/index.js', 'constriction/container': '/node_modules/constriction/container.js' };
  const head = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  const expected = '3,-1,4,1,-5 true true';
  assert.equal(await resultOf(pageWith('built/plain-container', '/packaging/container.mjs', head)), expected);
  run('esbuild', 'packaging/container.mjs', '--bundle', '--format=esm', '--minify', '--outfile=built/esbuild-container/page.js', '--log-level=error');
  assert.equal(await resultOf(pageWith('built/esbuild-container', 'page.js')), expected);
  run('webpack', '--mode', 'production', '--entry', './packaging/container.mjs', '--output-path', join(project, 'built/webpack-container'));
  assert.equal(await resultOf(pageWith('built/webpack-container', 'main.js')), expected);
});
