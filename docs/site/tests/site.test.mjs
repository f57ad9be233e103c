// The site as it was built: its links, and its pages in a browser.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize, relative } from 'node:path';
import { after, before, test } from 'node:test';

const SITE = process.env.CONSTRICTION_SITE;
const SCREENSHOTS = join(SITE, '../screenshots');
const { chromium } = createRequire(join(process.env.CONSTRICTION_TOOLS, 'package.json'))('playwright-core');

const TYPES = {
  '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2',
};

/** All pages but those of rustdoc, which has tests of its own. */
const pages = readdirSync(SITE, { recursive: true })
  .filter((name) => name.endsWith('.html') && !name.startsWith(join('reference', 'rust', '/')) && name !== '404.html').sort();
const html = new Map();
const read = (file) => {
  if (!html.has(file)) html.set(file, readFileSync(file, 'utf8'));
  return html.get(file);
};
const decode = (text) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

test('every link leads somewhere', () => {
  const broken = [];
  for (const page of pages) {
    const text = read(join(SITE, page));
    for (const [, , address] of text.matchAll(/\s(href|src)="([^"]*)"/g)) {
      const target = decode(address);
      if (/^(https?:|data:|mailto:|javascript:)/.test(target)) continue;
      const [path, anchor] = target.split('#');
      let file = path === '' ? join(SITE, page) : join(SITE, dirname(page), decodeURIComponent(path.split('?')[0]));
      if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
      if (!existsSync(file)) broken.push(`${page}: ${target}`);
      // What comes after # in the playground is its state.
      else if (anchor && extname(file) === '.html' && !file.includes('playground') && !relative(SITE, file).startsWith(join('reference', 'rust'))
        && !read(file).includes(`id="${decodeURIComponent(anchor)}"`)) broken.push(`${page}: ${target} (no such place)`);
    }
  }
  assert.deepEqual(broken, []);
});

test('all of the stubs is in the reference', () => {
  const stubs = new URL('../../../bindings/python/python/constriction/', import.meta.url);
  const modules = { model: 'stream/model', stack: 'stream/stack', queue: 'stream/queue', chain: 'stream/chain', interleaved: 'stream/interleaved', adaptive: 'stream/adaptive', 'bits-back': 'bits_back', container: 'container', report: 'report', compressai: 'compressai', zarr: 'zarr', numcodecs: 'numcodecs', symbol: 'symbol/__init__', huffman: 'symbol/huffman' };
  const sourceOf = (path) => readFileSync([`${path}.pyi`, `${path}.py`].map((name) => new URL(name, stubs)).find((url) => existsSync(url)), 'utf8');
  const missing = [];
  let count = 0;
  for (const [page, path] of Object.entries(modules)) {
    const name = `constriction.${path.replace('/__init__', '').replace('/', '.')}`;
    let owner = name;
    for (const [, indent, kind, item] of sourceOf(path).matchAll(/^( *)(class|def) (\w+)/gm)) {
      if (kind === 'class') owner = `${name}.${item}`;
      if (item.startsWith('_') || owner.includes('._')) continue;
      const id = kind === 'class' ? owner : `${indent === '' ? name : owner}.${item}`;
      count += 1;
      if (!read(join(SITE, `reference/python/${page}.html`)).includes(`id="${id}"`)) missing.push(id);
    }
  }
  assert(count > 100);
  assert.deepEqual([...new Set(missing)], []);
});

test('nothing is loaded from elsewhere', () => {
  const foreign = pages.flatMap((page) => [...read(join(SITE, page)).matchAll(/<(?:script|link|img|iframe)[^>]*(?:src|href)="(https?:[^"]*)"/g)]
    .filter(([tag]) => !tag.includes('rel="canonical"')).map(([, address]) => `${page}: ${address}`));
  assert.deepEqual(foreign, []);
});

let server;
let browser;
let address;
before(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    let file = join(SITE, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    if (!existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  address = `http://127.0.0.1:${server.address().port}/`;
  browser = await chromium.launch({
    executablePath: process.env.CONSTRICTION_CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});
after(async () => {
  await browser?.close();
  await new Promise((resolve) => { server.close(resolve); });
});

async function open(page, options) {
  const context = await browser.newContext(options);
  const view = await context.newPage();
  const trouble = [];
  view.on('console', (message) => ['error', 'warning'].includes(message.type()) && trouble.push(message.text()));
  view.on('pageerror', (error) => trouble.push(String(error)));
  view.on('response', (response) => response.status() >= 400 && trouble.push(`${response.status()}: ${response.url()}`));
  view.on('request', (request) => !/^(data|blob):/.test(request.url()) && !request.url().startsWith(address) && trouble.push(`elsewhere: ${request.url()}`));
  await view.goto(address + page);
  return { view, trouble, close: () => context.close() };
}

/** Waits until the playgrounds in the page, which are loaded when they come into view, are there. */
async function settle(view) {
  for (const frame of await view.$$('figure.play iframe')) {
    await frame.scrollIntoViewIfNeeded();
    await (await frame.contentFrame()).waitForSelector('html[data-ready]');
  }
  await view.evaluate(() => { scrollTo(0, 0); });
  await view.waitForTimeout(150);
}

const WIDE = { width: 1200, height: 900 };
const PHONE = { width: 360, height: 740 };

/** Opens a page, and looks at whether it fits the screen and is without errors; takes a picture of some. */
async function look(page, name, viewport, colorScheme, isPictured) {
  const { view, trouble, close } = await open(page, { viewport, colorScheme, reducedMotion: 'reduce' });
  await settle(view);
  const { inner, content } = await view.evaluate(() => ({ inner: innerWidth, content: document.documentElement.scrollWidth }));
  assert.ok(content <= inner, `${page} is ${content} wide on a screen of ${inner}`);
  assert.deepEqual(trouble, [], page);
  if (isPictured) await view.screenshot({ path: join(SCREENSHOTS, `${page.replaceAll(/[^\w-]/g, '_').replace(/_html$/, '')}-${name}.png`), fullPage: true });
  await close();
}

test('every page fits a phone and opens without trouble', async () => {
  for (const page of pages.filter((name) => !name.startsWith('playground/'))) await look(page, 'phone-light', PHONE, 'light', false);
});

/** Pages that have everything: tabs, figures, formulas, the playground, a reference. */
const SAMPLE = ['index.html', 'learn/ans.html', 'learn/range.html', 'learn/fixed-point.html', 'guides/first-steps.html', 'reference/python/stack.html', 'reference/javascript.html', 'reference/javascript-container.html'];

for (const [name, viewport, colorScheme] of [['wide-light', WIDE, 'light'], ['wide-dark', WIDE, 'dark'], ['phone-dark', PHONE, 'dark']]) {
  test(`pages are as they should be, ${name}`, async () => {
    for (const page of SAMPLE) await look(page, name, viewport, colorScheme, true);
  });
}

test('a language that was chosen once is chosen on all pages', async () => {
  const { view, close } = await open('guides/first-steps.html', { viewport: { width: 1200, height: 900 } });
  await view.locator('.tabbed-labels >> text=JavaScript').nth(1).click();
  assert.equal(await view.locator('.tabbed-labels .tabbed-labels--active, .tabbed-set input:checked').count() > 0, true);
  await view.goto(`${address}guides/images.html`);
  const chosen = await view.evaluate(() => {
    const input = document.querySelector('.tabbed-set input:checked');
    return document.querySelector(`label[for="${input.id}"]`).textContent.trim();
  });
  assert.equal(chosen, 'JavaScript');
  await close();
});

test('tabs are chosen by arrow keys, and show the focus', async () => {
  const { view, trouble, close } = await open('guides/first-steps.html', { viewport: { width: 1280, height: 900 } });
  const focused = () => view.evaluate(() => {
    const { activeElement: input } = document;
    const label = input.matches('.tabbed-set > input') && document.querySelector(`label[for="${input.id}"]`);
    return label ? { text: label.textContent.trim(), outline: getComputedStyle(label).outlineStyle, chosen: input.checked } : {};
  });
  for (let i = 0; i < 60 && (await focused()).text === undefined; i++) await view.keyboard.press('Tab');
  assert.deepEqual(await focused(), { text: 'Rust', outline: 'solid', chosen: true });
  await view.keyboard.press('ArrowRight');
  assert.deepEqual(await focused(), { text: 'Python', outline: 'solid', chosen: true });
  assert.deepEqual(trouble, []);
  await close();
});

test('the navigation of a narrow screen opens by keyboard, and is out of the way while it is closed', async () => {
  const { view, trouble, close } = await open('guides/first-steps.html', { viewport: { width: 800, height: 900 } });
  const focused = () => view.evaluate(() => ({
    isMenu: document.activeElement.matches('.md-header label[for="__drawer"]'), isInside: document.activeElement.closest('.md-sidebar--primary') !== null,
  }));
  let menu = false;
  for (let i = 0; i < 60; i++) {
    await view.keyboard.press('Tab');
    const { isMenu, isInside } = await focused();
    assert.equal(isInside, false, 'a link of the closed navigation has the focus');
    menu ||= isMenu;
  }
  assert(menu);
  await view.focus('.md-header label[for="__drawer"]');
  await view.keyboard.press('Enter');
  assert.equal(await view.getAttribute('.md-header label[for="__drawer"]', 'aria-expanded'), 'true');
  let inside = false;
  for (let i = 0; i < 20 && !inside; i++) {
    await view.keyboard.press('Tab');
    inside = (await focused()).isInside;
  }
  assert(inside);
  await view.keyboard.press('Escape');
  assert.deepEqual(await focused(), { isMenu: true, isInside: false });
  assert.deepEqual(trouble, []);
  await close();
});

test('the search finds a word of a page, by keyboard', async () => {
  const { view, trouble, close } = await open('index.html', { viewport: { width: 1200, height: 900 } });
  await view.keyboard.press('/');
  await view.keyboard.type('renormalisation');
  await view.waitForSelector('.md-search-result__link');
  const found = await view.locator('.md-search-result__link').first().getAttribute('href');
  assert.match(found, /ans\.html|glossary\.html/);
  assert.deepEqual(trouble, []);
  await close();
});

test('the playground in a page has the colours that the reader chose', async () => {
  const { view, close } = await open('learn/ans.html', { viewport: { width: 1200, height: 900 }, colorScheme: 'light' });
  await settle(view);
  const frame = await (await view.$('figure.play iframe')).contentFrame();
  const colour = () => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await colour();
  await view.evaluate(() => { document.body.dataset.mdColorScheme = 'slate'; });
  await view.waitForTimeout(100);
  assert.notEqual(await colour(), light);
  await close();
});
