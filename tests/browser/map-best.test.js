// The best pairs of all forms: found, stated, used and raced.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, box, goTo, painted, part, press, scene, until, write } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });

/** What the panel of the best pairs says, when it has found them. */
async function best() {
  await press(page, 'map-best');
  await part(page, 'best').locator('li').first().waitFor();
  return part(page, 'best').locator('li').evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('b, .pair, b + span')].map(({ textContent }) => textContent).join(', ')));
}

/** The step from which each run stays, as the figure has it. */
const converged = () => ask(page, (figure) => figure.trajectories.map((run) => run.converged));

test('the best pairs of all forms are stated with their rule, and each stays from its step when it is used', async () => {
  await reopen(page, '#v=1&surface=quadratic(condition-number=100)&start=3.5,3.5&rules=ema heavy-ball adam&steps=200&tolerance=0.01');
  const found = await best();
  assert.match(found[1], /^Heavy ball, stays from step 37, α\s0\.0\d+ {2}β\s0\.\d+$/);
  const said = await part(page, 'best').innerText();
  assert.match(said, /fewest steps from which a run stays within 0.01 of a minimizer, among 65,536 pairs each, within 200 steps/);
  assert.match(said, /optimum settles from step 52: the distance shrinks to 0.8182 of itself/);
  const uses = part(page, 'best').getByRole('button', { name: 'Use the best pair' });
  for (const [i, line] of found.entries()) {
    await uses.nth(i).click();
    await painted(page);
    assert.equal((await converged())[i], Number(/step (\d+)/.exec(line)?.[1]), line);
    const [, alpha] = /α\s([\d.]+)/.exec(line) ?? [];
    assert.equal(String((await scene(page)).learningRate), alpha, 'it is the shared point');
  }
  await press(page, 'undo');
  assert.deepEqual(troubles, []);
});

for (const match of ['raw', 'matched']) {
  test(`in a race every form runs its own best pair, and undo takes it back (${match})`, async () => {
    await reopen(page, `#v=1&match=${match}&start=3.5,3.5&rules=ema heavy-ball trace&steps=100`);
    const steps = (await best()).map((line) => Number(/step (\d+)/.exec(line)?.[1]));
    const before = await scene(page);
    await part(page, 'best').getByRole('button', { name: 'let them race' }).click();
    await painted(page);
    assert.deepEqual(await converged(), steps);
    assert.match((await scene(page)).rules[0], /^ema\(learning-rate=[\d.]+,momentum=[\d.]+\)$/);
    assert.ok(await part(page, 'best').isHidden(), 'what was said of the pairs before is over');
    assert.deepEqual(await part(page, 'map-form').locator('option').allTextContents(), ['EMA', 'Heavy ball', 'Trace']);
    const title = await box(part(page, 'map-name'));
    assert.ok(title.height < 24, 'the heading is one line');
    const raced = await scene(page);
    await part(page, 'learning-rate').press('ArrowRight');
    assert.deepEqual((await scene(page)).rules.map((rule) => rule.replace(/momentum=[\d.]+/, 'momentum=')), before.rules.map((rule) => `${rule}(momentum=)`), 'a dial that is moved is for all of them again');
    await press(page, 'undo');
    assert.deepEqual(await scene(page), raced);
    await press(page, 'undo');
    assert.deepEqual(await scene(page), before);
  });
}

test('where a change on the way would not reach pairs of their own, they are not raced, and it is said why', async () => {
  await reopen(page);
  assert.equal((await best()).length, 3);
  assert.match(await part(page, 'best').innerText(), /No race here/);
  assert.equal(await part(page, 'best').getByRole('button', { name: 'let them race' }).count(), 0);
});

test('it is said where no pair is best, and where the scene became another one', async () => {
  await reopen(page, '#v=1&surface=saddle&rules=heavy-ball');
  await press(page, 'map-best');
  await until(page, async () => /no minimizer/.test(await part(page, 'best').innerText()), 'there is no minimizer');
  await reopen(page, '#v=1&steps=1&rules=heavy-ball trace&tolerance=0.0001');
  assert.deepEqual((await best()).map((line) => /none stays there/.test(line)), [true, true]);
  await write(page, 'steps', '40');
  assert.match(await part(page, 'best').innerText(), /another one now/);
  await part(page, 'best').getByRole('button', { name: 'close' }).click();
  assert.ok(await part(page, 'best').isHidden());
});

test('Escape closes it, brings the focus back to its button, and does not reach the host', async () => {
  await reopen(page, '#v=1&rules=heavy-ball&steps=60');
  await best();
  await page.evaluate(() => document.addEventListener('keydown', ({ key }) => Object.assign(window, { leaked: key })));
  await part(page, 'best').getByRole('button', { name: 'close' }).press('Escape');
  assert.ok(await part(page, 'best').isHidden());
  assert.equal(await part(page, 'map-best').evaluate((opener) => opener.matches(':focus')), true);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).leaked), undefined);
});

test('what is said of the playhead is said of where it is now', async () => {
  await reopen(page, '#v=1&rules=heavy-ball&schedule=8:learning-rate=x0.2&step=0');
  await best();
  const said = () => part(page, 'best').locator('li .note').innerText();
  const before = await said();
  assert.match(before, /at the playhead/);
  await goTo(page, 100);
  await until(page, async () => (await said()) !== before, 'another optimum is in force there');
});

for (const reducedMotion of /** @type {const} */ (['reduce', 'no-preference'])) {
  test(`where the window ends at the button, the panel comes into sight, and its race is seen from ${reducedMotion === 'reduce' ? 'its end' : 'step 0 on'}`, async () => {
    const { page: laptop } = await blank(browser, { reducedMotion, viewport: { width: 1280, height: 800 } });
    await reopen(laptop, '#v=1&start=3.5,3.5&rules=ema heavy-ball trace&steps=60');
    /** Whether all of a part is in the window. @param {string} name */
    const seen = (name) => part(laptop, name).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight + 1;
    });
    await press(laptop, 'map-best');
    await part(laptop, 'best').locator('li').first().waitFor();
    await until(laptop, () => seen('best'), 'all of it is in sight');
    await laptop.evaluate(() => scrollTo({ top: 500, behavior: 'instant' }));
    await part(laptop, 'best').getByRole('button', { name: 'let them race' }).evaluate((race) => /** @type {HTMLElement} */ (race).click());
    await painted(laptop);
    const [playing, at] = await ask(laptop, (figure) => [figure.playing, figure.step]);
    assert.deepEqual([playing, at < 30], reducedMotion === 'reduce' ? [false, false] : [true, true], `step ${at}`);
    await until(laptop, () => seen('plot'), 'the landscape is in sight');
    assert.equal(await part(laptop, 'map-best').evaluate((opener) => opener.matches(':focus')), true);
    await laptop.context().close();
  });
}
