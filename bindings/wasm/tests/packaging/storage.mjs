// What a page sends to a worker and stores in a database, and streams.

import { AnsCoder, decodeBytesStream, encodeBytesStream, model } from 'constriction';

/** The name of what a function throws. */
function thrown(call) {
  try {
    call();
    return 'nothing';
  } catch (error) {
    return error.name;
  }
}

/** The result of a request of a database. */
const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function decodedByWorker(coder, dice, count) {
  const worker = new Worker('/packaging/worker.mjs', { type: 'module' });
  const answer = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  const refused = thrown(() => worker.postMessage(coder));
  const bytes = coder.toBytes();
  worker.postMessage({ bytes, text: String(dice), count }, [bytes.buffer]);
  const symbols = await answer;
  worker.terminate();
  return [refused, symbols.join('')];
}

async function stored(coder, dice, count) {
  const request = indexedDB.open('constriction');
  request.onupgradeneeded = () => request.result.createObjectStore('messages');
  const database = await answered(request);
  const store = database.transaction('messages', 'readwrite').objectStore('messages');
  const refused = thrown(() => store.put(coder, 'coder'));
  await answered(store.put({ bytes: coder.toBytes(), model: String(dice) }, 'message'));
  const { bytes } = await answered(store.get('message'));
  return [refused, AnsCoder.fromBytes(bytes).decode(count, dice).join('')];
}

async function streamed() {
  const text = 'how much wood would a woodchuck chuck '.repeat(1000);
  const encoded = new Blob([text]).stream().pipeThrough(encodeBytesStream({ blockSize: 10_000, order: 1 }));
  const blob = await new Response(encoded).blob();
  const decoded = await new Response(blob.stream().pipeThrough(decodeBytesStream())).text();
  return [blob.size < text.length / 4, decoded === text];
}

async function run() {
  const dice = model.uniform({ size: 6 });
  const coder = new AnsCoder();
  coder.encodeReverse([3, 1, 4, 1, 5], dice);
  return [...(await decodedByWorker(coder, dice, 5)), ...(await stored(coder, dice, 5)), ...(await streamed())].join(' ');
}

run().then(
  (result) => {
    globalThis.result = result;
  },
  (error) => {
    globalThis.result = String(error);
  },
);
