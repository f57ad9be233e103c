// Which view is open, what it is told, and what the address says.

import { readAddress, writeAddress } from './address.js';
import { find } from './dom.js';
import { version } from './package.js';
import { BitsBackView } from './views/bitsback.js';
import { Code } from './views/code.js';
import { Measure } from './views/measure.js';
import { Others } from './views/others.js';
import { Race } from './views/race.js';
import { Setup } from './views/setup.js';
import { Step } from './views/step.js';
import { Toy } from './views/toy.js';

/** Views of the message, model and coder that are chosen beside them. */
const SHARED = ['step', 'measure', 'code'];

const setup = new Setup();
const views = {
  step: new Step(setup, tell), toy: new Toy(tell), others: new Others(tell), race: new Race(tell), measure: new Measure(setup),
  'bits-back': new BitsBackView(tell), code: new Code(setup),
};
const stale = new Set(Object.keys(views)); // views that have not seen the last change
let open;
let written; // the address that this page has written

/** Keeps the address, so that a link to it or a reload opens the same. */
function tell() {
  const isShared = SHARED.includes(open);
  written = writeAddress(open, { ...(isShared ? setup.params : {}), ...views[open].params });
  history.replaceState(null, '', written);
}

function show() {
  const { view, params } = readAddress();
  open = view in views ? view : 'step';
  const isShared = SHARED.includes(open);
  if (isShared && params.size > 0) {
    setup.restore(params);
    for (const name of SHARED) stale.add(name);
  }
  if (isShared && setup.suggest(open === 'measure')) for (const name of SHARED) stale.add(name);
  if (params.size > 0 && views[open].restore) {
    views[open].restore(params);
    stale.add(open);
  }
  for (const name of Object.keys(views)) {
    find(`#view-${name}`).hidden = name !== open;
    find(`nav a[href="#${name}"]`).toggleAttribute('aria-current', name === open);
    if (name === open) find(`nav a[href="#${name}"]`).setAttribute('aria-current', 'page');
  }
  const [nav, link] = [find('nav'), find('nav [aria-current]')];
  nav.scrollLeft = link.offsetLeft - nav.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2; // on a phone, some links are cut off
  find('#setup').hidden = !isShared;
  find('.page').classList.toggle('alone', !isShared);
  refresh();
  tell();
}

function refresh() {
  const isStale = stale.delete(open);
  if (isStale) views[open].show(true);
}

let timer;
setup.addEventListener('change', () => {
  for (const name of SHARED) stale.add(name);
  clearTimeout(timer);
  timer = setTimeout(() => { refresh(); tell(); }, 150); // while somebody types
});
addEventListener('hashchange', () => {
  if (location.hash === written) return;
  show();
  scrollTo(0, 0);
});

document.documentElement.toggleAttribute('data-embed', new URLSearchParams(location.search).has('embed'));
find('#version').textContent = version;
if (innerWidth < 600) for (const folded of document.querySelectorAll('#setup details, .about')) folded.open = false;
setup.refresh();
show();
await views.measure.ready;
window.playground = { setup, views }; // for the curious, and for tests
document.documentElement.dataset.ready = '';
