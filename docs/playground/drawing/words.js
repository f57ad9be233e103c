// Words as a row of boxes, and numbers as bits.

import { element, hex } from '../dom.js';

/** Words, marking those that came (`before` is shorter) or went (`before` is longer). */
export function drawWords(label, words, before = words, note = '') {
  const list = element('ol', { class: 'words', 'aria-label': label });
  words.forEach((word, i) => {
    list.append(element('li', { class: i >= before.length ? 'new' : undefined }, hex(word, 8)));
  });
  for (const word of before.slice(words.length)) list.append(element('li', { class: 'gone' }, element('del', {}, hex(word, 8))));
  if (list.childElementCount === 0) list.append(element('li', { class: 'none' }, 'none'));
  return element('div', { class: 'register' }, element('h4', {}, label), list, note && element('p', { class: 'note' }, note) || undefined);
}

/** A number as rows of 32 bits, most significant first; bits that differ from `before` are marked. */
export function drawBits(label, number, before, width, note = '') {
  const bits = number.toString(2).padStart(width, '0');
  const old = (before ?? number).toString(2).padStart(width, '0');
  const rows = [];
  for (let start = 0; start < width; start += 32) {
    const row = element('div', { class: 'bits', 'aria-hidden': 'true' });
    for (let i = start; i < start + 32; i++) {
      row.append(element('i', { class: `${bits[i] === '1' ? 'one' : 'zero'}${bits[i] === old[i] ? '' : ' changed'}` }));
    }
    rows.push(row);
  }
  const legend = element('p', { class: 'legend bits-legend' }, ...[['1', 'one'], ['0', 'zero'], ['became 1', 'one changed'], ['became 0', 'zero changed']]
    .map(([name, kind]) => element('span', {}, element('i', { class: kind }), name)));
  return element('div', { class: 'register' },
    element('h4', {}, label, ' ', element('code', {}, `0x${hex(number, width / 4)}`)), ...rows, legend,
    note && element('p', { class: 'note' }, note) || undefined);
}
