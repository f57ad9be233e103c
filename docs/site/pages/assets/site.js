// The playground in a page gets the page's colours and the height of its contents; the menu opens by keyboard.

const scheme = () => (document.body.dataset.mdColorScheme === 'slate' ? 'dark' : 'light');

function paint() {
  for (const frame of document.querySelectorAll('figure.play iframe')) {
    const page = frame.contentDocument?.documentElement;
    if (page) page.style.colorScheme = scheme();
  }
}

for (const frame of document.querySelectorAll('figure.play iframe')) {
  const grow = () => {
    const body = frame.contentDocument?.body;
    if (!body || frame.contentWindow.location.protocol === 'about:') return;
    paint();
    const fit = () => {
      const height = Math.ceil(body.getBoundingClientRect().height) + 2;
      if (height > 40 && Math.abs(frame.clientHeight - height) > 1) frame.style.height = `${height}px`;
    };
    new frame.contentWindow.ResizeObserver(fit).observe(body);
    fit();
  };
  frame.addEventListener('load', grow);
  if (frame.contentDocument?.readyState === 'complete') grow();
}

new MutationObserver(paint).observe(document.body, { attributes: true, attributeFilter: ['data-md-color-scheme'] });

// The theme's button for the navigation of narrow screens is a label, which has no place in the order of Tab.
const menu = document.querySelector('.md-header label[for="__drawer"]');
const drawer = document.querySelector('#__drawer');
if (menu && drawer) {
  menu.tabIndex = 0;
  menu.setAttribute('role', 'button');
  menu.setAttribute('aria-label', 'Navigation');
  const tell = () => menu.setAttribute('aria-expanded', String(drawer.checked));
  drawer.addEventListener('change', tell);
  tell();
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation(); // the theme clicks labels by Enter as well
    menu.click();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !drawer.checked) return;
    menu.click();
    menu.focus();
  });
}
