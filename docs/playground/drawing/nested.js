// Intervals inside of intervals: what one row chooses is drawn at full width in the row below.

import { bar } from './intervals.js';
import { picture, svg, text, viewWidth } from './svg.js';

export const BAR = 32;
const GAP = 46;

/**
 * A row for each symbol: `intervals` in `parts` parts, the symbol `chosen`, and the numbers at both `ends`. The last row is
 * the interval that results. A row may have a point `at` a fraction of its width, and so may the last one.
 */
export function drawNested(rows, [low, high], { at, title = 'the new interval', label = `The message so far is the interval from ${low} to ${high}.` } = {}) {
  const width = viewWidth();
  const parts = [];
  rows.forEach(({ intervals, parts: whole, chosen, ends, at: point }, i) => {
    const y = 18 + i * (BAR + GAP);
    const scale = width / whole;
    const { left, probability } = intervals.find((one) => one.symbol === chosen);
    const [from, to] = [left * scale, Math.max((left + probability) * scale, left * scale + 1)];
    parts.push(svg('path', { d: `M${from} ${y + BAR} L${to} ${y + BAR} L${width} ${y + BAR + GAP} L0 ${y + BAR + GAP} Z`, class: 'zoom' }),
      ...bar(intervals, whole, chosen, width, y, BAR), ...numbers(ends, width, y, 'note'), ...mark(point, width, y));
  });
  const y = 18 + rows.length * (BAR + GAP);
  parts.push(svg('rect', { x: 0, y, width, height: BAR, class: 'whole' }), ...numbers([low, high], width, y, 'note strong'),
    text(width / 2, y + BAR / 2 + 5, title, { class: 'note strong' }), ...mark(at, width, y));
  return picture(width, y + BAR + 12, label, ...parts);
}

const numbers = ([low, high], width, y, kind) => [
  text(0, y - 5, low, { 'text-anchor': 'start', class: kind }), text(width, y - 5, high, { 'text-anchor': 'end', class: kind }),
];

function mark(at, width, y) {
  if (at === undefined) return [];
  const x = Math.min(width - 6, Math.max(6, at * width));
  return [svg('path', { d: `M${x} ${y + BAR} l-6 11 h12 z`, class: 'mark warm' })];
}
