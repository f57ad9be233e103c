// The state of an ANS coder and its stack of words.

import { drawBits, drawWords } from './words.js';

export function drawAns(now, before, { last, plan }) {
  const moved = now.words.length - before.words.length;
  let note = 'The state has up to 64 bits. Before it would get more, its low 32 go to the words; when 32 or fewer are left, a word comes back.';
  if (moved > 0) note = 'The state would have grown past 64 bits: its low word was pushed first.';
  if (moved < 0) note = 'The state had shrunk below 33 bits: a word was popped into its low half.';
  if (last?.phase === 'decode' && moved === 0) {
    note = `The low ${plan.precision} bits of the state before this step were the quantile: they say which symbol it was.`;
  }
  return [drawBits('State', now.state, before.state, 64, note), drawWords('Words, top of the stack last', now.words, before.words)];
}
