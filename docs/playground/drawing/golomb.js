// Golomb codes: how long the code words are, how long they should be, and which divisor is best.

import { element, fixed } from '../dom.js';
import { MOST_M, bestDivisor, codeword, expectedLength, geometricEntropy, probability } from '../golomb.js';
import { picture, svg, text, viewWidth } from './svg.js';

export const LAST = 20; // numbers that are shown

const isPower = (m) => (m & (m - 1)) === 0;
const length = ({ unary, binary }) => unary.length + binary.length;

export function tellGolomb(n, m, p) {
  const word = codeword(n, m);
  const bits = length(word);
  return `n = ${n} has the code word ${word.unary}${word.binary}, ${bits} ${bits === 1 ? 'bit' : 'bits'} for ${fixed(-Math.log2(probability(n, p)))} bits of information.`;
}

export function linesGolomb(n, m) {
  const { quotient, rest, isShort, short, number, unary, binary } = codeword(n, m);
  const zeros = `${quotient} ${quotient === 1 ? 'zero' : 'zeros'} and a one`;
  const digits = `${binary.length} ${binary.length === 1 ? 'bit' : 'bits'}`;
  const rests = m === 1 ? 'always 0: no bits'
    : isPower(m) ? `${rest} in ${digits}: ${binary}`
      : isShort ? `${rest} < ${short}, so in ${digits}: ${binary}` : `${rest} ≥ ${short}, so ${rest} + ${short} = ${number} in ${digits}: ${binary}`;
  return [['divide', `${n} = ${quotient} · ${m} + ${rest}`], ['quotient', `${quotient}, as ${zeros}: ${unary}`], ['rest', rests]];
}

/** What the divisor is worth for this distribution. */
function aboutGolomb(m, p) {
  const [best, mean, entropy] = [bestDivisor(p), expectedLength(m, p), geometricEntropy(p)];
  const kind = isPower(m) ? `m = ${m} is a power of two, so this is also the Rice code with ${Math.log2(m)} low bits. ` : '';
  const cost = `${fixed(mean, 3)} bits on average, ${fixed(mean - entropy, 3)} above the entropy of ${fixed(entropy, 3)}. `;
  const power = (k) => fixed(p ** k, 3);
  const rule = `The best divisor is ${best}: the least m with pᵐ + pᵐ⁺¹ ≤ 1, here ${power(best)} + ${power(best + 1)} = ${fixed(p ** best + p ** (best + 1), 3)}.`;
  return kind + cost + rule;
}

export function drawGolomb(n, m, p) {
  return [
    drawLengths(n, m, p),
    element('div', {}, element('h3', {}, 'Expected bits with each divisor'), drawDivisors(m, p), element('p', { class: 'note', id: 'others-about' }, aboutGolomb(m, p))),
    drawWords(n, m, p),
  ];
}

/** Bars for the lengths of the code words, and a curve for the information content. */
function drawLengths(n, m, p) {
  const width = viewWidth();
  const height = 190;
  const numbers = Array.from({ length: LAST + 1 }, (_, i) => i);
  const most = Math.max(...numbers.map((i) => Math.max(length(codeword(i, m)), -Math.log2(probability(i, p)))));
  const step = (width - 40) / (LAST + 1);
  const y = (bits) => 14 + (1 - bits / most) * (height - 44);
  const x = (i) => 34 + i * step;
  const bars = numbers.map((i) => {
    const top = y(length(codeword(i, m)));
    return svg('rect', { x: x(i), y: top, width: step - 2, height: y(0) - top, class: i === n ? 'column now' : 'column' });
  });
  const ideal = numbers.map((i) => `${(x(i) + step / 2 - 1).toFixed(1)} ${y(-Math.log2(probability(i, p))).toFixed(1)}`);
  const ticks = numbers.filter((i) => i % 5 === 0).map((i) => text(x(i) + step / 2 - 1, height - 14, String(i), { class: 'note' }));
  const levels = [0, Math.floor(most)].map((bits) => text(28, y(bits) + 5, String(bits), { class: 'note', 'text-anchor': 'end' }));
  return element('div', {},
    picture(width, height, `The code word of ${n} has ${length(codeword(n, m))} bits.`, ...bars, svg('path', { d: `M${ideal.join(' L')}`, class: 'curve warm' }), ...ticks, ...levels,
      text(width / 2, height - 1, 'n', { class: 'note' })),
    keys([['bits of the code word', 'code'], ['−log₂ P(n)', 'warm']]));
}

/** The expected length against the divisor, with the entropy below all of them. */
function drawDivisors(m, p) {
  const width = viewWidth();
  const height = 200;
  const divisors = Array.from({ length: MOST_M }, (_, i) => i + 1);
  const entropy = geometricEntropy(p);
  const best = expectedLength(bestDivisor(p), p);
  const most = Math.min(expectedLength(1, p), 2 * best) + 1; // what is longer is cut off, so that the minimum is seen
  const least = Math.max(0, Math.floor(entropy) - 1);
  const x = (divisor) => 40 + ((divisor - 1) / (MOST_M - 1)) * (width - 60);
  const y = (bits) => 14 + (1 - (Math.min(bits, most) - least) / (most - least)) * (height - 54);
  const shown = divisors.filter((divisor) => expectedLength(divisor, p) <= most);
  const dots = shown.map((divisor) => svg('circle', {
    cx: x(divisor), cy: y(expectedLength(divisor, p)), r: divisor === m ? 7 : 3.5, class: divisor === m ? 'mark' : 'mark small',
  }));
  const ticks = [1, 4, 8, 12, 16, 20, 24].map((divisor) => text(x(divisor), height - 20, String(divisor), { class: 'note' }));
  const levels = [least, Math.floor(most)].map((bits) => text(32, y(bits) + 5, String(bits), { class: 'note', 'text-anchor': 'end' }));
  const label = `With the divisor ${m}, ${fixed(expectedLength(m, p), 3)} bits; the entropy is ${fixed(entropy, 3)}.`;
  return element('div', {},
    picture(width, height, label, svg('path', { d: `M40 ${y(entropy)} H${width - 20}`, class: 'curve warm' }),
      svg('path', { d: `M${x(bestDivisor(p))} ${y(least)} V${y(best)}`, class: 'gap' }), ...dots, ...ticks, ...levels, text(width / 2, height - 2, 'divisor m', { class: 'note' })),
    keys([['expected bits; large: the chosen m', 'code'], ['entropy, and a dashed line at the best m', 'warm']]));
}

const keys = (list) => element('p', { class: 'legend' }, ...list.map(([name, kind]) => element('span', { class: `key-${kind}` }, name)));

function drawWords(n, m, p) {
  const rows = Array.from({ length: LAST + 1 }, (_, i) => {
    const word = codeword(i, m);
    const cells = [element('code', { class: 'codeword' }, word.unary, element('b', {}, word.binary)), String(word.quotient), String(word.rest), String(length(word)), fixed(-Math.log2(probability(i, p)))];
    return element('tr', { class: i === n ? 'now' : undefined }, element('th', { scope: 'row' }, String(i)), ...cells.map((cell) => element('td', {}, cell)));
  });
  const heads = ['n', 'Code word', 'Quotient', 'Rest', 'Bits', '−log₂ P(n)'];
  return element('div', { class: 'code-words' }, element('h3', {}, 'Code words'),
    element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Code words' }, element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))), element('tbody', {}, ...rows))));
}
