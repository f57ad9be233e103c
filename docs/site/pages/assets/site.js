// The playground in a page has the page's colours and the height of what it shows.

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
