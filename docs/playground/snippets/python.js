// The program in Python.

import { float, list } from './ingredients.js';

const NUMPY = { chain: true, huffman: true };
const IMPORTS = {
  ans: ['from constriction.stream.stack import AnsCoder'],
  range: ['from constriction.stream.queue import RangeDecoder, RangeEncoder'],
  chain: ['from constriction.stream.chain import ChainCoder'],
  huffman: ['from constriction.symbol import QueueDecoder, QueueEncoder',
    'from constriction.symbol.huffman import DecoderHuffmanTree, EncoderHuffmanTree'],
};
const START = {
  ans: () => ['coder = AnsCoder()'],
  range: () => ['coder = RangeEncoder()'],
  chain: ({ fill }) => [`fill = np.array(${list(fill)}, dtype=np.uint32)`, 'coder = ChainCoder(fill, is_remainders=True)'],
  huffman: () => ['coder = QueueEncoder()'],
};
const WORDS = {
  ans: 'words = coder.get_compressed()', range: 'words = coder.get_compressed()',
  chain: 'words = np.concatenate(coder.get_remainders())', huffman: 'words, num_bits = coder.get_compressed()',
};
const DECODER = { ans: 'decoder = coder', chain: 'decoder = coder', range: 'decoder = RangeDecoder(words)', huffman: 'decoder = QueueDecoder(words)' };

function model(what, table) {
  if (what.coder === 'huffman') return `np.array(${table}, dtype=np.float64)`;
  if (!what.isGaussian) return `Categorical(${table}, perfect=True, precision=${what.precision})`;
  const { min, max, mean, std } = what.gaussian;
  return `QuantizedGaussian(${min}, ${max}, ${float(mean)}, ${float(std)}, precision=${what.precision})`;
}

export function python(what) {
  const { coder, symbols, tables, contexts, isReverse, words } = what;
  const isMany = tables.length > 1;
  const isHuffman = coder === 'huffman';
  const models = isHuffman ? [] : [`from constriction.stream.model import ${what.isGaussian ? 'QuantizedGaussian' : 'Categorical'}`];
  const lines = [...NUMPY[coder] ? ['import numpy as np'] : [], ...[...IMPORTS[coder], ...models].sort(), '', `symbols = ${list(symbols)}`];
  const floats = (table) => list(isHuffman ? table : table.map(float));
  if (isMany) {
    lines.push('tables = [', ...tables.map((table) => `    ${floats(table)},`), ']',
      `models = [${model(what, 'table')} for table in tables]`, `contexts = ${list(contexts)}`);
  } else {
    lines.push(`model = ${model(what, floats(tables[0] ?? []))}`);
  }
  lines.push(...START[coder](what));
  const each = isReverse ? 'reversed(list(zip(symbols, contexts)))' : 'zip(symbols, contexts)';
  if (isHuffman) {
    lines.push(...isMany ? [`for symbol, context in ${each}:`, '    coder.encode_symbol(symbol, EncoderHuffmanTree(models[context]))']
      : ['coder.encode_symbols(symbols, EncoderHuffmanTree(model))']);
  } else {
    const call = isReverse ? 'encode_reverse' : 'encode';
    lines.push(...isMany ? [`for symbol, context in ${each}:`, `    coder.${call}(symbol, models[context])`] : [`coder.${call}(symbols, model)`]);
  }
  lines.push(WORDS[coder], `assert words.tolist() == ${list(words)}`, '', DECODER[coder]);
  if (isHuffman) {
    lines.push(isMany ? 'restored = [decoder.decode_symbol(DecoderHuffmanTree(models[context])) for context in contexts]'
      : 'restored = decoder.decode_symbols(DecoderHuffmanTree(model), len(symbols)).tolist()');
  } else {
    lines.push(isMany ? 'restored = [decoder.decode(models[context]) for context in contexts]'
      : 'restored = decoder.decode(model, len(symbols)).tolist()');
  }
  lines.push('assert restored == symbols', 'print(*words)');
  return lines.join('\n');
}
