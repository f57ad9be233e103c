// One slider: how likely the likelier of two symbols is.

import { count, element, find, fixed } from '../dom.js';
import { picture, svg, text, viewWidth } from '../drawing/svg.js';
import { COUNT, entropy, race } from '../race.js';

const [LEAST, MOST] = [0.5, 0.99];

export class Race {
  constructor(changed) {
    find('#race-p').addEventListener('input', () => { this.show(); changed(); });
  }

  get params() {
    return { p: find('#race-p').value === '0.9' ? undefined : find('#race-p').value };
  }

  restore(params) {
    if (params.has('p')) find('#race-p').value = params.get('p');
  }

  show() {
    const p = Number(find('#race-p').value);
    const { ideal, ans, huffman } = race(p);
    find('#race-value').textContent = fixed(p, 3);
    const most = Math.max(huffman, ans);
    const bars = element('div', { class: 'chart', role: 'img', 'aria-label': `Huffman stores ${huffman} bytes, ANS ${ans}, the ideal is ${Math.ceil(ideal)}.` });
    for (const [name, bytes, kind] of [['Ideal', ideal, 'ideal'], ['ANS', ans, ''], ['Huffman', huffman, '']]) {
      const fill = element('div', { class: 'fill' });
      const over = element('div', { class: 'over' });
      fill.style.width = `${(Math.min(bytes, ideal) / most) * 100}%`;
      over.style.width = `${(Math.max(0, bytes - ideal) / most) * 100}%`;
      bars.append(element('span', {}, name), element('div', { class: `track ${kind}` }, fill, over), element('span', { class: 'number' }, `${count(bytes)} bytes`));
    }
    const times = huffman / ans;
    find('#race-live').textContent = times < 1.01 ? 'Huffman and ANS need the same number of bytes.' : `Huffman needs ${fixed(times, times < 10 ? 2 : 1)} times as many bytes as ANS.`;
    find('#race-bars').replaceChildren(bars);
    find('#race-curve').replaceChildren(curve(p));
    find('#race-about').textContent = `${count(COUNT)} symbols, ${count(Math.round(p * COUNT))} of which are the likelier one, coded by the package in your browser.`;
  }
}

/** Bits per symbol against p, with a mark where the slider is. */
function curve(p) {
  const width = viewWidth();
  const height = 210;
  const x = (value) => 40 + ((value - LEAST) / (1 - LEAST)) * (width - 60);
  const y = (value) => 20 + (1 - value) * (height - 60);
  const points = Array.from({ length: 101 }, (_, i) => LEAST + (i / 100) * (1 - LEAST)).map((q) => `${x(q).toFixed(1)} ${y(entropy(q)).toFixed(1)}`);
  const ticks = [0.5, 0.6, 0.7, 0.8, 0.9, 1].map((q) => text(x(q), height - 16, String(q), { class: 'note' }));
  const levels = [0, 0.5, 1].flatMap((value) => [
    svg('path', { d: `M40 ${y(value)} H${width - 20}`, class: 'grid' }), text(32, y(value) + 5, String(value), { class: 'note', 'text-anchor': 'end' }),
  ]);
  return picture(width, height, `Bits per symbol: Huffman 1, the entropy ${entropy(p).toFixed(3)}.`, ...levels, ...ticks,
    svg('path', { d: `M${x(LEAST)} ${y(1)} H${x(MOST)}`, class: 'curve warm' }),
    svg('path', { d: `M${points.join(' L')}`, class: 'curve' }),
    svg('path', { d: `M${x(p)} ${y(1)} V${y(entropy(p))}`, class: 'gap' }),
    svg('circle', { cx: x(p), cy: y(entropy(p)), r: 5, class: 'mark' }),
    svg('circle', { cx: x(p), cy: y(1), r: 5, class: 'mark warm' }),
    text(x(0.5) + 8, y(1) + 20, 'Huffman', { class: 'note', 'text-anchor': 'start' }),
    text(x(0.66), y(entropy(0.66)) + 30, 'entropy, ANS', { class: 'note strong' }),
    text(width / 2, height - 1, 'probability of the likelier symbol', { class: 'note' }));
}
