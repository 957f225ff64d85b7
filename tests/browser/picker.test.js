// The picker: all rules, found, added and taken away, with the figure in sight.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, box, inFigure, ink, painted, part, press, scene, tap } from './hand.js';
import { cutOff, faint, small, wide } from './measure.js';

/** @typedef {import('playwright-core').Page} Page */

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
const THREE = '#v=1&rules=ema heavy-ball trace';
beforeEach(async () => {
  troubles.length = 0;
  await reopen(page, THREE);
});

/** The row of a rule, by its whole title. @param {string} title @param {Page} [of] */
const row = (title, of = page) => part(of, 'picker').locator('.families').getByRole('button', { name: title, exact: true });
const search = (/** @type {Page} */ of = page) => part(of, 'picker').getByRole('searchbox');
/** The titles that are shown, in order. */
const titles = () => part(page, 'picker').locator('.pick:visible b').allTextContents();
const said = async () => ((await part(page, 'picker').getByRole('status').textContent()) ?? '').trim();
const focused = () => ask(page, ({ shadowRoot }) => shadowRoot?.activeElement?.getAttribute('data-ref') ?? shadowRoot?.activeElement?.textContent ?? '');

/** Presses its button, and waits for what is fetched when it is first opened. */
async function open() {
  await press(page, 'more-rules');
  await part(page, 'picker').waitFor();
  await painted(page);
}

/** @param {string} text */
async function find(text) {
  await search().fill(text);
  await painted(page);
}

test('it is made when it is opened, and stands beside the figure, every rule under its family', async () => {
  assert.equal(await inFigure(page, '.pick').count(), 0, 'the page does not pay for it');
  await open();
  assert.equal(await part(page, 'more-rules').getAttribute('aria-expanded'), 'true');
  const families = await part(page, 'picker').locator('section').evaluateAll((all) =>
    all.map((section) => ({ title: section.querySelector('h4')?.textContent, rules: section.querySelectorAll('.pick').length })),
  );
  assert.equal(families[0].title, 'Momentum');
  assert.ok(families.length >= 3 && families.every(({ rules }) => rules > 0), JSON.stringify(families));
  const [plot, panel] = await Promise.all([box(part(page, 'plot')), box(part(page, 'picker'))]);
  assert.ok(panel.x >= plot.x + plot.width, 'nothing of the plot is covered');
  assert.match((await row('Trace').textContent()) ?? '', /fading sum[^]*PyTorch/);
  assert.deepEqual(troubles, []);
});

test('the whole of it is in the window, wherever the page was scrolled to', async () => {
  for (const top of [0, 200, 400]) {
    await reopen(page, THREE);
    await page.evaluate((to) => scrollTo({ top: to, behavior: 'instant' }), top);
    await open();
    const { y, height } = await box(part(page, 'picker'));
    assert.ok(y >= 0 && y + height <= 900, `from ${top}: ${y} to ${y + height}`);
  }
});

test('a rule that is chosen runs at once, and the panel stays open for the next', async () => {
  await open();
  const before = await ink(page, 'paths');
  await row('Adam').click();
  await painted(page);
  assert.deepEqual((await scene(page)).rules, ['ema', 'heavy-ball', 'trace', 'adam']);
  assert.notEqual((await ink(page, 'paths')).print, before.print);
  assert.equal(await row('Adam').getAttribute('aria-pressed'), 'true');
  assert.match(await said(), /^4 of at most 12/);
  await row('EMA').click();
  await row('Nesterov, look-ahead').click();
  await painted(page);
  assert.deepEqual((await scene(page)).rules, ['heavy-ball', 'trace', 'nesterov', 'adam'], 'in the order of the catalogue');
  await inFigure(page, '[data-ref="undo"]').click();
  await painted(page);
  assert.equal(await row('Nesterov, look-ahead').getAttribute('aria-pressed'), 'false', 'it shows what undo does, too');
});

test('a search finds names, libraries, families and what is said, the best first', async () => {
  await open();
  for (const [text, title] of [['ADAM', 'Adam'], ['rms prop', 'RMSProp'], ['hèavy', 'Heavy ball'], ['torch.optim.SGD', 'Trace'], ['mlx', 'Trace']]) {
    await find(text);
    assert.equal((await titles())[0], title, text);
  }
  await find('');
  assert.equal((await titles())[0], 'Gradient descent');
});

test('a search without an answer says so, and what it looks at', async () => {
  await open();
  await find('<i>moon</i>');
  assert.deepEqual(await titles(), []);
  const nothing = part(page, 'picker').locator('.nothing');
  assert.match((await nothing.textContent()) ?? '', /“<i>moon<\/i>”.*library/);
  await page.keyboard.press('Enter');
  assert.equal((await scene(page)).rules.length, 3);
  await find('');
  assert.ok(await nothing.isHidden());
});

test('how many rules a search finds is said, and what Enter would choose; then what was chosen', async () => {
  await open();
  await find('adam');
  const [first] = await titles();
  assert.equal(await said(), `${(await titles()).length} found, Enter: ${first}`);
  const chosen = async () => (await part(page, 'status').textContent())?.trim();
  await page.keyboard.press('Enter');
  assert.equal(await chosen(), `${first} added.`);
  assert.equal(await said(), '4 of at most 12 runs');
  await page.keyboard.press('Enter');
  assert.equal(await chosen(), `${first} removed.`);
  await find('moon');
  assert.equal(await said(), 'Nothing found.');
  await find(' ');
  assert.equal(await said(), '3 of at most 12 runs');
});

test('twelve runs are the most: it is said, and no other can be added', async () => {
  await ask(page, (figure) => (figure.scene = { rules: Array.from({ length: 11 }, (_, at) => `trace(momentum=0.${at + 10})`) }));
  await painted(page);
  await open();
  assert.match((await row('Trace').textContent()) ?? '', /× 11/);
  await row('EMA').click();
  await painted(page);
  assert.match(await said(), /12 runs are the most/);
  assert.equal(await row('Adam').getAttribute('aria-disabled'), 'true');
  await row('Adam').click({ force: true });
  await painted(page);
  assert.equal((await scene(page)).rules.length, 12);
  assert.match(await said(), /12 runs are the most/);
  await row('EMA').click();
  await painted(page);
  assert.match(await said(), /^11 of at most 12/);
  // The chips say the same.
  await row('EMA').click();
  await page.keyboard.press('Escape');
  await inFigure(page, '.chip', { hasText: 'Adam' }).click();
  assert.match((await part(page, 'rules-problem').textContent()) ?? '', /12 runs are the most/);
});

test('the last form stays', async () => {
  await reopen(page, '#v=1&rules=ema');
  await open();
  await row('EMA').click({ force: true });
  await painted(page);
  assert.deepEqual((await scene(page)).rules, ['ema']);
  assert.match(await said(), /has to stay/);
  await inFigure(page, '.chip', { hasText: 'Heavy ball' }).click();
  await painted(page);
  assert.equal(await said(), '2 of at most 12 runs', 'what is no longer true is not said');
});

test('the keyboard opens it, searches, goes from row to row, chooses, and comes back to the button', async () => {
  await part(page, 'more-rules').focus();
  await page.keyboard.press('Enter');
  await search().waitFor();
  await page.keyboard.type('adam');
  assert.equal(await search().inputValue(), 'adam', 'the search has the focus');
  await page.keyboard.press('Enter');
  await painted(page);
  assert.ok((await scene(page)).rules.includes('adam'), 'Enter takes the best answer');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await painted(page);
  assert.ok((await scene(page)).rules.includes('gradient-descent'));
  await page.keyboard.press('ArrowDown');
  assert.match(await focused(), /^EMA/);
  await page.keyboard.press('End');
  assert.doesNotMatch(await focused(), /^EMA/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.type('tr');
  assert.equal(await search().inputValue(), 'tr', 'above the first row is the search');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('a');
  assert.equal(await search().inputValue(), 'tra', 'who types means the search');
  await page.keyboard.press('Tab');
  for (let tabs = 0; tabs < 8 && !(await focused()).startsWith('Trace'); tabs += 1) await page.keyboard.press('Tab');
  assert.match(await focused(), /^Trace/, 'Tab comes to the rows once');
  await page.keyboard.press('Escape');
  assert.ok(await part(page, 'picker').isHidden());
  assert.equal(await focused(), 'more-rules');
  assert.equal(await part(page, 'more-rules').getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('Enter');
  assert.equal(await search().inputValue(), '', 'it begins anew');
  assert.deepEqual(troubles, []);
});

test('Ctrl+Z in its search is the text\u2019s and not the figure\u2019s', async () => {
  const before = (await scene(page)).momentum;
  await ask(page, (figure) => (figure.scene = { ...figure.scene, momentum: 0.31 }));
  await open();
  await search().fill('');
  await search().pressSequentially('adam');
  await page.keyboard.press('Control+z');
  assert.equal((await scene(page)).momentum, 0.31);
  assert.notEqual(await search().inputValue(), 'adam');
  await search().fill('');
  await ask(page, (figure, momentum) => (figure.scene = { ...figure.scene, momentum }), before);
});

test('no key that is used in it reaches the host', async () => {
  await page.evaluate(() => {
    /** @type {string[]} */
    const heard = [];
    Object.assign(window, { heard });
    document.addEventListener('keydown', (event) => heard.push(event.key));
  });
  await open();
  for (const key of ['x', 'Backspace', 'ArrowLeft', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'Space', 'Escape']) await page.keyboard.press(key);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).heard), []);
});

test('another rule than the usual ones has a chip while it runs, and until the panel is opened again', async (t) => {
  await open();
  const usual = (await inFigure(page, '.chip').allTextContents()).map((text) => text.trim());
  const other = (await titles()).find((title) => !usual.includes(title));
  if (other === undefined) return t.skip('the catalogue has the usual rules alone');
  await row(other).click();
  await page.keyboard.press('Escape');
  const chip = inFigure(page, '.chip.extra');
  assert.equal((await chip.textContent())?.trim(), other);
  await chip.click();
  await painted(page);
  assert.equal((await scene(page)).rules.length, 3);
  assert.equal(await chip.getAttribute('aria-pressed'), 'false', 'it may be wanted again');
  await open();
  await page.keyboard.press('Escape');
  await ask(page, (figure) => figure.reset());
  await painted(page);
  assert.equal(await chip.count(), 0);
});

for (const { name, ...size } of [
  { name: '390 px', viewport: { width: 390, height: 844 } },
  { name: '768 px', viewport: { width: 768, height: 1024 } },
]) {
  test(`at ${name} it is a sheet under the plot, whose rows a thumb can hit`, async () => {
    const { page: phone, troubles: met } = await blank(browser, { reducedMotion: 'reduce', hasTouch: true, isMobile: true, ...size });
    await reopen(phone, THREE);
    await tap(part(phone, 'more-rules'));
    await part(phone, 'picker').waitFor();
    await painted(phone);
    const [plot, sheet] = await Promise.all([box(part(phone, 'plot')), box(part(phone, 'picker'))]);
    const foot = size.viewport.height;
    assert.ok(plot.y >= -1 && plot.y + plot.height <= sheet.y, JSON.stringify({ plot, sheet }));
    assert.ok(Math.abs(sheet.y + sheet.height - foot) <= 1, JSON.stringify(sheet));
    assert.deepEqual(await phone.evaluate(small, 40), []);
    assert.deepEqual(await phone.evaluate(wide), []);
    assert.notEqual(await ask(phone, ({ shadowRoot }) => shadowRoot?.activeElement?.tagName), 'INPUT', 'no keyboard comes up');
    await tap(row('Adam', phone));
    assert.ok((await scene(phone)).rules.includes('adam'));
    assert.ok(await part(phone, 'picker').isVisible());
    await tap(part(phone, 'picker').getByRole('button', { name: 'done' }));
    assert.ok(await part(phone, 'picker').isHidden());
    const back = await box(part(phone, 'more-rules'));
    assert.ok(back.y > 0 && back.y + back.height < foot, 'the button is in sight again');
    await tap(part(phone, 'more-rules'));
    await part(phone, 'picker').waitFor();
    const inside = () => part(phone, 'picker').evaluate((panel) => panel.matches(':focus-within'));
    for (let tabs = 0; tabs < 40 && (tabs === 0 || (await inside())); tabs += 1) await phone.keyboard.press('Tab');
    assert.ok(await part(phone, 'picker').isHidden(), 'it covers nothing that the keyboard comes to');
    assert.deepEqual(met, []);
    await phone.context().close();
  });
}

test('nothing in it is cut off or too faint, by day and by night', async () => {
  await open();
  await find('a');
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme });
    await painted(page);
    for (const measure of [wide, cutOff, faint]) assert.deepEqual(await page.evaluate(measure), [], `${colorScheme}: ${measure.name}`);
  }
});
