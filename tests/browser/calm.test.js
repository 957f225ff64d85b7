// Nothing moves away from under the hand because something has to be said; and the plot's own small tools.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { PHONE, blank, launch, reopen } from './browser.js';
import { ask, box, goTo, inFigure, ink, middle, painted, part, press, tap, until, write } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page } = await blank(browser, { reducedMotion: 'reduce' });

/** Where everything stands that a hand may be on. */
const places = async () => {
  // A click may have scrolled to what it was on.
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await painted(page);
  const all = ['plot', 'chart', 'play', 'learning-rate', 'momentum', 'steps', 'cards'];
  return Promise.all(all.map(async (name) => ({ name, ...(await box(part(page, name))) })));
};

test('what is wrong with a number is said over what stands below it', async () => {
  await reopen(page);
  const before = await places();
  const knob = inFigure(page, '.knob .box').first();
  await knob.fill('many');
  await knob.press('Enter');
  for (const name of ['learning-rate-box', 'steps']) await write(page, name, 'fast');
  for (const name of ['surface-problem', 'learning-rate-problem', 'start-problem']) {
    assert.notEqual(await part(page, name).textContent(), '', name);
    assert.ok(await part(page, name).isVisible(), name);
  }
  assert.deepEqual(await places(), before);
});

test('what is wrong with α covers nothing of β, nor the box it was written into, and the other way round', async () => {
  for (const width of [1280, 768, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await reopen(page);
    for (const name of ['learning-rate', 'momentum']) {
      await write(page, `${name}-box`, 'abc');
      const said = await box(part(page, `${name}-problem`));
      assert.ok(said.y >= 0 && said.y + said.height <= 900, `${width}: it is in the window`);
      const other = name === 'momentum' ? 'learning-rate' : 'momentum';
      for (const covered of [`${name}-box`, `${other}-box`, other]) {
        const { x, y, width: wide, height } = await box(part(page, covered));
        const apart = said.y + said.height <= y + 1 || y + height <= said.y + 1 || said.x + said.width <= x || x + wide <= said.x;
        assert.ok(apart, `${width}: ${name} and ${covered}`);
      }
      await page.keyboard.press('Escape');
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('neither the sentence of a scene nor the reason of the switch moves anything', async () => {
  await reopen(page);
  await goTo(page, 140);
  const before = await places();
  await part(page, 'from-here').click({ force: true });
  assert.ok(await part(page, 'transport-hint').isVisible());
  assert.deepEqual(await places(), before);
  const scenes = inFigure(page, '[data-ref="scenes"] button');
  for (let at = 0; at < (await scenes.count()); at += 1) {
    await scenes.nth(at).click();
    const now = await places();
    // Another scene has other cards, but they begin where the first ones did.
    assert.deepEqual(now.map(({ name, y }) => [name, y]), before.map(({ name, y }) => [name, y]), (await scenes.nth(at).textContent()) ?? '');
  }
});

test('the sentence of a scene is said as long as it is true, and then what else there is to do', async () => {
  await reopen(page);
  const OWN = /^Drag the start, α, β or the playhead/;
  const sentence = part(page, 'scene-sentence');
  const scenes = inFigure(page, '[data-ref="scenes"] button');
  /** @type {[string, string, string, boolean][]} */
  const changes = [
    ['Same road, then apart', 'learning-rate-box', '0.03', true],
    ['Same road, then apart', 'momentum-box', '0', false],
    ['Over the limit', 'learning-rate-box', '0.05', false],
    ['Escaping the saddle', 'start-y', '-0.5', false],
    ['Escaping the saddle', 'tolerance', '0.1', true],
    ['Same road, then apart', 'steps', '5', false],
    ['Same road, then apart', 'learning-rate-box', '0', false],
    ['α to 0: who coasts?', 'learning-rate-box', '1e308', false],
    ['Engine off: all coast', 'surface', 'himmelblau', true],
    ['Over the limit', 'surface', 'himmelblau', false],
  ];
  for (const [name, at, text, holds] of changes) {
    await scenes.filter({ hasText: name }).click();
    await painted(page);
    const story = await sentence.textContent();
    assert.doesNotMatch(story ?? '', OWN, name);
    if (at === 'surface') await part(page, at).selectOption(text);
    else await write(page, at, text);
    await painted(page);
    assert.equal((await sentence.textContent()) === story, holds, `${name}, ${at} ${text}`);
  }
});

test('on a phone the reason of the switch is seen above the dials', async () => {
  const { page: phone } = await blank(browser, PHONE);
  await reopen(phone);
  await tap(part(phone, 'from-here'), { force: true });
  const hint = await box(part(phone, 'transport-hint'));
  const dials = await inFigure(phone, '.dials').boundingBox();
  assert.ok(hint.height > 10 && hint.y + hint.height <= (dials?.y ?? 0), JSON.stringify({ hint, dials }));
  await phone.context().close();
});

for (const [width, colorScheme] of /** @type {[number, 'light' | 'dark'][]} */ ([[360, 'light'], [390, 'dark']])) {
  test(`on a phone of ${width} px what is said of α and β raises no dial, and covers neither number nor thumb`, async () => {
    const { page: phone } = await blank(browser, { ...PHONE, colorScheme, viewport: { width, height: 844 } });
    await reopen(phone, '#v=1&rules=heavy-ball&momentum=0.1');
    const { height } = await box(part(phone, 'deck'));
    await reopen(phone, '#v=1&rules=rmsprop(learning-rate=0.05) gradient-descent(learning-rate=0.1)&momentum=0.1&step=40');
    await tap(part(phone, 'from-here'));
    await phone.evaluate(() => scrollTo(0, 0));
    await painted(phone);
    assert.equal((await box(part(phone, 'deck'))).height, height);
    for (const [name, text] of [['learning-rate', 'from step 40 on, each has its own'], ['momentum', 'from step 40 on, no form has one']]) {
      const words = part(phone, `${name}-from`);
      assert.equal(await words.textContent(), text);
      const said = await box(words);
      const slider = await box(part(phone, name));
      const map = await box(part(phone, 'map-open'));
      assert.ok(said.y >= slider.y && said.x >= slider.x && said.x + said.width <= map.x, JSON.stringify({ said, slider, map }));
      // A thumb is 18 px, a line of digits 23.
      for (const other of [18, 23]) assert.ok(said.y + said.height <= slider.y + (slider.height - other) / 2 + 1, JSON.stringify({ said, slider }));
    }
    if (width === 390) {
      const play = await middle(part(phone, 'play'));
      assert.ok(play.y + 20 <= (await box(part(phone, 'deck'))).y, 'play is whole above them');
    }
    await phone.context().close();
  });
}

test('buttons on the plot zoom about its middle, and one leads home', async () => {
  await reopen(page);
  const landscape = await ink(page, 'landscape');
  await part(page, 'plot').hover();
  await press(page, 'nearer');
  const nearer = await ink(page, 'landscape');
  assert.notEqual(nearer.print, landscape.print);
  await press(page, 'farther');
  await press(page, 'nearer');
  assert.equal((await ink(page, 'landscape')).print, nearer.print);
  await press(page, 'home');
  assert.deepEqual(await ink(page, 'landscape'), landscape);
  assert.equal(await ask(page, (figure) => figure.scene?.start?.join()), '-3.6,1.05', 'no click on the plot');
});

test('who turns the wheel over the plot scrolls, and is told how it would zoom', async () => {
  await reopen(page);
  const landscape = await ink(page, 'landscape');
  const at = await middle(part(page, 'plot'));
  const wheel = part(page, 'wheel');
  // The words fade away: that they were shown is noted when it happens.
  await wheel.evaluate((line) => {
    const real = line.animate.bind(line);
    Object.assign(window, { shown: 0 });
    line.animate = (...how) => {
      /** @type {any} */ (window).shown += 1;
      return real(...how);
    };
  });
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, 40);
  await page.waitForFunction(() => scrollY > 0);
  await until(page, () => page.evaluate(() => /** @type {any} */ (window).shown === 1), 'it is told');
  assert.match((await wheel.textContent()) ?? '', /scroll to zoom/);
  assert.deepEqual(await ink(page, 'landscape'), landscape);
});

test('the scenes stay where they are when one is left', async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await reopen(page);
  const scenes = inFigure(page, '[data-ref="scenes"] button');
  await page.waitForFunction(() => document.querySelector('heavy-ball')?.shadowRoot?.querySelector('[data-ref="scenes"] [aria-current]'));
  const lefts = () => scenes.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
  const before = await lefts();
  await write(page, 'learning-rate-box', '0.06');
  await until(page, async () => (await scenes.locator('[aria-current]').count()) === 0, 'none is the one in sight');
  assert.deepEqual(await lefts(), before);
});

test('a box shows all digits of its number, a wrong one, too', async () => {
  for (const width of [1280, 768, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await reopen(page, '#v=1&learning-rate=0.0015379');
    await write(page, 'steps', '10000000');
    const cut = await inFigure(page, 'input.box').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => /** @type {HTMLInputElement} */ (one).value));
    assert.deepEqual(cut, [], `${width} px`);
  }
});
