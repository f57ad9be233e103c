// SVG drawn by hand.

const NAMESPACE = 'http://www.w3.org/2000/svg';

export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Width of drawings in pixels: that of the view, so that texts keep their size on a phone. */
export function viewWidth(margin = 0) {
  const width = document.querySelector('#main').clientWidth - margin;
  return Math.max(240, Math.min(800, width || 640));
}

/** A picture of a size in its own units, which scales with the width of its place. */
export function picture(width, height, label, ...children) {
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, class: 'picture' }, ...children);
}

export const text = (x, y, content, attributes = {}) => svg('text', { x, y, 'text-anchor': 'middle', ...attributes }, content);
