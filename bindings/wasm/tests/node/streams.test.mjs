// Streams of bytes, in blocks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeBytes, decodeBytesStream, encodeBytes, encodeBytesStream } from 'constriction';

/** Chunks of these sizes. */
function chunksOf(bytes, sizes) {
  const chunks = [];
  for (let start = 0, index = 0; start < bytes.length; index++) {
    const size = sizes[index % sizes.length];
    chunks.push(bytes.subarray(start, start + size));
    start += size;
  }
  return chunks;
}

async function through(chunks, stream) {
  const parts = [];
  for await (const part of ReadableStream.from(chunks).pipeThrough(stream)) parts.push(part);
  return Buffer.concat(parts);
}

const text = new TextEncoder().encode('how much wood would a woodchuck chuck if a woodchuck could '.repeat(500));

test('bytes come back, whatever the chunks and the blocks are', async () => {
  for (const blockSize of [undefined, 1, 7, 1000, text.length, text.length + 1]) {
    const bytes = blockSize === 1 ? text.subarray(0, 300) : text;
    for (const sizes of [[1], [3, 1000], [bytes.length]]) {
      const encoded = await through(chunksOf(bytes, sizes), encodeBytesStream({ blockSize }));
      const decoded = await through(chunksOf(encoded, [1, 50, 2]), decodeBytesStream());
      assert(decoded.equals(bytes), `blocks of ${blockSize}, chunks of ${sizes}`);
    }
  }
});

test('nothing is a stream, too', async () => {
  const encoded = await through([], encodeBytesStream());
  assert.deepEqual([...encoded], [0]);
  assert.equal((await through([encoded], decodeBytesStream())).length, 0);
});

test('a stream is the lengths and the messages of blocks, and a zero', async () => {
  const encoded = await through([text], encodeBytesStream({ blockSize: 20_000 }));
  const messages = [text.subarray(0, 20_000), text.subarray(20_000)].map((block) => encodeBytes(block));
  const size = (length) => [(length & 0x7f) | 0x80, length >> 7];
  const expected = [...messages.flatMap((message) => [...size(message.length), ...message]), 0];
  assert.deepEqual([...encoded], expected);
});

test('order 1 makes text shorter', async () => {
  const plain = await through([text], encodeBytesStream());
  const ordered = await through([text], encodeBytesStream({ order: 1 }));
  assert(ordered.length < plain.length);
  assert((await through([ordered], decodeBytesStream())).equals(text));
  assert(encodeBytes(text, { order: 1 }).length < encodeBytes(text).length);
  assert.deepEqual(decodeBytes(encodeBytes(text, { order: 1 })), text);
});

test('a stream that was cut off or damaged, or goes on after its end, is an error', async () => {
  const encoded = await through([text], encodeBytesStream({ blockSize: 5000 }));
  for (let length = 0; length < encoded.length; length += 97) {
    await assert.rejects(through([encoded.subarray(0, length)], decodeBytesStream()), RangeError, `${length} bytes`);
  }
  await assert.rejects(through([encoded, Uint8Array.of(0)], decodeBytesStream()), { name: 'RangeError', message: /after the end/ });
  await assert.rejects(through([new Uint8Array(9).fill(0xff)], decodeBytesStream()), { name: 'RangeError', message: /not a stream/ });
  await assert.rejects(through([encoded], decodeBytesStream({ maxBlock: 4999 })), RangeError);
  await assert.rejects(through(['text'], encodeBytesStream()), TypeError);
});

test('options are checked', () => {
  for (const options of [{ blockSize: 0 }, { blockSize: 1.5 }, { order: 2 }]) {
    assert.throws(() => encodeBytesStream(options), RangeError);
  }
  assert.throws(() => encodeBytesStream({ size: 3 }), TypeError);
  assert.throws(() => decodeBytesStream({ maxBlock: -1 }), RangeError);
  assert.throws(() => encodeBytes(text, { order: 2 }), RangeError);
  assert.throws(() => encodeBytes('text'), { name: 'TypeError', message: /^the bytes to encode must be/ });
});
