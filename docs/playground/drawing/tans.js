// Tabled ANS: the states as a row of cells, the step between two rows, and the tables.

import { element, fixed } from '../dom.js';
import { LOG, SIZE, STRIDE, informationOf } from '../tans.js';
import { picture, svg, text, viewWidth } from './svg.js';

const [CELL, GAP] = [30, 70];

const span = ({ base, bits }) => (bits === 0 ? String(base) : `${base} to ${base + 2 ** bits - 1}`);
const plural = (count) => `${count} ${count === 1 ? 'bit' : 'bits'}`;

export function tellTans({ phase, row, before, state, bits }, table) {
  if (phase === 'start') return `the coder starts in state ${state}.`;
  const { letter } = table[row.symbol];
  const what = bits === '' ? `no bit is ${phase === 'encode' ? 'written' : 'read'}` : `${bits} is ${phase === 'encode' ? 'written' : 'read'}`;
  return `${phase}d “${letter}”, state ${before} → ${state}, ${what}.`;
}

export function linesTans({ phase, row, before, state, bits }, table) {
  if (phase === 'start') return [['spread', `every ${STRIDE}th state, around the ring: first ${table.map(({ letter, share }) => `${share} for “${letter}”`).join(', ')}`]];
  const { letter, share } = table[row.symbol];
  if (phase === 'encode') {
    return [
      ['symbol', `“${letter}” has ${share} of ${SIZE} states`],
      ['look up', `${before} is in ${span(row)}: ${plural(row.bits)}, new state ${state}`],
      ['write', bits === '' ? 'nothing' : `${before} − ${row.base} = ${before - row.base}, in ${plural(row.bits)}: ${bits}`],
    ];
  }
  return [
    ['look up', `state ${before} is one of “${letter}”: ${plural(row.bits)}, from ${row.base} on`],
    ['read', bits === '' ? 'nothing' : `${bits}, which is ${state - row.base}`],
    ['new state', `${row.base} + ${state - row.base} = ${state}`],
  ];
}

export function drawTans({ table, rows, steps }, position, message) {
  const step = steps[position];
  return [drawStep(table, rows, step), drawWritten(steps, position, message, table), drawTables(table, rows, step)];
}

/** States before the step above, after it below. Between them is what the table has for the symbol. */
function drawStep(table, rows, { phase, row, before, state }) {
  const width = viewWidth();
  const cell = width / SIZE;
  const line = (y, marked, kind) => rows.flatMap((one, i) => [
    svg('rect', { x: i * cell + 0.5, y, width: cell - 1, height: CELL, class: `cell s${one.symbol}${one.state === marked ? ` ${kind}` : ''}` }),
    text((i + 0.5) * cell, y + CELL / 2 + 5, table[one.symbol].letter, { class: 'letter' }),
  ]);
  const numbers = (y) => rows.map((one, i) => text((i + 0.5) * cell, y, String(one.state), { class: 'note small' }));
  if (phase === 'start') return picture(width, 22 + CELL, `The states and their symbols. The state is ${state}.`, ...numbers(14), ...line(20, state, 'now'));
  const [above, below] = [20 + CELL, 20 + CELL + GAP];
  const others = phase === 'encode' ? rows.filter((one) => one.symbol === row.symbol && one !== row) : [];
  const fan = [...others, row].map((one) => {
    const many = [one.base - SIZE, one.base - SIZE + 2 ** one.bits].map((i) => i * cell);
    const single = [one.state - SIZE, one.state - SIZE + 1].map((i) => i * cell);
    const [from, to] = phase === 'encode' ? [many, single] : [single, many];
    return svg('path', { d: `M${from[0]} ${above} L${from[1]} ${above} L${to[1]} ${below} L${to[0]} ${below} Z`, class: one === row ? 'fan on' : 'fan' });
  });
  const middle = (at) => (at - SIZE + 0.5) * cell;
  const label = `State ${before} above, state ${state} below.`;
  return picture(width, below + CELL + 18, label, ...numbers(14), ...fan, ...line(20, before, 'before'), ...line(below, state, 'now'), ...numbers(below + CELL + 14),
    svg('path', { d: `M${middle(before)} ${above} L${middle(state)} ${below}`, class: 'jump' }));
}

/** The bits so far, with those of the step marked, and what the message is worth. */
function drawWritten(steps, position, message, table) {
  const { phase, bits = '', written, state } = steps[position];
  const stream = element('p', { class: 'stream' });
  if (phase === 'encode') stream.append(written.slice(0, written.length - bits.length), element('mark', {}, bits));
  else stream.append(written, ...(bits ? [element('del', {}, bits)] : []));
  if (written === '' && bits === '') stream.append('none');
  const total = steps[message.length].written.length;
  const note = `${message.length === 1 ? 'The symbol takes' : `All ${message.length} symbols take`} ${plural(total)}, and the last state, ${steps[message.length].state}, takes ${LOG} more. The information content is ${fixed(informationOf(message, table))} bits.`;
  return element('div', { class: 'register' }, element('h4', {}, `Bits, the last one written at the end; the state is ${state}`), stream, element('p', { class: 'note' }, note));
}

function drawTables(table, rows, { phase, row }) {
  const cells = (one) => ({ symbol: table[one.symbol].letter, one });
  const build = (title, heads, list, columns, isNow) => element('div', {}, element('h3', {}, title),
    element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...list.map((one) => element('tr', { class: isNow && one === row ? 'now' : undefined }, ...columns(cells(one)).map((cell, i) => element(i ? 'td' : 'th', i ? {} : { scope: 'row' }, String(cell))))))));
  const bySymbol = [...rows].sort((a, b) => a.symbol - b.symbol || a.base - b.base);
  return element('div', { class: 'row tables' },
    build('Encoding table', ['Symbol', 'States', 'Bits', 'New state'], bySymbol, ({ symbol, one }) => [symbol, span(one), one.bits, one.state], phase === 'encode'),
    build('Decoding table', ['State', 'Symbol', 'Bits', 'New states'], rows, ({ symbol, one }) => [one.state, symbol, one.bits, span(one)], phase === 'decode'));
}
