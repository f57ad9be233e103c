// The state of the page in its address, so that a link opens the same message at the same step:
// `#step?coder=ans&message=abracadabra&step=3`. What has its usual value is left out.

/** The view that an address opens, and its parameters. */
export function readAddress(hash = location.hash) {
  const [view, query = ''] = hash.replace(/^#/, '').split('?');
  return { view, params: new URLSearchParams(query) };
}

/** The address of a view; parameters that are undefined are left out. */
export function writeAddress(view, params) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== undefined)).toString().replaceAll('+', '%20');
  return `#${view}${query && `?${query}`}`;
}

/** A number of an address within bounds, or undefined. */
export function numberOf(params, name, least, most) {
  const value = Number(params.get(name));
  return params.has(name) && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : undefined;
}
