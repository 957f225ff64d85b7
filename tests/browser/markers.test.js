// Changes on the way without a mouse: moved by keys and by their number, and their form, which leaves nothing covered.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, drag, inFigure, middle, painted, part, scene, until } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });

const marker = (/** @type {number} */ at = 0) => inFigure(page, '.marker').nth(at);
const schedule = async () => (await scene(page)).schedule;
const THREE = '#v=1&rules=heavy-ball&steps=100&schedule=8:learning-rate=x0.2; 12:momentum=0.5; 40:gradient=0';

/** What has the focus: the name by which it is said. */
const focused = () => ask(page, ({ shadowRoot }) => {
  const element = shadowRoot?.activeElement;
  return element?.getAttribute('aria-label') ?? element?.textContent ?? 'nothing';
});

test('a marker that moves past another one keeps the focus, and the next keys are for it', async () => {
  await reopen(page, THREE);
  await marker(0).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await painted(page);
  assert.equal(await schedule(), '12:momentum=0.5; 18:learning-rate=x0.2; 40:gradient=0');
  assert.match(await focused(), /^Step 18: α/);
  await page.keyboard.press('ArrowRight');
  await painted(page);
  assert.match(await focused(), /^Step 19: α/);
  const names = await inFigure(page, '.marker').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.split(':')[0]));
  assert.deepEqual(names, ['Step 12', 'Step 19', 'Step 40'], 'Tab comes to them in their order');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await painted(page);
  assert.match(await focused(), /^Step 8: α/, 'and it is taken back with it');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Delete');
  await painted(page);
  assert.equal(await schedule(), '12:momentum=0.5; 40:gradient=0');
  assert.match(await focused(), /^Step 40/, 'the next one');
  assert.deepEqual(troubles, []);
});

test('a held arrow key moves a marker as one entry of the history', async () => {
  await reopen(page, THREE);
  await marker(2).focus();
  for (let times = 0; times < 11; times += 1) await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  assert.equal(await schedule(), '8:learning-rate=x0.2; 12:momentum=0.5; 51:gradient=0');
  await page.keyboard.down('ArrowLeft');
  // A key that is let go elsewhere is not heard.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.up('ArrowLeft');
  for (const left of [51, 40]) {
    await page.keyboard.press('Control+z');
    assert.equal(await schedule(), `8:learning-rate=x0.2; 12:momentum=0.5; ${left}:gradient=0`);
  }
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
});

test('who moves a marker to the step of another one is told why it stays', async () => {
  await reopen(page, '#v=1&rules=heavy-ball&steps=100&schedule=8:learning-rate=x0.2; 18:momentum=0.5');
  await marker(0).focus();
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await schedule(), '8:learning-rate=x0.2; 18:momentum=0.5');
  assert.equal(await part(page, 'status').textContent(), 'There is a change at step 18 already.');
});

const editor = () => part(page, 'editor');
const at = () => part(page, 'editor-step');

test('the form of a change closes when the keyboard leaves it, and covers nothing that has the focus', async () => {
  await reopen(page, THREE);
  for (const [key, there] of [['Tab', 'Play'], ['Shift+Tab', 'Step']]) {
    await marker(0).focus();
    await page.keyboard.press('Enter');
    assert.equal(await part(page, 'editor-text').evaluate((input) => input.matches(':focus')), true);
    for (let stops = 0; (await editor().isVisible()) && stops < 12; stops += 1) await page.keyboard.press(key);
    assert.ok(await editor().isHidden(), key);
    assert.equal(await focused(), there);
  }
  await marker(0).focus();
  await page.keyboard.press('Enter');
  await part(page, 'learning-rate-box').click();
  assert.ok(await editor().isVisible(), 'a hand may go elsewhere meanwhile');
});

test('the step of a change is a number in its form, which moves it as one entry', async () => {
  await reopen(page, THREE);
  await marker(0).focus();
  await page.keyboard.press('Enter');
  assert.equal(await at().inputValue(), '8');
  const before = await schedule();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('31');
  await page.keyboard.press('Enter');
  assert.equal(await schedule(), before, 'what it changes may be written, too');
  assert.equal(await focused(), 'Change from step 31 on');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('α=fast');
  await page.keyboard.press('Enter');
  assert.match((await part(page, 'editor-problem').textContent()) ?? '', /fast/);
  assert.equal(await schedule(), before, 'neither is done without the other');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('α=x0.5');
  await page.keyboard.press('Enter');
  await painted(page);
  assert.equal(await schedule(), '12:momentum=0.5; 31:learning-rate=x0.5; 40:gradient=0');
  assert.match(await focused(), /^Step 31: α × 0.5/, 'its marker has the focus again');
  await page.keyboard.press('Control+z');
  assert.equal(await schedule(), before);
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
});

test('the form of a change that undo takes away closes', async () => {
  await reopen(page, THREE);
  await marker(0).press('ArrowRight');
  await marker(0).press('Enter');
  await editor().getByRole('button', { name: 'close' }).focus();
  await page.keyboard.press('Control+z');
  await until(page, () => editor().isHidden(), 'it closes');
  assert.notEqual(await focused(), '');
});

test('the form of a change that a dial makes meanwhile closes, and leaves the dial the focus', async () => {
  await reopen(page, '#v=1&rules=heavy-ball&steps=100&step=20');
  await part(page, 'from-here').click();
  await part(page, 'mark').click();
  await part(page, 'learning-rate').click();
  await until(page, () => editor().isHidden(), 'it closes');
  assert.match(await schedule(), /^20:learning-rate=/);
  assert.equal(await part(page, 'learning-rate').evaluate((dial) => dial.matches(':focus')), true);
});

test('neither Shift that comes and goes nor the other hand ends a move', async () => {
  await reopen(page, THREE);
  const before = await schedule();
  await marker(0).focus();
  await page.keyboard.down('ArrowRight');
  await page.keyboard.press('Shift');
  await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  assert.notEqual(await schedule(), before);
  await page.keyboard.press('Control+z');
  assert.equal(await schedule(), before);
});

test('a step that is taken or that is none is said beside it, and the change stays until it is put right', async () => {
  await reopen(page, THREE);
  await marker(0).focus();
  await page.keyboard.press('Enter');
  const before = await schedule();
  for (const [text, said] of /** @type {const} */ ([
    ['12', /^There is a change at step 12 already\.$/],
    ['100', /^expected a whole number from 0 to 99, got "100"$/],
    ['-1', /from 0 to 99/],
    ['1.5', /from 0 to 99/],
    ['', /from 0 to 99/],
    ['soon', /got "soon"/],
  ])) {
    await at().fill(text);
    await at().press('Enter');
    assert.match((await part(page, 'editor-problem').textContent()) ?? '', said);
    await editor().getByRole('button', { name: 'set' }).click();
    assert.ok(await editor().isVisible());
    assert.equal(await focused(), 'From step', 'what is wrong has the focus');
  }
  await page.keyboard.press('Escape');
  assert.ok(await editor().isHidden());
  assert.equal(await schedule(), before);
  await marker(0).press('Enter');
  assert.equal(await at().inputValue(), '8');
  assert.equal(await part(page, 'editor-problem').textContent(), '');
  assert.deepEqual(troubles, []);
});

test('a change that is not made yet may begin at another step', async () => {
  await reopen(page, '#v=1&rules=heavy-ball&steps=100&step=20');
  await part(page, 'mark').click();
  await at().fill('25');
  await at().press('Enter');
  assert.equal(await schedule(), '');
  await editor().getByRole('button', { name: 'gradient off' }).click();
  assert.equal(await schedule(), '25:gradient=0');
});

test('a step that another change has taken since is said, and neither is lost', async () => {
  await reopen(page, '#v=1&steps=40&step=20&schedule=10:momentum=0.5');
  await part(page, 'mark').click();
  await at().fill('25');
  await page.keyboard.press('Enter');
  await page.keyboard.type('α=0.01');
  // At once: over its own step the form would be about another change.
  const fourth = (await middle(part(page, 'needle'))).x - (await middle(marker(0))).x;
  await drag(page, await middle(marker(0).locator('span')), { x: 1.5 * fourth }, 1);
  assert.equal(await schedule(), '25:momentum=0.5');
  assert.ok(await editor().isVisible());
  await part(page, 'editor-text').press('Enter');
  await painted(page);
  assert.equal(await part(page, 'editor-problem').textContent(), 'There is a change at step 25 already.');
  assert.equal(await schedule(), '25:momentum=0.5');
});

test('where a key has brought a marker is said as the key is let go', async () => {
  await reopen(page, THREE);
  await marker(2).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await part(page, 'status').textContent(), 'The change is at step 41.');
});

test('who edits a change after the last step stays at it', async () => {
  await reopen(page, '#v=1&steps=40&schedule=50:momentum=0.5; 60:momentum=0.4');
  const others = part(page, 'others').locator('button');
  await others.first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('β=0.3');
  await page.keyboard.press('Enter');
  await painted(page);
  assert.equal(await schedule(), '50:momentum=0.3; 60:momentum=0.4');
  assert.equal(await focused(), 'step 50: β → 0.3');
});

test('another landscape keeps what changes on the way, its values of α in the same ratio to the new one, and one step undoes it', async () => {
  const before = '10:learning-rate=0.0123,momentum=0.5; 20:learning-rate=x0.5; 30:gradient=0; 40:learning-rate=0';
  await reopen(page, `#v=1&learning-rate=0.05&schedule=${before}`);
  await part(page, 'surface').selectOption('rosenbrock');
  await painted(page);
  const { learningRate } = await scene(page);
  assert.equal(learningRate, 0.0005);
  assert.equal(await schedule(), before.replace('0.0123', '0.000123'));
  await part(page, 'undo').click();
  await painted(page);
  assert.deepEqual([(await scene(page)).learningRate, await schedule()], [0.05, before]);
  // To an α of 0 nothing has a ratio.
  await reopen(page, `#v=1&learning-rate=0&schedule=${before}`);
  await part(page, 'surface').selectOption('rosenbrock');
  await painted(page);
  assert.equal(await schedule(), before);
  assert.deepEqual(troubles, []);
});
