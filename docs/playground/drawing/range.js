// The interval of a range coder: before the step, divided by the model; after it, drawn at full width again.

import { element, hex } from '../dom.js';
import { bar } from './intervals.js';
import { picture, svg, text, viewWidth } from './svg.js';
import { drawWords } from './words.js';

function drawZoom({ last, plan }, intervals) {
  const { left, probability } = intervals.find(({ symbol }) => symbol === last.symbol);
  const width = viewWidth();
  const scale = width / 2 ** plan.precision;
  const [from, to] = [left * scale, Math.max((left + probability) * scale, left * scale + 1)];
  return picture(width, 142, 'The interval of the symbol becomes the whole interval of the next step.',
    ...bar(intervals, plan.precision, last.symbol, width, 4),
    svg('path', { d: `M${from} 44 L${to} 44 L${width} 104 L0 104 Z`, class: 'zoom' }),
    svg('rect', { x: 0, y: 104, width, height: 30, class: 'whole' }),
    text(width / 2, 124, 'the interval from now on', { class: 'note strong' }));
}

function row(name, value, before) {
  const changed = before !== undefined && before !== value;
  return [element('dt', {}, name), element('dd', { class: changed ? 'changed' : undefined }, `0x${hex(value, 16)}`)];
}

export function drawRange(now, before, stepper, intervals) {
  const { last } = stepper;
  const list = element('dl', { class: 'numbers' }, ...row('lower', now.lower, before.lower), ...row('range', now.range, before.range));
  const parts = last && last.phase !== 'finish' ? [drawZoom(stepper, intervals)] : [];
  if (now.point !== undefined) {
    list.append(...row('point', now.point, before.point));
    const note = last.phase === 'finish' ? 'The encoder wrote as few words as name a point of its interval. The decoder reads the first two as its point.'
      : 'The point lies in the interval of the symbol that was encoded: that is how the decoder knows it.';
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
