// Decodes in a worker what a page sends.

import { AnsCoder, Model } from '/node_modules/constriction/index.js';

globalThis.onmessage = ({ data: { bytes, text, count } }) => {
  const symbols = AnsCoder.fromBytes(bytes).decode(count, Model.parse(text));
  globalThis.postMessage(symbols, [symbols.buffer]);
};
