import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { measured, open, openSetup, start } from './site.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site?.close(); });

const VIEWS = ['step', 'toy', 'others', 'race', 'measure', 'bits-back', 'code'];
const CODERS = ['huffman', 'range', 'ans', 'chain'];

/** Bytes that a model can learn something about. */
const bytes = (count) => Buffer.from(Uint8Array.from({ length: count }, (_, i) => (i * i >> 3) % 61 + (i % 7)));

async function choose(page, family, coder) {
  await page.check(`input[name=family][value=${family}]`);
  await page.check(`input[name=coder][value=${coder}]`);
}

test('the page loads without errors and asks for nothing afterwards', async () => {
  const { page, trouble, requests, close } = await open(site);
  const loaded = requests.length;
  assert.ok(requests.every((url) => url.startsWith(site.address) || url.startsWith('data:')));
  await measured(page);
  for (const view of VIEWS) {
    await page.click(`nav a[href="#${view}"]`);
    await page.waitForSelector(`#view-${view}:not([hidden])`);
    assert.equal(await page.locator('main > section:not([hidden])').count(), 1);
  }
  await page.click('nav a[href="#measure"]');
  await page.click('#measure-one');
  await measured(page);
  assert.deepEqual(requests.slice(loaded), []);
  assert.deepEqual(trouble, []);
  await close();
});

test('all models and coders restore a text and a file', async () => {
  const { page, trouble, close } = await open(site);
  for (const kind of ['text', 'file']) {
    if (kind === 'file') await page.setInputFiles('#file', { name: 'data.bin', mimeType: 'application/octet-stream', buffer: bytes(30000) });
    for (const family of ['order0', 'order1', 'gaussian', 'own']) {
      await choose(page, family, 'chain'); // whose precision all coders can have
      await page.waitForFunction((name) => document.querySelector('#setup-summary').textContent.includes(name),
        { order0: 'order 0', order1: 'order 1', gaussian: 'Gaussian', own: 'your own' }[family]);
      await page.waitForTimeout(250); // the page waits until nobody types
      await page.click('#measure-all');
      await measured(page);
      const restored = await page.locator('#measure-table tbody tr td:last-child').allTextContents();
      assert.deepEqual(restored, Array(4).fill('exactly'), `${kind}, ${family}`);
    }
  }
  assert.deepEqual(trouble, []);
  await close();
});

test('an image is decoded to pixels and restored', async () => {
  const { page, trouble, close } = await open(site);
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==';
  await page.setInputFiles('#file', { name: 'dots.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') });
  await page.waitForFunction(() => document.querySelector('#message-about').textContent.includes('2 × 2 pixels, 12 bytes'));
  await page.waitForTimeout(250);
  await page.click('#measure-all');
  await measured(page);
  assert.deepEqual(trouble, []);
  await close();
});

test('a file of 10 MB leaves the page alive, and can be cancelled', async () => {
  const { page, trouble, close } = await open(site);
  await page.setInputFiles('#file', { name: 'large.bin', mimeType: 'application/octet-stream', buffer: bytes(10_000_000) });
  await page.waitForFunction(() => document.querySelector('#message-about').textContent.includes('10,000,000 bytes'));
  await page.selectOption('#precision', '12');
  await page.waitForFunction(() => document.querySelector('#measure-status').textContent.startsWith('Press'));
  await page.evaluate(() => {
    window.frames_ = 0;
    const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
    count();
  });

  await page.click('#measure-one');
  // In one go: a browser under load may take longer for clicks one by one than the worker for its work.
  const handled = await page.evaluate(async () => {
    const click = async (selector) => {
      document.querySelector(selector).click();
      await new Promise((resolve) => { setTimeout(resolve); });
    };
    await click('nav a[href="#bits-back"]');
    await click('#bb-forward');
    const live = document.querySelector('#bb-live').textContent;
    await click('nav a[href="#measure"]');
    const isWorking = !document.querySelector('#cancel').hidden;
    await click('#cancel');
    return { live, isWorking };
  });
  assert.match(handled.live, /^Step 1/);
  assert.equal(handled.isWorking, true, 'the work was over before the clicks');
  assert.equal(await page.textContent('#measure-status'), 'Cancelled.');

  await page.evaluate(() => { window.frames_ = 0; });
  await page.click('#measure-one');
  await measured(page);
  assert.ok(await page.evaluate(() => window.frames_) > 3);
  assert.equal(await page.textContent('#measure-table tbody td:last-child'), 'exactly');
  assert.deepEqual(trouble, []);
  await close();
});

test('stepping back restores every state', async () => {
  const { page, trouble, close } = await open(site, 'step');
  const state = () => page.evaluate(() => {
    const { state: now } = window.playground.views.step;
    const drawn = ['#step-live', '#step-drawing', '#step-intervals', '#step-tape'].map((id) => document.querySelector(id).innerHTML);
    return JSON.stringify([now, drawn], (_, value) => (typeof value === 'bigint' ? String(value) : value));
  });
  for (const coder of CODERS) {
    for (const family of ['order0', 'order1']) {
      await page.fill('#message', 'a tiny text, twice: a tiny text');
      await choose(page, family, coder);
      await page.waitForTimeout(300);
      const total = Number(await page.getAttribute('#step-position', 'max'));
      assert.equal(total, 2 * 31 + 1);
      const states = [await state()];
      for (let i = 0; i < total; i++) {
        await page.click('#step-forward');
        states.push(await state());
      }
      assert.equal(new Set(states).size, states.length);
      assert.equal(await page.isDisabled('#step-forward'), true);
      for (let i = total - 1; i >= 0; i--) {
        await page.click('#step-back');
        assert.equal(await state(), states[i], `${coder}, ${family}, step ${i}`);
      }
    }
  }
  assert.deepEqual(trouble, []);
  await close();
});

test('the steps play until they are paused, and start again at the end', async () => {
  const { page, trouble, close } = await open(site, 'step?message=ab');
  const reaches = (step) => page.waitForFunction((start) => document.querySelector('#step-live').textContent.startsWith(start), `Step ${step} of 5`);
  await page.focus('#step-play');
  await page.keyboard.press('Enter');
  await reaches(2);
  assert.equal(await page.textContent('#step-play'), 'Pause');
  await page.keyboard.press('Enter');
  assert.equal(await page.textContent('#step-play'), 'Play');
  const paused = await page.textContent('#step-live');
  await page.waitForTimeout(1200);
  assert.equal(await page.textContent('#step-live'), paused);
  await page.click('#step-play');
  await page.click('#step-end');
  assert.equal(await page.textContent('#step-play'), 'Play');
  await page.click('#step-play');
  await reaches(1);
  await page.click('nav a[href="#toy"]');
  await page.waitForFunction(() => document.querySelector('#step-play').textContent === 'Play');
  assert.match(page.url(), /#toy/);
  assert.deepEqual(trouble, []);
  await close();
});

test('the link of the open view is on the screen of a phone', async () => {
  const { page, close } = await open(site, 'step', { viewport: { width: 360, height: 740 } });
  for (const view of ['code', 'step', 'bits-back']) {
    await page.evaluate((hash) => { location.hash = hash; }, view);
    await page.waitForSelector(`nav a[href="#${view}"][aria-current]`);
    const { left, right } = await page.$eval('nav [aria-current]', (link) => link.getBoundingClientRect());
    assert.ok(left >= 0 && right <= 360, `${view}: ${left} to ${right}`);
  }
  await close();
});

test('words that a carry can change are held back', async () => {
  const { page, trouble, close } = await open(site, 'step');
  await page.fill('#message', 'b'.repeat(30));
  await choose(page, 'own', 'range');
  await page.fill('#own', 'a 1\nb 1\nc 1'); // the interval of b stays around the middle
  await page.waitForTimeout(300);
  const told = [];
  for (let i = 0; i < 30; i++) {
    await page.click('#step-forward');
    told.push(await page.textContent('.held'));
  }
  assert.match(told[0], /^No word/);
  assert.ok(told.some((text) => text.startsWith('1 word is held back')));
  assert.deepEqual(trouble, []);
  await close();
});

test('bits-back gives back what was there', async () => {
  const { page, trouble, close } = await open(site, 'bits-back');
  const state = () => page.evaluate(() => JSON.stringify(window.playground.views['bits-back'].state, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
  const first = await state();
  await page.click('#bb-end');
  assert.match(await page.textContent('#bb-state'), /decodes 3, 7, 8, 12, 9, 4 .* all the bits from before the first number/);
  const sums = (await page.locator('tfoot td').allTextContents()).slice(0, 3).map(Number);
  assert.ok(Math.abs(sums[0] - sums[1]) < 0.01 && Math.abs(sums[1] - sums[2]) < 0.01, 'with the exact posterior all are the same');
  await page.fill('#sharpness', '0.5');
  assert.ok(Number((await page.locator('tfoot td').allTextContents())[1]) > sums[2]);
  await page.click('#bb-start');
  assert.equal(await state(), first);
  assert.deepEqual(trouble, []);
  await close();
});

test('every error is said at its control', async () => {
  const { page, close } = await open(site);
  const said = (control, pattern) => page.waitForFunction(([id, source]) => new RegExp(source).test(document.querySelector(`#error-${id}`).textContent), [control, pattern]);
  await page.fill('#message', '');
  await said('message', 'The message is empty');
  assert.equal(await page.getAttribute('#message', 'aria-describedby'), 'error-message');
  await page.fill('#message', 'abcdefghijklmnopqrstuvwxyz');
  await page.waitForFunction(() => document.querySelector('#error-message').textContent === '');
  await page.selectOption('#precision', '4');
  await said('precision', '16 steps cannot be shared by 26 symbols. Choose 5 bits');
  await page.selectOption('#precision', '8');
  await page.fill('#message', 'abba');
  await page.check('input[value=own]');
  for (const [text, pattern] of [
    ['', 'at least one symbol'], ['a', 'Line 1 should be'], ['a 1\nbc 2', 'Line 2: “bc” is not a symbol'], ['#300 1', 'not a symbol'],
    ['a x', '“x” is not a number'], ['a -1', 'cannot be negative'], ['a 1\na 2', 'a probability already'],
    ['a 0\nb 0', 'above 0'], ['a 1\nc 1', 'contains “b”'],
  ]) {
    await page.fill('#own', text);
    await said('own', pattern);
  }
  await page.fill('#own', 'a 1\nb 2');
  await page.waitForFunction(() => document.querySelector('#error-own').textContent === '');
  await page.check('input[value=chain]');
  await page.selectOption('#precision', '8');
  await said('precision', 'chain coder reads 24 bits');
  await page.click('nav a[href="#step"]');
  await said('precision', 'chain coder reads 24 bits');
  await page.click('nav a[href="#code"]');
  await said('precision', 'chain coder reads 24 bits');
  await page.setInputFiles('#file', { name: 'none.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(0) });
  await said('file', '“none.bin” is empty');
  await page.setInputFiles('#file', { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no image') });
  await said('file', 'does not know its image format');
  await page.evaluate(() => { // larger than what a test can hand over
    const list = new DataTransfer();
    list.items.add(new File([new Uint8Array(64 * 2 ** 20 + 1)], 'huge.bin'));
    document.querySelector('#file').files = list.files;
    document.querySelector('#file').dispatchEvent(new Event('change'));
  });
  await said('file', '“huge.bin” has 65 MiB; at most 64 fit');
  await page.click('nav a[href="#bits-back"]');
  for (const [text, pattern] of [['', 'at least one number'], ['3 16', '“16” is not a whole number'], ['x', '“x” is not'], ['1 '.repeat(25), 'At most 24']]) {
    await page.fill('#values', text);
    await said('values', pattern);
  }
  await close();
});

test('everything can be reached and done by keyboard', async () => {
  const { page, trouble, close } = await open(site);
  const focused = () => page.evaluate(() => {
    const { activeElement: at } = document;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    return { id: at.id || at.name || at.getAttribute('href') || at.tagName, seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 };
  });
  const tabTo = async (id) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const { id: at, seen } = await focused();
      assert.ok(seen, `the focus on ${at} is not to be seen`);
      if (at === id) return;
    }
    assert.fail(`${id} is not reached by Tab`);
  };
  await tabTo('#step');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#view-step:not([hidden])');
  await tabTo('message');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('keys');
  await tabTo('coder');
  await page.keyboard.press('ArrowUp'); // from ANS to range
  await page.waitForTimeout(300);
  await tabTo('step-forward');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.match(await page.textContent('#step-live'), /^Step 2 of 9: encoded “e”/);
  await page.keyboard.press('ArrowLeft');
  assert.match(await page.textContent('#step-live'), /^Step 1 of 9: encoded “k”/);
  await page.keyboard.press('End');
  assert.match(await page.textContent('#step-live'), /^Step 9 of 9: decoded “s”/);
  await page.keyboard.press('Home');
  assert.match(await page.textContent('#step-live'), /^Step 0/);
  assert.equal(await page.getAttribute('#step-live', 'aria-live'), 'polite');
  const nameless = await page.evaluate(() => [...document.querySelectorAll('input, select, textarea, button')]
    .filter((control) => !(control.labels?.length || control.ariaLabel || control.textContent.trim())).map((control) => control.outerHTML));
  assert.deepEqual(nameless, []);
  assert.deepEqual(trouble, []);
  await close();
});

test('programs can be copied and tell the words', async () => {
  const { page, trouble, close } = await open(site, 'code', { permissions: ['clipboard-read', 'clipboard-write'] });
  await openSetup(page);
  for (const coder of CODERS) {
    await page.check(`input[name=coder][value=${coder}]`);
    await page.waitForTimeout(300);
    const words = (await page.locator('#code-words li').allTextContents()).map((word) => String(parseInt(word, 16)));
    for (const language of ['JavaScript', 'Python', 'Rust']) {
      await page.click(`button[aria-label="Copy the program in ${language}"]`);
      const program = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(program, await page.textContent(`pre[data-language=${language}]`));
      for (const word of words) assert.ok(program.includes(word), `${coder}, ${language}, ${word}`);
    }
  }
  assert.deepEqual(trouble, []);
  await close();
});

test('the address opens the same again', async () => {
  const { page, trouble, close } = await open(site, 'step?coder=range&family=own&own=a 3%0Ab 1&message=abba&precision=6&step=3');
  assert.match(await page.textContent('#step-live'), /^Step 3 of 9: encoded “b”, 16 of 64/);
  await page.click('#step-forward');
  assert.match(page.url(), /step=4$/);
  const before = await page.innerHTML('#step-drawing');
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  assert.equal(await page.innerHTML('#step-drawing'), before);
  await page.click('nav a[href="#race"]');
  await page.fill('#race-p', '0.99');
  assert.match(page.url(), /#race\?p=0\.99$/);
  assert.match(await page.textContent('#race-live'), /^Huffman needs \d+\.\d times/);
  assert.deepEqual(trouble, []);
  await close();
});

test('probabilities that were typed survive a change of the message', async () => {
  const { page, close } = await open(site, 'step');
  await page.check('input[value=own]');
  await page.fill('#own', 'a 1\nb 1\nc 1');
  await page.fill('#message', 'bbbb');
  await page.waitForTimeout(250);
  assert.equal(await page.inputValue('#own'), 'a 1\nb 1\nc 1');
  await close();
});

test('a file with all bytes has fine probabilities', async () => {
  const { page, close } = await open(site, 'measure');
  const all = Buffer.from(Uint8Array.from({ length: 20000 }, (_, i) => (i % 256) * (i % 3 === 0)));
  await page.setInputFiles('#file', { name: 'all.bin', mimeType: 'application/octet-stream', buffer: all });
  await page.waitForFunction(() => document.querySelector('#precision').value === '16');
  await page.click('#measure-all');
  await measured(page);
  assert.equal(await page.isHidden('#coarse'), true);
  await page.selectOption('#precision', '8');
  assert.equal(await page.isVisible('#coarse'), true);
  await close();
});

test('the bell is moved by arrow keys and keeps the focus', async () => {
  const { page, trouble, close } = await open(site, 'step?family=gaussian&message=bell&step=1');
  const mean = Number(await page.inputValue('#mean'));
  await page.focus('.bell');
  for (let i = 1; i <= 3; i++) {
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((wanted) => document.querySelector('.bell').ariaLabel.includes(`mean ${wanted} `), mean + i / 2);
  }
  assert.equal(Number(await page.inputValue('#mean')), mean + 1.5);
  assert.equal(await page.evaluate(() => document.activeElement.matches('.bell')), true);
  assert.match(await page.textContent('#step-live'), /^Step 1 /);
  assert.deepEqual(trouble, []);
  await close();
});

test('the bell can be dragged', async () => {
  const { page, trouble, close } = await open(site, 'step?family=gaussian&message=bell&step=1');
  const box = await page.locator('.bell').boundingBox();
  const [mean, std] = [await page.inputValue('#mean'), await page.inputValue('#std')];
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 80, box.y + box.height / 2 + 40, { steps: 4 });
  await page.mouse.up();
  assert.ok(Number(await page.inputValue('#mean')) < Number(mean));
  assert.ok(Number(await page.inputValue('#std')) > Number(std));
  assert.deepEqual(trouble, []);
  await close();
});

test('the small coder is stepped through, by keyboard too', async () => {
  const { page, trouble, close } = await open(site, 'toy?message=abac');
  await page.click('#toy-forward');
  assert.match(await page.textContent('#toy-live'), /^Step 1 of 8: encoded “c”/);
  await page.keyboard.press('End');
  assert.match(await page.textContent('#toy-live'), /^Step 8 of 8: decoded “c”, state \d+ → 16/);
  await page.fill('#toy-message', 'abcdefg');
  assert.match(await page.textContent('#error-toy-message'), /At most 6 different/);
  assert.deepEqual(trouble, []);
  await close();
});

test('the coders of the lectures are stepped through by keyboard', async () => {
  const { page, trouble, close } = await open(site, 'others');
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  const live = () => page.textContent('#others-live');
  const choose = async (name) => { await page.focus('input[name=part]:checked'); await press('ArrowRight'); assert.equal(await page.isChecked(`input[value=${name}]`), true); await page.focus('#others-forward'); };

  await page.focus('#others-forward');
  await press('ArrowRight', 'ArrowRight');
  assert.equal(await live(), 'Step 2 of 13: encoded “b”, the interval is [0.25, 0.40).');
  await press('ArrowLeft');
  assert.match(await live(), /^Step 1 of 13/);
  await press('End');
  assert.match(await live(), /^Step 13 of 13: decoded “b”: 0\.314 is in/);
  assert.equal(await page.locator('#others-tape .now').textContent(), 'b');

  await choose('tans');
  for (let i = 0; i < 3; i++) await press('ArrowRight');
  assert.equal(await live(), 'Step 3 of 12: encoded “c”, state 29 → 19, 101 is written.');
  assert.equal(await page.locator('#others-drawing tr.now').count(), 1);
  assert.match(page.url(), /#others\?part=tans&step=3$/);
  await press('End');
  assert.match(await live(), /^Step 12 of 12: decoded “b”, state 28 → 16, 0 is read/);

  await choose('golomb');
  for (let i = 0; i < 5; i++) await press('ArrowRight');
  assert.match(await live(), /^n = 5 has the code word 0111, 4 bits/);
  await page.fill('#others-m', '8');
  assert.match(await page.textContent('#others-about'), /Rice code with 3 low bits/);
  await page.fill('#others-p', '0.9');
  await page.click('#others-best');
  assert.equal(await page.inputValue('#others-m'), '7');

  const drawn = await page.innerHTML('#others-drawing');
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  assert.equal(await page.innerHTML('#others-drawing'), drawn);
  assert.deepEqual(trouble, []);
  await close();
});

test('messages that the coders of the lectures cannot show are errors at their control', async () => {
  const { page, trouble, close } = await open(site, 'others?message=abcdefg&step=4');
  for (const part of ['real', 'tans']) {
    await page.check(`input[value=${part}]`);
    for (const [text, pattern] of [['abcdefg', /At most 6 different/], ['aaaaaaaaaab', /At most 10 letters/], ['', /at least one letter/]]) {
      await page.fill('#others-message', text);
      assert.match(await page.textContent('#error-others-message'), pattern);
      assert.equal(await page.isDisabled('#others-forward'), true);
    }
    await page.fill('#others-message', 'aaaaaaaaaa');
    await page.click('#others-end');
    assert.match(await page.textContent('#others-live'), /decoded “a”/);
  }
  assert.deepEqual(trouble, []);
  await close();
});

test('what is drawn is on the first screen of a phone', async () => {
  for (const view of ['step?step=3', 'toy?step=3', 'others?step=3', 'others?part=tans&step=3', 'others?part=golomb', 'race']) {
    const { page, close } = await open(site, view, { viewport: { width: 360, height: 740 } });
    const top = await page.locator('section:not([hidden]) svg').first().evaluate((node) => node.getBoundingClientRect().top);
    assert.ok(top < 640, `${view}: ${top}`);
    await close();
  }
});

test('in another page, the view is alone', async () => {
  const { page, close } = await open({ ...site, address: `${site.address}?embed` }, 'toy?step=2');
  for (const hidden of ['header', 'footer', '#setup', 'nav']) assert.equal(await page.isVisible(hidden), false, hidden);
  assert.equal(await page.isVisible('#toy-forward'), true);
  await close();
});
