// A Gaussian over the probabilities that it is quantised to. It can be dragged, and moved by arrow keys: sideways for the
// mean, up and down for the standard deviation.

import { picture, svg, text, viewWidth } from './svg.js';

const HEIGHT = 130;

export function drawBell({ intervals, mean, std, precision, chosen, labelOf }, change) {
  const width = viewWidth();
  const first = intervals[0].symbol;
  const count = intervals.length;
  const x = (symbol) => ((symbol - first + 0.5) / count) * width;
  const density = (symbol) => Math.exp(-0.5 * ((symbol - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI));
  // The ends have the tails, and may be higher than what is drawn.
  const most = 1.15 * Math.max(density(mean), ...intervals.slice(1, -1).map(({ probability }) => probability / 2 ** precision));
  const y = (value) => HEIGHT - Math.min(1, value / most) * (HEIGHT - 12);
  const bars = intervals.map(({ symbol, label, probability }, i) => svg('g', { class: `interval ${symbol === chosen ? 'chosen' : i % 2 ? 'odd' : 'even'}` },
    svg('rect', { x: (i / count) * width, y: y(probability / 2 ** precision), width: width / count, height: HEIGHT - y(probability / 2 ** precision) }),
    svg('title', {}, `${label}: ${probability} of ${2 ** precision}`)));
  const points = Array.from({ length: 201 }, (_, i) => first - 0.5 + (i / 200) * count).map((at) => `${x(at).toFixed(1)} ${y(density(at)).toFixed(1)}`);
  const handle = svg('circle', { cx: Math.min(width - 8, Math.max(8, x(mean))), cy: y(density(mean)), r: 8, class: 'handle' });
  const ticks = [first, first + Math.floor((count - 1) / 2), first + count - 1].map((symbol) => text(Math.min(width - 14, Math.max(14, x(symbol))), HEIGHT + 16, labelOf(symbol), { class: 'note' }));
  const drawn = picture(width, HEIGHT + 22, `A Gaussian of mean ${mean} and standard deviation ${std} over the bars that it is quantised to.`,
    ...bars, svg('path', { d: `M${points.join(' L')}`, class: 'curve warm' }), handle, ...ticks);
  drawn.classList.add('bell');
  drawn.addEventListener('pointerdown', (start) => {
    start.preventDefault();
    const { width: shown } = drawn.getBoundingClientRect();
    const move = ({ clientX, clientY }) => change({
      mean: mean + ((clientX - start.clientX) / shown) * count,
      std: std * Math.exp((clientY - start.clientY) / 80),
    });
    const end = () => { removeEventListener('pointermove', move); removeEventListener('pointerup', end); removeEventListener('pointercancel', end); };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  });
  drawn.setAttribute('tabindex', '0');
  drawn.addEventListener('keydown', (event) => {
    const wanted = {
      ArrowLeft: { mean: mean - 0.5, std }, ArrowRight: { mean: mean + 0.5, std },
      ArrowUp: { mean, std: Math.max(0.5, std - 0.5) }, ArrowDown: { mean, std: std + 0.5 },
    }[event.key];
    if (!wanted || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    change(wanted);
  });
  return drawn;
}
