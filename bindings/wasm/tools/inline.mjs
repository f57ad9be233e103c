// Writes both builds as base64 into a module, and prints how large they are; one that is too large is an error.
//
//     node inline.mjs FOLDER

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The most bytes that a build may have, compressed. */
const LIMIT = 150_000;

const folder = process.argv[2];
const builds = { plain: 'constriction.wasm', simd: 'constriction-simd.wasm' };

let module = '// Both builds of WebAssembly, in base64. Written by the build.\n';
for (const [name, file] of Object.entries(builds)) {
  const bytes = readFileSync(join(folder, file));
  const compressed = gzipSync(bytes, { level: 9 }).length;
  console.log(`${file}: ${bytes.length} bytes, ${compressed} compressed`);
  if (compressed > LIMIT) {
    console.error(`error: ${file} has more than ${LIMIT} bytes, compressed`);
    process.exitCode = 1;
  }
  module += `export const ${name} =\n  '${bytes.toString('base64')}';\n`;
}
writeFileSync(join(folder, 'inline.js'), module);
