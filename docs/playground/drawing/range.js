// The interval of a range coder, with those of the last symbols that it lies in.

import { element, hex } from '../dom.js';
import { drawLines } from './arithmetic.js';
import { bar } from './intervals.js';
import { BAR, drawNested } from './nested.js';
import { picture, svg, text, viewWidth } from './svg.js';
import { drawWords } from './words.js';

const LEVELS = 3;

/** The numbers at both ends of an interval in [0, 1), with as many digits as tell them apart. */
export function ends([low, width]) {
  const digits = Math.min(12, Math.max(2, 2 - Math.floor(Math.log10(width))));
  return [low.toFixed(digits), (low + width).toFixed(digits)];
}

/** The interval before each of these symbols and after the last one, as parts of [0, 1). */
export function nest(steps, intervalsOf, precision) {
  const levels = [[0, 1]];
  for (const { symbol, context } of steps) {
    const { left, probability } = intervalsOf(context).find((one) => one.symbol === symbol);
    const [low, width] = levels.at(-1);
    levels.push([low + (width * left) / 2 ** precision, (width * probability) / 2 ** precision]);
  }
  return levels;
}

/** The last symbols, each with the interval that it chose. */
function drawNest({ steps, position, last, plan }) {
  const done = steps.slice(0, position).filter(({ phase }) => phase === last.phase);
  const levels = nest(done, (context) => plan.intervals(context), plan.precision);
  const first = Math.max(0, done.length - LEVELS);
  const rows = done.slice(first).map(({ symbol, context }, i) => ({
    intervals: plan.intervals(context), parts: 2 ** plan.precision, chosen: symbol, ends: ends(levels[first + i]),
  }));
  return drawNested(rows, ends(levels.at(-1)));
}

/** Where the decoder's point lies in the interval before the step, which the model divides. */
function drawPoint(before, { last, plan }, intervals) {
  const width = viewWidth();
  const place = Number(((before.point - before.lower) & (2n ** 64n - 1n)) * 10000n / (before.range || 1n)) / 10000;
  const x = Math.min(width - 6, Math.max(6, place * width));
  return picture(width, 66, `The point lies in the part of ${plan.label(last.symbol)}.`,
    ...bar(intervals, 2 ** plan.precision, last.symbol, width, 4, BAR),
    svg('path', { d: `M${x} 36 l-6 12 h12 z`, class: 'mark' }),
    text(Math.min(width - 60, Math.max(60, x)), 62, `the point, at ${place.toFixed(4)}`, { class: 'note strong' }));
}

function row(name, value, before) {
  const changed = before !== undefined && before !== value;
  return [element('dt', {}, name), element('dd', { class: changed ? 'changed' : undefined }, `0x${hex(value, 16)}`)];
}

/** The calculation, in parts of the whole range of 64 bits. */
function lines(before, { last, plan }, intervals) {
  const { left, probability, label } = intervals.find(({ symbol }) => symbol === last.symbol);
  const part = (number) => (Number(number) / 2 ** 64).toPrecision(6);
  const scale = before.range >> BigInt(plan.precision);
  const range = scale * BigInt(probability);
  return [
    ['symbol', `“${label}” has p = ${probability} of ${2 ** plan.precision}, from l = ${left} on`],
    ['scale', `range / 2^P = ${part(before.range)} / ${2 ** plan.precision} = ${part(scale)}`],
    ['lower', `${part(before.lower)} + ${left} · scale = ${part(BigInt.asUintN(64, before.lower + scale * BigInt(left)))}`],
    ['range', `${probability} · scale = ${part(range)}`],
    ...(range < 2n ** 32n ? [['make room', 'range < 2^-32: shift out the first word, so that both are 2^32 times as large']] : []),
  ];
}

export function drawRange(now, before, stepper, intervals) {
  const { last } = stepper;
  const list = element('dl', { class: 'numbers' }, ...row('lower', now.lower, before.lower), ...row('range', now.range, before.range));
  const isStep = last && last.phase !== 'finish';
  const parts = [];
  if (isStep && last.phase === 'decode' && before.point !== undefined) parts.push(drawPoint(before, stepper, intervals));
  if (isStep) {
    parts.push(drawNest(stepper), element('div', { class: 'register' }, element('h4', {}, 'As fractions of the 64-bit range'), drawLines(lines(before, stepper, intervals))));
  }
  if (now.point !== undefined) {
    list.append(...row('point', now.point, before.point));
    const note = last.phase === 'finish' ? 'The encoder wrote just enough words for a point in its interval. The decoder reads the first two words as its point.'
      : 'The decoder finds the symbol by the point: it lies in the interval of the encoded symbol.';
    parts.push(list, element('p', { class: 'note' }, note), drawWords(`Words; the point is made of numbers ${now.position + 1} and ${now.position + 2}`, now.words));
    return parts;
  }
  parts.push(list, drawWords('Words decided', now.words, before.words));
  const held = now.held
    ? `${now.held.count} ${now.held.count === 1 ? 'word is' : 'words are'} held back, 0x${hex(now.held.first, 8)} first: a carry could still change ${now.held.count === 1 ? 'it' : 'them'}.`
    : 'No word is held back for a carry.';
  parts.push(element('p', { class: 'note held' }, held));
  return parts;
}
