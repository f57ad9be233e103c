// Makes the package for `require`: each module once more, in the folder `cjs`.
//
//     node commonjs.mjs ESBUILD PACKAGE
//
// WebAssembly is not there twice: it is read from its file.

import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const [esbuildFolder, folder] = process.argv.slice(2);
const { transformSync } = createRequire(import.meta.url)(esbuildFolder);
const target = join(folder, 'cjs');

/** What a module with WebAssembly in base64 becomes. */
const inline = (name) => `// WebAssembly, from its file.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
exports.base64 = readFileSync(join(__dirname, '../../wasm/${name}.wasm'), 'base64');
`;
const INLINE = { 'inline.js': inline('constriction'), 'container_inline.js': inline('container') };
/** `import.meta.url`, where there is no `import`. */
const URL_OF_FILE = "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;\n";

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** All modules and types below a folder, but what was made for `require`. */
function* files(below) {
  for (const entry of readdirSync(below, { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (entry.isDirectory() && entry.name !== 'cjs') yield* files(path);
    else if (entry.name.endsWith('.js') || entry.name.endsWith('.d.ts')) yield path;
  }
}

for (const path of [...files(folder)]) {
  const place = join(target, relative(folder, path));
  const replaced = INLINE[relative(join(folder, 'wasm'), path)];
  if (replaced !== undefined) {
    write(place, replaced);
  } else if (path.endsWith('.d.ts')) {
    mkdirSync(dirname(place), { recursive: true });
    copyFileSync(path, place);
  } else {
    const source = readFileSync(path, 'utf8');
    // Files of the package stay where they are, one folder up.
    const moved = source.replaceAll(/new URL\('(?:\.\/)?((?:\.\.\/)*)wasm\//g, "new URL('../$1wasm/");
    const define = { 'import.meta.url': 'importMetaUrl' };
    const { code } = transformSync(moved, { format: 'cjs', target: 'node20', define });
    write(place, code.includes('importMetaUrl') ? URL_OF_FILE + code : code);
  }
}
write(join(target, 'package.json'), '{ "type": "commonjs" }\n');
