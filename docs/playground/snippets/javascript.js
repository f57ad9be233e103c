// The program in JavaScript.

import { list } from './ingredients.js';

const IMPORTS = {
  ans: ['AnsCoder', 'model'], range: ['RangeDecoder', 'RangeEncoder', 'model'],
  chain: ['ChainCoder', 'model'], huffman: ['QueueDecoder', 'QueueEncoder', 'code'],
};
const START = {
  ans: () => 'const coder = new AnsCoder();',
  range: () => 'const coder = new RangeEncoder();',
  chain: ({ fill }) => `const fill = Uint32Array.from(${list(fill)});\nconst coder = new ChainCoder(fill, { isRemainders: true });`,
  huffman: () => 'const coder = new QueueEncoder();',
};
const DECODER = { ans: 'const decoder = coder;', chain: 'const decoder = coder;',
  range: 'const decoder = new RangeDecoder(words);', huffman: 'const decoder = new QueueDecoder(words);' };

function model(what, table) {
  if (what.coder === 'huffman') return `code.huffman({ probabilities: ${table} })`;
  if (what.isGaussian) {
    const { min, max, mean, std } = what.gaussian;
    return `model.quantizedGaussian({ min: ${min}, max: ${max}, mean: ${mean}, std: ${std}, precision: ${what.precision} })`;
  }
  return `model.categorical({ probabilities: ${table}, quantization: 'perfect', precision: ${what.precision} })`;
}

export function javascript(what) {
  const { coder, symbols, tables, contexts, isReverse, words } = what;
  const isMany = tables.length > 1;
  const lines = [`import { ${IMPORTS[coder].join(', ')} } from 'constriction';`, '', `const symbols = ${list(symbols)};`];
  if (isMany) {
    lines.push('const tables = [', ...tables.map((table) => `  ${list(table)},`), '];',
      `const models = tables.map((table) => ${model(what, 'table')});`, `const contexts = ${list(contexts)};`);
  } else {
    lines.push(`const one = ${model(what, list(tables[0] ?? []))};`);
  }
  lines.push(START[coder](what));
  if (!isMany) lines.push(`coder.${isReverse ? 'encodeReverse' : 'encode'}(symbols, one);`);
  else if (isReverse) lines.push('for (let i = symbols.length - 1; i >= 0; i--) coder.encodeSymbol(symbols[i], models[contexts[i]]);');
  else lines.push('symbols.forEach((symbol, i) => coder.encodeSymbol(symbol, models[contexts[i]]));');
  lines.push(coder === 'chain' ? 'const words = coder.getRemainders().flatMap((part) => [...part]);' : 'const words = coder.getCompressed();',
    `console.assert(String(words) === String(${list(words)}));`, '', DECODER[coder],
    isMany ? 'const restored = symbols.map((_, i) => decoder.decodeSymbol(models[contexts[i]]));'
      : 'const restored = decoder.decode(symbols.length, one);',
    'console.assert(String(restored) === String(symbols));', 'console.log(...words);');
  return lines.join('\n');
}
