// Small helpers for the page: elements, announcements, numbers.

export const find = (selector, root = document) => root.querySelector(selector);

/** An element with attributes (`on…` are listeners) and children. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

/** Shows an error at the control that causes it, and takes away all others in `root`. */
export function showError(root, control, text) {
  clearErrors(root);
  const place = find(`[data-error-for="${control}"]`);
  const input = find(`[data-control="${control}"]`);
  if (!place) return;
  place.textContent = text;
  input?.setAttribute('aria-invalid', 'true');
  if (place.id) input?.setAttribute('aria-describedby', place.id);
}

export function clearErrors(root) {
  for (const place of root.querySelectorAll('[data-error-for]')) place.textContent = '';
  for (const input of root.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-describedby');
  }
}

export function hex(number, digits) {
  return number.toString(16).padStart(digits, '0');
}

export const count = (number) => Math.round(number).toLocaleString('en');
export const fixed = (number, digits = 2) => number.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  .replace('-', '−');

export function duration(milliseconds) {
  if (milliseconds < 1) return '< 1 ms';
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${fixed(milliseconds / 1000)} s`;
}

/** A button that copies `text()` and says so. */
export function copyButton(what, text) {
  const button = element('button', { type: 'button', class: 'quiet' }, 'Copy');
  button.setAttribute('aria-label', `Copy ${what}`);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select and copy by hand';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  return button;
}
