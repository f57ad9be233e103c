// Measures in a thread of its own. Between blocks it listens, so that a new request ends the one before.

import { measure } from './coders.js';
import { message } from './message.js';
import { ChoiceError, Plan } from './models.js';

let wanted = 0; // the id of the request that is still wanted
let current; // the message, sent once

const breathe = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(); };
  port2.postMessage(0);
});

addEventListener('message', async ({ data }) => {
  wanted = data.id;
  if (data.message) current = message(data.message.bytes, data.message);
  if (data.coders) await run(data);
});

async function run({ id, choice, coders }) {
  try {
    postMessage({ id, kind: 'progress', coder: coders[0], part: 0 });
    await breathe();
    const plan = new Plan(choice, current);
    postMessage({ id, kind: 'content', bits: plan.informationContent(), count: plan.symbols.length });
    for (const coder of coders) if (!await runCoder(id, plan, coder)) return;
    postMessage({ id, kind: 'done' });
  } catch (error) {
    const control = error instanceof ChoiceError ? error.control : 'measure';
    postMessage({ id, kind: 'error', control, text: error.message });
  }
}

async function runCoder(id, plan, coder) {
  const steps = measure(coder, plan);
  let told = 0;
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      postMessage({ id, kind: 'result', result: value });
      return true;
    }
    if (value - told >= 0.01 || value === 1) {
      told = value;
      postMessage({ id, kind: 'progress', coder, part: value });
    }
    await breathe();
    if (wanted !== id) {
      steps.return();
      return false;
    }
  }
}

postMessage({ kind: 'ready' });
