// The calculation of a step of ANS, with its numbers in decimals.

import { element } from '../dom.js';

const WORD = 32n;

/** A number with narrow spaces between groups of three digits, at which a line does not break. */
export const decimal = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** The calculation that encodes a symbol, as pairs of a name and a formula with numbers. */
export function encodeLines(state, { label, left, probability }, precision) {
  const [p, l, scale] = [BigInt(probability), BigInt(left), 1n << BigInt(precision)];
  const lines = [['symbol', `“${label}” has p = ${decimal(p)} of 2^P = ${decimal(scale)}, from l = ${decimal(l)} on`]];
  let x = state;
  if (x >> (64n - BigInt(precision)) >= p) {
    lines.push(['make room', `x ≥ p · 2^${64 - precision}: push the low 32 bits, x = ${decimal(x >> WORD)}`]);
    x >>= WORD;
  }
  lines.push(['divide', `${decimal(x)} div ${decimal(p)} = ${decimal(x / p)}, rest ${decimal(x % p)}`]);
  lines.push(['new state', `${decimal(x / p)} · ${decimal(scale)} + ${decimal(l)} + ${decimal(x % p)} = ${decimal((x / p) * scale + l + (x % p))}`]);
  return lines;
}

/** The calculation that decodes a symbol; `after` is the state after a word was popped, if one was. */
export function decodeLines(state, after, { label, left, probability }, precision) {
  const [p, l, scale] = [BigInt(probability), BigInt(left), 1n << BigInt(precision)];
  const [quotient, quantile] = [state / scale, state % scale];
  const small = quotient * p + quantile - l;
  const lines = [
    ['quantile', `x mod ${decimal(scale)} = ${decimal(quantile)}: “${label}”, which has ${decimal(l)} to ${decimal(l + p - 1n)}`],
    ['old state', `${decimal(quotient)} · ${decimal(p)} + ${decimal(quantile)} − ${decimal(l)} = ${decimal(small)}`],
  ];
  if (after !== small) lines.push(['fill up', `x < 2^32: pop a word into the low bits, x = ${decimal(after)}`]);
  return lines;
}

/** The lines as a list. */
export function drawLines(lines) {
  return element('ol', { class: 'sums', 'aria-label': 'The calculation' },
    ...lines.map(([name, formula]) => element('li', {}, element('span', {}, name), element('code', {}, ...raised(formula)))));
}

/** Exponents, written `2^32` or `2^P`, as superscripts. */
function raised(formula) {
  return formula.split(/(\^\w+)/).map((part) => (part.startsWith('^') ? element('sup', {}, part.slice(1)) : part));
}
