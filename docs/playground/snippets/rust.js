// The program in Rust.

import { float, list } from './ingredients.js';

const CODER = { ans: 'stack::DefaultAnsCoder', range: 'queue::DefaultRangeEncoder', chain: 'chain::DefaultChainCoder' };
const START = {
  ans: () => ['let mut coder = DefaultAnsCoder::new();'],
  range: () => ['let mut coder = DefaultRangeEncoder::new();'],
  chain: ({ fill }) => [`let fill = vec!${list(fill)};`, 'let mut coder = DefaultChainCoder::from_remainders(fill)?;'],
  huffman: () => ['let mut coder = DefaultQueueEncoder::new();'],
};

function imports({ coder, isGaussian }) {
  if (coder === 'huffman') {
    return ['use constriction::symbol::huffman::{DecoderHuffmanTree, EncoderHuffmanTree};',
      'use constriction::symbol::{DefaultQueueEncoder, ReadBitStream, WriteBitStream};'];
  }
  const paths = [CODER[coder], isGaussian ? 'model::{Gaussian, LeakyQuantizer}' : 'model::Categorical'].sort().join(', ');
  const traits = coder === 'range' ? 'Decode, Encode' : 'Decode';
  return [`use constriction::stream::{${paths}, ${traits}};`];
}

function model({ isGaussian, gaussian: { min, max, mean, std }, precision }, table) {
  return isGaussian ? `LeakyQuantizer::<i32, ${precision}>::new(${min}..=${max}).quantize(Gaussian::new(${float(mean)}, ${float(std)})?)`
    : `Categorical::<${precision}>::perfect(&${table})?`;
}

function huffman({ tables }, floats) {
  return ['let tables: Vec<Vec<f64>> = vec![', ...tables.map((table) => `    vec!${floats(table)},`), '];',
    'for (&symbol, &context) in symbols.iter().zip(&contexts) {',
    '    coder.encode_symbol(symbol, EncoderHuffmanTree::from_probabilities::<f64, _>(&tables[context])?)?;', '}'];
}

export function rust(what) {
  const { coder, symbols, tables, contexts, isReverse, isGaussian, words } = what;
  const isMany = tables.length > 1;
  const isHuffman = coder === 'huffman';
  const floats = (table, indent = '        ') => list(table.map(float), indent);
  const type = isGaussian && !isHuffman ? 'i32' : 'usize';
  const body = [`let symbols: Vec<${type}> = vec!${list(symbols)};`];
  if (isMany || isHuffman) body.push(`let contexts: Vec<usize> = vec!${list(contexts)};`);
  body.push(...START[coder](what));
  if (isHuffman) {
    body.push(...huffman(what, floats), 'let words = coder.clone().into_compressed()?;', 'let mut decoder = coder.into_decoder();', 'let mut restored = vec![];',
      'for &context in &contexts {',
      '    restored.push(decoder.decode_symbol(&DecoderHuffmanTree::from_probabilities::<f64, _>(&tables[context])?)?);', '}');
  } else {
    if (isMany) {
      body.push('let models = [', ...tables.map((table) => `    ${model(what, floats(table))},`), '];',
        'let each = contexts.iter().map(|&context| &models[context]);');
    } else {
      body.push(`let model = ${model(what, floats(tables[0] ?? [], '    '))};`, 'let each = symbols.iter().map(|_| &model);');
    }
    body.push(`coder.${isReverse ? 'encode_symbols_reverse' : 'encode_symbols'}(symbols.iter().zip(each.clone()))?;`);
    if (coder === 'chain') {
      body.push('let (compressed, remainders) = coder.clone().into_remainders()?;', 'let words = [compressed, remainders].concat();',
        'let mut decoder = coder;');
    } else {
      body.push(`let words = coder.get_compressed()${coder === 'range' ? '' : '?'}.to_vec();`,
        coder === 'range' ? 'let mut decoder = coder.into_decoder()?;' : 'let mut decoder = coder;');
    }
    body.push('let restored = decoder.decode_symbols(each).collect::<Result<Vec<_>, _>>()?;');
  }
  body.push(`assert_eq!(words, vec!${list(words)});`, 'assert_eq!(restored, symbols);', 'println!("{words:?}");', 'Ok(())');
  return [...imports(what), '', 'fn main() -> Result<(), Box<dyn std::error::Error>> {',
    ...body.join('\n').split('\n').map((line) => `    ${line}`), '}'].join('\n');
}
