// Streams of bytes, in blocks.

import { bytesOf, integerOf, optionsOf } from './arrays.js';
import { decodeBytes, encodeBytes } from './bytes.js';

/** The bytes of a block by default, and the most that a block may have. */
const BLOCK = 2 ** 20;
const MOST_BLOCK = 2 ** 30;

/** A number of unknown size, seven bits at a time (LEB128). */
function sizeOf(number) {
  const bytes = [];
  let rest = number;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

export function encodeBytesStream(options = {}) {
  const { blockSize = BLOCK, order = 0 } = optionsOf(options, ['blockSize', 'order'], 'options of encodeBytesStream');
  integerOf(blockSize, 'blockSize', 1, MOST_BLOCK);
  integerOf(order, 'order', 0, 1);
  let block = new Uint8Array(Math.min(blockSize, BLOCK));
  let used = 0;

  function put(controller) {
    const message = encodeBytes(block.subarray(0, used), { order });
    used = 0;
    controller.enqueue(sizeOf(message.length));
    controller.enqueue(message);
  }

  /** There is place for this number of bytes. */
  function grow(size) {
    if (size <= block.length) return;
    const larger = new Uint8Array(Math.min(blockSize, Math.max(size, 2 * block.length)));
    larger.set(block.subarray(0, used));
    block = larger;
  }

  return new TransformStream({
    transform(chunk, controller) {
      let rest = bytesOf(chunk, 'chunks of bytes');
      while (rest.length > 0) {
        const taken = Math.min(rest.length, blockSize - used);
        grow(used + taken);
        block.set(rest.subarray(0, taken), used);
        used += taken;
        rest = rest.subarray(taken);
        if (used === blockSize) put(controller);
      }
    },
    flush(controller) {
      if (used > 0) put(controller);
      controller.enqueue(Uint8Array.of(0));
    },
  });
}

/** The longest number of unknown size, of 32 bits. */
const MOST_SIZE = 5;

export function decodeBytesStream(options = {}) {
  const { maxBlock = MOST_BLOCK } = optionsOf(options, ['maxBlock'], 'options of decodeBytesStream');
  integerOf(maxBlock, 'maxBlock', 1, MOST_BLOCK);
  let data = new Uint8Array(0);
  let isOver = false;

  /** The size of the next message and where it starts, or undefined if they are not there yet. */
  function head() {
    let size = 0;
    for (let place = 0; place < data.length; place++) {
      const isLonger = place > 0 && data[place] === 0;
      if (place === MOST_SIZE || isLonger) throw new RangeError('this is not a stream of blocks');
      size += (data[place] & 0x7f) * 0x80 ** place;
      if (data[place] < 0x80) return { size, start: place + 1 };
    }
    return undefined;
  }

  return new TransformStream({
    transform(chunk, controller) {
      const added = bytesOf(chunk, 'chunks of bytes');
      const joined = new Uint8Array(data.length + added.length);
      joined.set(data);
      joined.set(added, data.length);
      data = joined;
      while (data.length > 0) {
        if (isOver) throw new RangeError('there is data after the end of the stream of blocks');
        const next = head();
        if (next === undefined || data.length < next.start + next.size) return;
        isOver = next.size === 0;
        const end = next.start + next.size;
        if (!isOver) controller.enqueue(decodeBytes(data.subarray(next.start, end), maxBlock));
        data = data.subarray(end);
      }
    },
    flush() {
      if (!isOver) throw new RangeError('the stream of blocks was cut off');
    },
  });
}
