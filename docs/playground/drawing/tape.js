// The letters of a message, marked by what is done with them.

import { element } from '../dom.js';

/** A box for each label. `steps` have the `phase` and the `index` of their letter; the first `position` of them are done. */
export function drawTape(labels, steps, position) {
  const done = steps.slice(0, position);
  const phases = new Map();
  for (const { index, phase } of done) if (index !== undefined) phases.set(index, phase);
  return labels.map((label, i) => {
    const state = { encode: 'done', decode: 'decoded' }[phases.get(i)] ?? '';
    return element('span', { class: done.at(-1)?.index === i ? 'now' : state }, label);
  });
}
