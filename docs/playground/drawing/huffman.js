// A code as a tree, drawn from its code words, with the path of one symbol.

import { element } from '../dom.js';
import { picture, svg, text } from './svg.js';
import { drawWords } from './words.js';

const MAX_LEAVES = 40;

/** The tree of a code: a node is `{path, symbol}` or `{path, children}`. */
export function treeOf(codewords) {
  const grow = (path, members) => {
    if (members.length === 1 && codewords[members[0]] === path) return { path, symbol: members[0] };
    const children = ['0', '1'].map((bit) => members.filter((i) => codewords[i][path.length] === bit));
    return { path, children: children.map((some, bit) => grow(`${path}${bit}`, some)) };
  };
  return grow('', codewords.map((_, i) => i));
}

export function drawTree(codewords, labels, chosen) {
  const leaves = codewords.length;
  const depth = Math.max(...codewords.map((word) => word.length));
  const gap = Math.max(26, 320 / leaves);
  const level = Math.max(24, Math.min(46, 300 / (depth + 1)));
  const width = Math.max(leaves * gap, 320);
  const [edges, nodes] = [[], []];
  let leavesSoFar = 0;
  const put = (node) => {
    const y = 16 + node.path.length * level;
    const isOn = chosen !== undefined && codewords[chosen].startsWith(node.path);
    const xs = node.children?.map((child) => ({ child, x: put(child) }));
    const x = xs ? (xs[0].x + xs[1].x) / 2 : (leavesSoFar++ + 0.5) * (width / leaves);
    xs?.forEach(({ child, x: end }, bit) => {
      const on = chosen !== undefined && codewords[chosen].startsWith(child.path);
      edges.push(svg('path', { d: `M${x} ${y} L${end} ${y + level}`, class: on ? 'edge on' : 'edge' }),
        text((x + end) / 2 + (bit ? 9 : -9), y + level / 2 + 3, String(bit), { class: on ? 'bit on' : 'bit' }));
    });
    nodes.push(svg('circle', { cx: x, cy: y, r: xs ? 4 : 12, class: `node ${xs ? 'inner' : 'leaf'}${isOn ? ' on' : ''}` }));
    if (!xs) nodes.push(text(x, y + 5, labels[node.symbol], { class: `leaf-label${isOn ? ' on' : ''}${labels[node.symbol].length > 1 ? ' long' : ''}` }));
    return x;
  };
  put(treeOf(codewords));
  const described = chosen === undefined ? 'The tree of the code.' : `The path to ${labels[chosen]} is ${codewords[chosen] || 'empty'}.`;
  const tree = picture(width, 34 + depth * level, described, ...edges, ...nodes);
  tree.style.maxWidth = `${Math.round(width * 1.4)}px`;
  tree.style.minWidth = `${Math.round(Math.min(width, leaves * 20))}px`;
  return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Tree of the code' }, tree);
}

export function drawHuffman(now, before, { last, plan }, intervals, codewords) {
  const parts = [];
  const index = last && last.phase !== 'finish' ? last.symbol - plan.first : undefined;
  if (codewords.length <= MAX_LEAVES) parts.push(drawTree(codewords, intervals.map(({ label }) => label), index));
  else parts.push(element('p', { class: 'note' }, `A tree of ${codewords.length} leaves is too large to draw. Try a message with fewer symbols.`));
  if (index !== undefined) {
    parts.push(element('p', {}, `Code word of ${intervals[index].label}: `, element('code', {}, codewords[index] || 'no bits, because it is the only symbol')));
  }
  const bits = element('p', { class: 'stream', 'aria-label': `Bits: ${now.bits}` });
  const [from, to] = now.position === undefined ? [before.bits.length, now.bits.length] : [before.position ?? now.position, now.position];
  bits.append(element('span', { class: now.position === undefined ? undefined : 'read' }, now.bits.slice(0, from)),
    element('mark', {}, now.bits.slice(from, to)), now.bits.slice(to));
  const title = now.position === undefined ? 'Bits so far' : `Bits; ${now.position} of ${now.bits.length} read`;
  parts.push(element('div', { class: 'register' }, element('h4', {}, title), now.bits ? bits : element('p', { class: 'note' }, 'none')),
    drawWords('Words, filled from their lowest bit up', now.words));
  return parts;
}
