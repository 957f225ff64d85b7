// Whose arrows stand on the map.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { PHONE, blank, launch, reopen } from './browser.js';
import { ask, inFigure, ink, painted, part, press, tap } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce', viewport: { width: 1280, height: 1600 } });
const FOUR = '#v=1&rules=ema heavy-ball trace nesterov&steps=60&step=10';
beforeEach(() => reopen(page, FOUR));

const card = (/** @type {number} */ at) => inFigure(page, '.card:not(.landscape)').nth(at);
const chosen = () => ask(page, (figure) => [...(figure.shadowRoot?.querySelectorAll('.card') ?? [])].map((each) => each.hasAttribute('data-arrows')).indexOf(true));
const print = async () => (await ink(page, 'playhead')).print;

test('of four forms on one map the first has its arrows, then the one whose card is pointed at', async () => {
  const first = await print();
  assert.equal(await chosen(), 0);
  assert.match((await part(page, 'arrows').textContent()) ?? '', /EMA/);
  await card(2).hover();
  const third = await print();
  assert.equal(await chosen(), 2);
  assert.notEqual(third, first);
  await page.mouse.move(2, 2);
  assert.equal(await print(), third, 'it stays when the pointer goes back to the map');
  assert.match((await part(page, 'arrows').textContent()) ?? '', /Trace/);
  await card(0).hover();
  assert.equal(await print(), first);
  await press(page, 'back');
  assert.equal(await chosen(), 0);
  assert.deepEqual(troubles, []);
});

test('the focus points as a pointer does', async () => {
  const first = await print();
  await card(1).locator('summary').focus();
  assert.equal(await chosen(), 1);
  assert.notEqual(await print(), first);
});

test('other forms begin with the first again, and an index that is gone is none', async () => {
  await card(3).hover();
  await page.mouse.move(2, 2);
  await ask(page, (figure) => figure.setAttribute('rules', 'adam rmsprop trace ema nesterov'));
  await painted(page);
  assert.equal(await chosen(), 0);
  await card(4).hover();
  await ask(page, (figure) => figure.setAttribute('rules', 'ema'));
  await painted(page);
  assert.ok((await chosen()) <= 0);
});

test('of three forms all have their arrows, and a card pointed at shows its own alone', async () => {
  await reopen(page, FOUR.replace(' nesterov', ''));
  const all = await print();
  assert.equal(await chosen(), -1);
  assert.equal(await part(page, 'arrows').textContent(), '');
  await card(1).hover();
  assert.equal(await chosen(), 1);
  assert.notEqual(await print(), all);
  await page.mouse.move(2, 2);
  assert.equal(await chosen(), -1);
  assert.equal(await print(), all);
});

test('in panels everyone has arrows; a card pointed at still shows its own', async () => {
  const panels = part(page, 'layout').locator('input').nth(1);
  await panels.check({ force: true });
  await painted(page);
  assert.equal(await chosen(), -1);
  assert.equal(await part(page, 'arrows').textContent(), '');
});

test('a tap on a card stays, and a second one takes it back', async () => {
  const { page: phone } = await blank(browser, PHONE);
  await reopen(phone, FOUR);
  assert.match((await part(phone, 'arrows').textContent()) ?? '', /Tap another card/, 'a finger does not point');
  await reopen(phone, FOUR.replace(' nesterov', ''));
  const marked = inFigure(phone, '.card[data-arrows] h4');
  const third = inFigure(phone, '.card h4').nth(2);
  await third.scrollIntoViewIfNeeded();
  await tap(third);
  assert.equal(await marked.count(), 1);
  await tap(inFigure(phone, '.card.landscape h4'));
  assert.equal(await marked.count(), 1, 'a tap elsewhere leaves it');
  await tap(third);
  assert.equal(await marked.count(), 0);
  await phone.context().close();
});
