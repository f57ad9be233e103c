// Arithmetic coding with real numbers: the nested intervals, and the calculation of a step.

import { fixed } from '../dom.js';
import { PARTS, decimalOf, information } from '../real.js';
import { drawNested } from './nested.js';

const LEVELS = 4;
const low = ({ low: units, digits }) => decimalOf(units, digits);
const high = ({ low: units, width, digits }) => decimalOf(units + width, digits);
const width = ({ width: units, digits }) => decimalOf(units, digits);
const number = ({ units, digits }) => decimalOf(units, digits);
const tenth = (parts) => decimalOf(BigInt(parts), 1);

/** Where a point is in an interval, as a fraction of its width. */
function placeOf(point, interval) {
  const digits = Math.max(point.digits, interval.digits);
  const scaled = (units, from) => units * 10n ** BigInt(digits - from);
  const distance = scaled(point.units, point.digits) - scaled(interval.low, interval.digits);
  return Number((distance * 1000000n) / scaled(interval.width, interval.digits)) / 1000000;
}

export function tellReal({ phase, symbol, interval, point }) {
  if (phase === 'start') return 'nothing is encoded yet. The interval is all of [0, 1).';
  if (phase === 'choose') return `the code is ${number(point)}, the shortest decimal in the interval.`;
  if (phase === 'encode') return `encoded “${symbol.letter}”, the interval is [${low(interval)}, ${high(interval)}).`;
  return `decoded “${symbol.letter}”: ${number(point)} is in [${low(interval)}, ${high(interval)}).`;
}

export function linesReal({ phase, symbol, before, interval, point, binary }) {
  if (phase === 'start') return [['interval', 'low = 0, width = 1']];
  if (phase === 'choose') {
    return [
      ['interval', `${low(interval)} ≤ x < ${high(interval)}`],
      ['decimal', `x = ${number(point)}`],
      ['binary', `x = 0.${binary.digits === 0 ? '0' : binary.units.toString(2).padStart(binary.digits, '0')}, ${binary.digits} bits`],
      ['information', `−log₂ ${width(interval)} = ${fixed(Math.max(0, information(interval)))} bits`],
    ];
  }
  const { letter, left, share } = symbol;
  if (phase === 'decode') {
    const place = placeOf(point, before);
    return [
      ['place', `(${number(point)} − ${low(before)}) / ${width(before)} = ${place.toFixed(4)}`],
      ['symbol', `${tenth(left)} ≤ ${place.toFixed(4)} < ${tenth(left + share)}: “${letter}”`],
      ['interval', `low = ${low(interval)}, width = ${width(interval)}`],
    ];
  }
  return [
    ['symbol', `“${letter}” has P = ${tenth(share)}, from F = ${tenth(left)} on`],
    ['low', `${low(before)} + ${width(before)} · ${tenth(left)} = ${low(interval)}`],
    ['width', `${width(before)} · ${tenth(share)} = ${width(interval)}`],
  ];
}

/** The last intervals, one in the other; the point is marked once there is one. */
export function drawReal({ table, steps }, position) {
  const { phase, interval, point } = steps[position];
  const intervals = table.map(({ letter, left, share }, symbol) => ({ symbol, label: letter, left, probability: share }));
  const ofPhase = phase === 'decode' ? 'decode' : 'encode';
  const rows = steps.slice(0, position + 1).filter((step) => step.phase === ofPhase).slice(-LEVELS).map(({ symbol, before }) => ({
    intervals, parts: PARTS, chosen: table.indexOf(symbol), ends: [low(before), high(before)], at: point && placeOf(point, before),
  }));
  const title = { start: 'all numbers', choose: `the code: ${point && number(point)}` }[phase] ?? 'the new interval';
  return [drawNested(rows, [low(interval), high(interval)], { at: point && placeOf(point, interval), title })];
}
