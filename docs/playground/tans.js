// Tabled ANS (tANS, FSE) with 16 states, from 16 to 31. Each state belongs to a symbol. A step of encoding or decoding is a
// look into a table, and some bits that are written or read.

import { shares } from './toy.js';

export const LOG = 4;
export const SIZE = 2 ** LOG; // the number of states
/** The distance between two states of a symbol: odd, so that all states are met. The rule of Collet's FSE for 16 states. */
export const STRIDE = SIZE / 2 + SIZE / 8 + 3;

/** The symbol (as an index in `table`) of each of the states SIZE to 2 SIZE - 1. */
export function spread(table) {
  const owner = new Array(SIZE);
  let place = 0;
  table.forEach(({ share }, symbol) => {
    for (let i = 0; i < share; i++) {
      owner[place] = symbol;
      place = (place + STRIDE) % SIZE;
    }
  });
  return owner;
}

/**
 * A row of the tables for each state, ascending. `state` decodes to `symbol`; then `bits` bits are read, and the new state is
 * `base` plus their number. To encode, the same row leads from the states `base` to `base + 2^bits - 1` to `state`. The
 * states of a symbol with `p` of them are numbered `small`, from `p` to `2 p - 1`.
 */
export function rowsOf(table) {
  const next = table.map(({ share }) => share);
  return spread(table).map((symbol, i) => {
    const small = next[symbol];
    next[symbol] += 1;
    const bits = LOG - Math.floor(Math.log2(small));
    return { state: SIZE + i, symbol, small, bits, base: small * 2 ** bits };
  });
}

/** The row that encodes a symbol in a state. */
export const encodingRow = (rows, state, symbol) => rows.find((row) => row.symbol === symbol && state >= row.base && state < row.base + 2 ** row.bits);

const bitsOf = (number, count) => (count === 0 ? '' : number.toString(2).padStart(count, '0'));

/** The start, then every step of encoding a message from its end and of decoding it from its start. `written` is a stack of bits. */
export function runTans(message) {
  const table = shares(message);
  const rows = rowsOf(table);
  const letters = [...message].map((letter) => table.findIndex((one) => one.letter === letter));
  const steps = [{ phase: 'start', state: SIZE, written: '' }];
  for (let index = letters.length - 1; index >= 0; index--) {
    const { state: before, written } = steps.at(-1);
    const row = encodingRow(rows, before, letters[index]);
    const bits = row.bits === 0 ? '' : (before - row.base).toString(2).padStart(row.bits, '0');
    steps.push({ phase: 'encode', index, row, before, bits, state: row.state, written: written + bits });
  }
  for (let index = 0; index < letters.length; index++) {
    const { state: before, written } = steps.at(-1);
    const row = rows[before - SIZE];
    const end = written.length - row.bits;
    const bits = written.slice(end);
    steps.push({ phase: 'decode', index, row, before, bits, state: row.base + Number.parseInt(bits || '0', 2), written: written.slice(0, end) });
  }
  return { table, rows, steps };
}

/** Bits of information in a message under the shares of its letters. */
export const informationOf = (message, table) => [...message].reduce((sum, letter) => sum + LOG - Math.log2(table.find((one) => one.letter === letter).share), 0);
