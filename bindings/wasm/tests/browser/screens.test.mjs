import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SCREENSHOTS, measured, open, openSetup, start } from './site.mjs';

let site;
before(async () => {
  await mkdir(SCREENSHOTS, { recursive: true });
  site = await start();
});
after(async () => { await site?.close(); });

/** Pictures of all views: what to open, and what to do there. */
const PICTURES = [
  ['measure', 'measure', async (page) => { await measured(page); }],
  ...['ans', 'range', 'huffman', 'chain'].flatMap((coder) => [
    [`step-${coder}`, 'step', async (page) => { await step(page, coder, 9); }],
    [`step-${coder}-decode`, 'step', async (page) => { await step(page, coder, 35); }],
  ]),
  ['bits-back', 'bits-back', async (page) => { for (let i = 0; i < 8; i++) await page.click('#bb-forward'); }],
  ['toy', 'toy?step=3', async () => {}],
  ['real', 'others?step=4', async () => {}],
  ['real-decode', 'others?message=abacabad&step=13', async () => {}],
  ['tans', 'others?part=tans&step=3', async () => {}],
  ['tans-decode', 'others?part=tans&step=10', async () => {}],
  ['golomb', 'others?part=golomb&n=7', async () => {}],
  ['race', 'race?p=0.95', async () => {}],
  ['step-gaussian', 'step?family=gaussian&step=2', async () => {}],
  ['code', 'code', async () => {}],
];

async function step(page, coder, position) {
  await openSetup(page);
  await page.check(`input[name=coder][value=${coder}]`);
  await page.waitForTimeout(300);
  await page.fill('#step-position', String(position));
}

const SIZES = [['wide', { width: 1200, height: 900 }], ['phone', { width: 360, height: 740 }]];

for (const colorScheme of ['light', 'dark']) {
  for (const [size, viewport] of SIZES) {
    test(`views fit a ${size} screen, ${colorScheme}`, async () => {
      for (const [name, view, act] of PICTURES) {
        const { page, trouble, close } = await open(site, view, { viewport, colorScheme, reducedMotion: 'reduce' });
        await act(page);
        const { inner, content } = await page.evaluate(() => ({ inner: innerWidth, content: document.documentElement.scrollWidth }));
        assert.ok(content <= inner, `${name} is ${content} wide on a screen of ${inner}`);
        await page.screenshot({ path: join(SCREENSHOTS, `${name}-${size}-${colorScheme}.png`), fullPage: true });
        assert.deepEqual(trouble, []);
        await close();
      }
    });
  }
}

/** Contrast of WCAG 2.2, section 1.4.3, of all texts on their background. */
function contrasts() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const low = [];
  for (const node of document.querySelectorAll('body *:not(svg *)')) {
    const isText = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!isText || !node.checkVisibility() || node.disabled || node.matches('option')) continue;
    const [a, b] = [luminance(getComputedStyle(node).color), luminance(background(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${node.outerHTML.slice(0, 80)}`);
  }
  return low;
}

for (const colorScheme of ['light', 'dark']) {
  test(`texts have enough contrast, ${colorScheme}`, async () => {
    for (const [, view, act] of PICTURES) {
      const { page, close } = await open(site, view, { colorScheme });
      await act(page);
      assert.deepEqual(await page.evaluate(contrasts), []);
      await close();
    }
  });
}
