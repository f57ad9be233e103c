// The intervals of a model, to scale.

import { picture, svg, text, viewWidth } from './svg.js';

/** One bar of a width for all `parts` parts, at height `y`; `chosen` is the symbol of the step. Labels stand where they fit. */
export function bar(intervals, parts, chosen, total, y, height = 40) {
  const scale = total / parts;
  return intervals.map(({ symbol, label, left, probability }, i) => {
    const isChosen = symbol === chosen;
    const width = probability * scale;
    const group = svg('g', { class: `interval ${isChosen ? 'chosen' : i % 2 ? 'odd' : 'even'}` },
      svg('rect', { x: left * scale, y, width: Math.max(width, isChosen ? 2 : 0), height }),
      svg('title', {}, `${label}: ${probability} of ${parts}`));
    if (width > 10 + 9 * (label.length - 1)) {
      group.append(text((left + probability / 2) * scale, y + height / 2 + 6, label));
    }
    return group;
  });
}

export function drawIntervals(intervals, precision, chosen, margin = 0) {
  const width = viewWidth(margin);
  const one = intervals.find(({ symbol }) => symbol === chosen);
  const ends = [
    text(0, 62, '0', { 'text-anchor': 'start', class: 'note' }),
    text(width, 62, precision > 12 ? `2${[...String(precision)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]).join('')}` : String(2 ** precision), { 'text-anchor': 'end', class: 'note' }),
  ];
  if (one) {
    const content = `${one.left} … ${one.left + one.probability - 1}`;
    const half = 5 + 4 * content.length; // about half of its width
    const scale = width / 2 ** precision;
    const middle = Math.min(width - half, Math.max(half, (one.left + one.probability / 2) * scale));
    if (middle + half > width - 40) ends.pop();
    if (middle - half < 14) ends.shift();
    ends.push(text(middle, 62, content, { class: 'note strong' }));
  }
  const label = one ? `The interval of ${one.label} is ${one.probability} of ${2 ** precision}, from ${one.left} on.`
    : 'The intervals of all symbols.';
  return picture(width, 70, label, ...bar(intervals, 2 ** precision, chosen, width, 4), ...ends);
}
