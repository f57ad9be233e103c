// Which view is open, and what it is told.

import { find } from './dom.js';
import { version } from './package.js';
import { BitsBackView } from './views/bitsback.js';
import { Code } from './views/code.js';
import { Measure } from './views/measure.js';
import { Setup } from './views/setup.js';
import { Step } from './views/step.js';

const setup = new Setup();
const views = { measure: new Measure(setup), step: new Step(setup), 'bits-back': new BitsBackView(), code: new Code(setup) };
const stale = new Set(Object.keys(views)); // views that have not seen the last change
let open;

function show() {
  open = location.hash.slice(1) in views ? location.hash.slice(1) : 'measure';
  for (const name of Object.keys(views)) {
    find(`#view-${name}`).hidden = name !== open;
    find(`nav a[href="#${name}"]`).toggleAttribute('aria-current', name === open);
    if (name === open) find(`nav a[href="#${name}"]`).setAttribute('aria-current', 'page');
  }
  find('#setup').hidden = open === 'bits-back';
  find('.page').classList.toggle('alone', open === 'bits-back');
  refresh();
}

function refresh() {
  const isStale = stale.delete(open);
  if (isStale) views[open].show(true);
}

let timer;
setup.addEventListener('change', () => {
  for (const name of ['measure', 'step', 'code']) stale.add(name);
  clearTimeout(timer);
  timer = setTimeout(refresh, 150); // while somebody types
});
addEventListener('hashchange', () => {
  show();
  scrollTo(0, 0);
});

find('#version').textContent = version;
if (innerWidth < 600) find('#setup details').open = false;
setup.refresh();
show();
await views.measure.ready;
window.playground = { setup, views }; // for the curious, and for tests
document.documentElement.dataset.ready = '';
