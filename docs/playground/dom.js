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

/** Switches controls off and on by their selectors. The focus moves to one that is on, if it was on one that goes off. */
export function setDisabled(controls) {
  const focused = document.activeElement;
  for (const [selector, isOff] of Object.entries(controls)) find(selector).disabled = isOff;
  const selector = `#${focused?.id}`;
  if (controls[selector]) find(Object.keys(controls).find((other) => !controls[other]) ?? selector)?.focus();
}

/** Calls an action for each key that steps through a view, while it is open and the key is not for a control. */
export function onStepKeys(view, actions) {
  document.addEventListener('keydown', (event) => {
    if (find(view).hidden || event.altKey || event.ctrlKey || event.metaKey || !actions[event.key]) return;
    if (event.target.closest('input, textarea, select, nav, .scroll, summary, .bell')) return;
    event.preventDefault();
    actions[event.key]();
  });
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
