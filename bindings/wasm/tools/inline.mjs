// Writes WebAssembly as base64 into a module, and prints how large it is; if it is too large, that is an error.
//
//     node inline.mjs FOLDER

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The most bytes that it may have, compressed. */
const LIMIT = 233_750;

const folder = process.argv[2];
const bytes = readFileSync(join(folder, 'constriction.wasm'));
const compressed = gzipSync(bytes, { level: 9 }).length;
console.log(`constriction.wasm: ${bytes.length} bytes, ${compressed} compressed`);
if (compressed > LIMIT) {
  console.error(`error: constriction.wasm has more than ${LIMIT} bytes, compressed`);
  process.exitCode = 1;
}
const text = `// WebAssembly, in base64. Written by the build.\nexport const base64 =\n  '${bytes.toString('base64')}';\n`;
writeFileSync(join(folder, 'inline.js'), text);
