// Writes WebAssembly as base64 into modules, and prints how large it is; if it is too large, that is an error.
//
//     node inline.mjs FOLDER

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What there is, the module for it, and the most bytes that it may have, compressed. */
const PARTS = [
  { name: 'constriction', module: 'inline.js', limit: 253_250 },
  { name: 'container', module: 'container_inline.js', limit: 248_750 },
];

const folder = process.argv[2];
for (const { name, module, limit } of PARTS) {
  const bytes = readFileSync(join(folder, `${name}.wasm`));
  const compressed = gzipSync(bytes, { level: 9 }).length;
  console.log(`${name}.wasm: ${bytes.length} bytes, ${compressed} compressed`);
  if (compressed > limit) {
    console.error(`error: ${name}.wasm has more than ${limit} bytes, compressed`);
    process.exitCode = 1;
  }
  const text = `// WebAssembly, in base64. Written by the build.\nexport const base64 =\n  '${bytes.toString('base64')}';\n`;
  writeFileSync(join(folder, module), text);
}
