// A static server for the playground with the package beside it, and a browser that looks at it.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

// Of the folder of tools, if it is named; else beside this file or by NODE_PATH.
const tools = process.env.CONSTRICTION_TOOLS;
const { chromium } = createRequire(tools ? join(tools, 'package.json') : import.meta.url)('playwright-core');

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const PAGE = join(ROOT, 'docs/playground');
const PACKAGE = process.env.CONSTRICTION_PACKAGE;
export const SCREENSHOTS = join(ROOT, 'target/playground/screenshots');

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json' };

async function answer(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
  const inPackage = path.startsWith('/constriction/');
  const file = inPackage ? join(PACKAGE, path.slice('/constriction'.length)) : join(PAGE, path === '/' ? 'index.html' : path);
  try {
    const body = await readFile(file);
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** The page's address and the browser; `close` ends both. */
export async function start() {
  if (!PACKAGE) throw new Error('CONSTRICTION_PACKAGE has to name the folder of the unpacked package');
  const server = createServer(answer);
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const browser = await chromium.launch({
    executablePath: process.env.CONSTRICTION_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const close = async () => {
    await browser.close();
    await new Promise((resolve) => { server.close(resolve); });
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, browser, close };
}

/**
 * Opens a view and waits until the page is ready. `trouble` collects errors and warnings of the console, exceptions and
 * failed requests; `requests` all requests.
 */
export async function open({ address, browser }, view = 'measure', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble = [];
  const requests = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && trouble.push(message.text()));
  page.on('pageerror', (error) => trouble.push(String(error)));
  page.on('requestfailed', (request) => trouble.push(`failed: ${request.url()}`));
  page.on('response', (response) => response.status() >= 400 && trouble.push(`${response.status()}: ${response.url()}`));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${address}#${view}`);
  await page.waitForSelector('html[data-ready]');
  return { page, trouble, requests, close: () => context.close() };
}

/** Waits until the worker has measured everything. */
export async function measured(page) {
  await page.waitForFunction(() => document.querySelector('#measure-status').textContent.startsWith('Done'), undefined, { timeout: 240000 });
}

/** Opens the panel of choices if it is closed, as it is on a phone. */
export async function openSetup(page) {
  await page.evaluate(() => { document.querySelector('#setup details').open = true; });
}
