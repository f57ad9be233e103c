// Makes cram-nx16.json, for tests/nx16.rs, and checks ours: streams of the reference implementation of CRAM's codecs.
//
//     npm install @jkbonfield/htscodecs@0.5.1
//     node nx16.js > cram-nx16.json
//     node nx16.js check ours.json
//
// The second call decodes what `CONSTRICTION_NX16=ours.json cargo test -p constriction-testkit --test nx16` wrote. Not among
// them are streams of 32 states and those without their length, which that implementation does not read.
"use strict";

const fs = require("fs");
const rans = require("@jkbonfield/htscodecs/rans4x16.js");

const ORDER = 1, STRIPE = 8, CAT = 32, RLE = 64, PACK = 128;

function noise(len, symbols) {
  let x = 1n;
  const bytes = [];
  for (let i = 0; i < len; i++) {
    x = (x * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    const [a, b] = [Number(x >> 40n & 0xffn), Number(x >> 50n & 0xffn)];
    bytes.push(Math.floor(Math.min(a, b) * symbols / 256));
  }
  return Buffer.from(bytes);
}

const text = Buffer.from("Call me Ishmael. Some years ago - never mind how long precisely - ".repeat(4));
const data = {
  "nothing": Buffer.alloc(0),
  "a byte": Buffer.from("x"),
  "one letter": Buffer.alloc(100, "x"),
  "text": text,
  "two symbols": noise(203, 2),
  "four symbols": noise(203, 4),
  "sixteen symbols": noise(401, 16),
  "runs": Buffer.from(Array.from(noise(40, 9)).flatMap((x) => Array(1 + x * x).fill(65 + x))),
  "all bytes": Buffer.concat([noise(600, 256), Buffer.from([...Array(256).keys()])]),
  "numbers": Buffer.from(Uint32Array.from({ length: 90 }, (_, i) => 1000 + i * i).buffer),
};
const kinds = {
  "order 0": 0, "order 1": ORDER, "as it is": CAT, "runs": RLE, "runs, order 1": RLE | ORDER,
  "packed": PACK, "packed, order 1": PACK | ORDER, "packed, runs, order 1": PACK | RLE | ORDER,
  "stripes": STRIPE | 4 << 8, "stripes, order 1": STRIPE | ORDER | 4 << 8,
};

function decoded(cram, len) {
  try {
    return Buffer.from(rans.decode(cram, len));
  } catch {
    return null;
  }
}

if (process.argv[2] === "check") {
  let count = 0;
  for (const { name, data, cram } of JSON.parse(fs.readFileSync(process.argv[3]))) {
    const expected = Buffer.from(data, "hex");
    if (!decoded(Buffer.from(cram, "hex"), expected.length)?.equals(expected)) throw new Error(`${name} is misread`);
    count++;
  }
  console.log(`${count} streams are what they should be`);
} else {
  const cases = [];
  for (const [what, bytes] of Object.entries(data)) {
    for (const [kind, flags] of Object.entries(kinds)) {
      if (flags & PACK && new Set(bytes).size > 16) continue;
      if (bytes.length === 0 && flags & (STRIPE | PACK)) continue;
      const cram = Buffer.from(rans.encode(bytes, flags));
      if (!decoded(cram, bytes.length)?.equals(bytes)) throw new Error(`${what}, ${kind}`);
      cases.push(JSON.stringify({ name: `${what}: ${kind}`, data: bytes.toString("hex"), cram: cram.toString("hex") }));
    }
  }
  console.log(`[\n${cases.join(",\n")}\n]`);
}
