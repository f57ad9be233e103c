// The state of an ANS coder, its calculation, and its stack of words.

import { element } from '../dom.js';
import { decimal, decodeLines, drawLines, encodeLines } from './arithmetic.js';
import { drawBits, drawWords } from './words.js';

export function drawAns(now, before, { last, plan }, intervals) {
  const parts = [];
  if (last && last.phase !== 'finish') {
    const interval = intervals.find(({ symbol }) => symbol === last.symbol);
    parts.push(element('div', { class: 'register' }, element('h4', {}, `From x = ${decimal(before.state)} to x = ${decimal(now.state)}`),
      drawLines(last.phase === 'encode' ? encodeLines(before.state, interval, plan.precision)
        : decodeLines(before.state, now.state, interval, plan.precision))));
  }
  parts.push(drawBits('State', now.state, before.state, 64), drawWords('Words, top of the stack last', now.words, before.words));
  return parts;
}
