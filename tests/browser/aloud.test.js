// What is said to those who listen to the page, in the words of a browser's accessibility tree and its live regions.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, ready, rehost, reopen } from './browser.js';
import { ask, inFigure, painted, part, press, until, write } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });

/** Every text that a live region of the figure has been given from now on. */
async function listen() {
  await ask(page, (figure) => {
    /** @type {string[]} */
    const heard = [];
    Object.assign(window, { heard });
    const note = (/** @type {MutationRecord[]} */ records) => {
      for (const { target } of records) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[aria-live], [role="status"], [role="alert"]');
        const text = region?.getAttribute('aria-live') === 'off' ? '' : region?.textContent;
        if (text) heard.push(text);
      }
    };
    new MutationObserver(note).observe(/** @type {ShadowRoot} */ (figure.shadowRoot), { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => /** @type {string[]} */ (/** @type {any} */ (window).heard));
}

/** What the browser tells a screen reader of: the role, name and description of each thing, in order. */
async function tree() {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  await devtools.detach();
  return nodes.filter(({ ignored }) => !ignored).map(({ role, name, description }) => ({
    role: `${role?.value}`,
    name: `${name?.value ?? ''}`,
    description: `${description?.value ?? ''}`,
  }));
}

/** What is said of a thing beside its name. @param {string} role @param {string | RegExp} name */
async function described(role, name) {
  const found = (await tree()).find((each) => each.role === role && (typeof name === 'string' ? each.name === name : name.test(each.name)));
  assert.ok(found, `there is no ${role} ${name}`);
  return found.description;
}

test('what came of a slider is said once it rests, for every form, and what undo brings back', async () => {
  await reopen(page, '#v=1&rules=ema heavy-ball');
  const said = () => part(page, 'status').textContent();
  assert.equal(await said(), '');
  await part(page, 'learning-rate').press('ArrowLeft');
  const cards = async () => {
    const verdicts = await inFigure(page, '.card .verdict').allTextContents();
    return `EMA: ${verdicts[0]} Heavy ball: ${verdicts[1]}`;
  };
  await until(page, async () => (await said()) === (await cards()), 'it is said');
  const before = await said();
  await press(page, 'undo');
  await until(page, async () => (await said()) !== before && (await said())?.trim() === (await cards()), 'it is said of undo');
  await part(page, 'plot').press('ArrowLeft');
  await until(page, async () => (await said()) === 'step 99 of 100', 'the step is said');
});

test('what is said twice is heard twice', async () => {
  await reopen(page);
  const heard = await listen();
  for (let times = 1; times <= 3; times += 1) {
    await press(page, 'copy');
    const copies = async () => (await heard()).filter((text) => text.startsWith('Link copied.')).length;
    await until(page, async () => (await copies()) === times, `it is heard ${times} times`);
  }
  assert.deepEqual(troubles, []);
});

test('of the search for the best pairs that it is on, and then the pairs are heard; no percentage', async () => {
  await reopen(page, '#v=1&start=3.5,3.5&rules=ema heavy-ball');
  const heard = await listen();
  await press(page, 'map-best');
  await part(page, 'best').locator('li').first().waitFor();
  const pairs = /^EMA: α\s[\d.]+, β\s[\d.]+, stays from step \d+\. Heavy ball: α\s[\d.]+, β\s[\d.]+, stays from step \d+/;
  await until(page, async () => (await heard()).some((text) => pairs.test(text)), 'the pairs are heard');
  const all = await heard();
  assert.deepEqual(all.map((text) => text.slice(0, 4)), ['Sear', 'EMA:'], all.join('\n'));
});

test('whatever has keys of its own says which', async () => {
  await reopen(page, '#v=1&rules=heavy-ball&schedule=20:learning-rate=0.01');
  assert.match(await described('application', /^Landscape/), /one step.*Space.*Shift/);
  assert.match(await described('button', 'Start of all paths'), /arrow keys.*Shift/);
  assert.match(await described('button', /^Step 20/), /arrow keys.*Enter.*Delete/);
  const map = (await described('slider', 'learning rate α, map of Heavy ball')).replace(/\s+/g, ' ');
  assert.match(map, /Left and right.*up and down.*Shift: finer/);
  const says = await part(page, 'map-says').textContent();
  assert.ok(says && map.startsWith(says.replace(/\s+/g, ' ')), `what the map says: ${map}`);
});

test('a dial is described by the words that say which updates and which runs it acts on', async () => {
  await reopen(page, '#v=1&rules=rmsprop(learning-rate=0.05) gradient-descent(learning-rate=0.1)&momentum=0.1&step=40');
  await press(page, 'from-here');
  assert.equal(await described('slider', 'learning rate'), 'from step 40 on, each has its own');
  assert.equal(await described('textbox', 'learning rate α, number'), 'from step 40 on, each has its own');
  assert.equal(await described('slider', 'momentum'), 'from step 40 on, no form has one');
});

test('a box is described by what is wrong with it, and not by what is wrong beside it', async () => {
  await reopen(page, '#v=1&rules=ema');
  for (const [box, name] of [['learning-rate-box', 'learning rate α, number'], ['steps', 'Steps']]) {
    await write(page, box, 'fast');
    assert.match(await described('textbox', name), /expected .*fast/);
    assert.equal(await described('textbox', 'Start, x'), '');
    await page.keyboard.press('Escape');
    assert.equal(await described('textbox', name), '');
  }
});

test('a figure is a group with the name that its host gives it, and no picture in it is without one', async () => {
  const script = '<script type="module" src="./heavy-ball.js"></script>';
  await rehost(page, `<!doctype html>${script}<heavy-ball aria-label="A bowl" controls="none"></heavy-ball><heavy-ball aria-label="A saddle" surface="saddle"></heavy-ball>`);
  await ready(page);
  await until(page, async () => (await page.locator('heavy-ball').last().locator('.map canvas').count()) > 0, 'the other one stands, too');
  await painted(page);
  const all = await tree();
  for (const name of ['A bowl', 'A saddle']) assert.ok(all.some((each) => each.role === 'group' && each.name === name), name);
  assert.deepEqual(all.filter(({ role }) => role === 'Canvas'), []);
  assert.deepEqual(all.filter(({ role, name }) => /^(img|image)$/.test(role) && !name), []);
});

test('every figure of the page has a name of its own, and no heading skips a level', async () => {
  await reopen(page);
  const labels = await page.evaluate(() => {
    const hidden = [...document.querySelectorAll('template')].flatMap(({ content }) => [...content.querySelectorAll('heavy-ball')]);
    return [...document.querySelectorAll('heavy-ball'), ...hidden].map((figure) => figure.getAttribute('aria-label'));
  });
  assert.ok(labels.length === 7 && labels.every(Boolean) && new Set(labels).size === 7, labels.join(', '));
  const levels = await page.locator('h1, h2, h3, h4').evaluateAll((all) => all.filter((each) => each.checkVisibility()).map(({ localName }) => Number(localName[1])));
  assert.deepEqual(levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1), [], levels.join(' '));
});
