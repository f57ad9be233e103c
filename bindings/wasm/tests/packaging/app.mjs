// The quick start, as users' bundlers get it. It says how it went where tests look.

import { AnsCoder, decodeBytes, encodeBytes, model } from 'constriction';

const symbols = [23, -15, 78, 43, -69];
const gaussian = model.quantizedGaussian({ min: -100, max: 100 });
const params = { mean: [35.2, -1.7, 30.1, 71.2, -75.1], std: [10.1, 25.3, 23.8, 35.4, 3.9] };
const coder = new AnsCoder();
coder.encodeReverse(symbols, gaussian, params);
const words = coder.getCompressed();
const decoded = coder.decode(5, gaussian, params);
const bytes = decodeBytes(encodeBytes(new Uint8Array(1000)));

globalThis.result = `${words} ${decoded} ${bytes.length}`;
if (typeof document === 'undefined') console.log(globalThis.result);
