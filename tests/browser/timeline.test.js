// The playhead: dragged, stepped, played; and what the element tells of it.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, box, goTo, inFigure, ink, listen, middle, painted, part, press, scene, step, until } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => reopen(page));

/** The last step of the first figure of the page. */
const END = 140;

const playing = () => ask(page, (figure) => figure.playing);
const needle = () => part(page, 'needle');

test('the playhead is dragged on the loss chart and stays under the pointer', async () => {
  const before = await scene(page);
  const chart = await box(part(page, 'chart'));
  const y = chart.y + chart.height / 2;
  await page.mouse.move(chart.x + chart.width * 0.3, y);
  await page.mouse.down();
  const seen = [await step(page)];
  for (const share of [0.4, 0.5, 0.6, 0.7]) {
    const x = chart.x + chart.width * share;
    await page.mouse.move(x, y);
    seen.push(await step(page));
    await painted(page);
    assert.ok(Math.abs((await middle(needle())).x - x) < chart.width / END, 'it is at most half a step away');
  }
  await page.mouse.move(chart.x + chart.width * 3, y + 300);
  assert.equal(await step(page), END);
  await page.mouse.move(0, y);
  assert.equal(await step(page), 0);
  await page.mouse.up();
  await page.mouse.move(chart.x + chart.width / 2, y);
  assert.equal(await step(page), 0, 'it is let go');
  assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
  assert.equal(new Set(seen).size, 5);
  assert.deepEqual(await scene(page), before);
  assert.deepEqual(troubles, []);
});

test('what is told of the step under the pointer is told anew when the runs are other ones', async () => {
  await reopen(page, '#v=1&rules=heavy-ball&steps=1000');
  const chart = await box(part(page, 'chart'));
  await page.mouse.move(chart.x + chart.width * 0.9, chart.y + chart.height / 2);
  const told = async () => (await part(page, 'readout').textContent()) ?? '';
  await until(page, async () => /^step 8\d\d|^step 9\d\d/.test(await told()), 'it is told');
  await ask(page, (figure) => (figure.scene = { ...figure.scene, steps: 100 }));
  await painted(page);
  assert.match(await told(), /^step (8|9)\d {2}/);
});

test('the knob itself is dragged, too', async () => {
  const knob = await box(needle());
  const chart = await box(part(page, 'chart'));
  await page.mouse.move(knob.x + knob.width / 2, knob.y + 6);
  await page.mouse.down();
  await page.mouse.move(chart.x + chart.width / 2, knob.y + 6, { steps: 4 });
  await page.mouse.up();
  assert.ok((await step(page)) > 0.35 * END && (await step(page)) < 0.6 * END, `step ${await step(page)}`);
});

test('no words of a marker lie on the caption of the loss', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await reopen(page, '#v=1&schedule=5:learning-rate=x0.5,momentum=0.5,gradient=0; 8:learning-rate=0.00123; 9:momentum=0.123; 50:gradient=1; 99:learning-rate=0');
  const chart = await box(part(page, 'chart'));
  const caption = { left: chart.x + chart.width - 90, top: chart.y + 17 + 2 };
  const words = await inFigure(page, '.marker:not(.mute) span').evaluateAll((spans) => spans.map((span) => {
    const { left, right, bottom } = span.getBoundingClientRect();
    return { text: span.textContent, left, right, bottom };
  }));
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.ok(words.length >= 3, JSON.stringify(words));
  for (const { text, right, bottom } of words) assert.ok(right < caption.left || bottom < caption.top, `${text}`);
});

test('words give way to a longer neighbour that has room in the upper row alone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await reopen(page, '#v=1&schedule=28:learning-rate=0; 41:learning-rate=1.73,momentum=0.9945');
  const words = await inFigure(page, '.marker').evaluateAll((all) => all.map((each) => `${each.classList}: ${each.textContent}`));
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.deepEqual(words, ['marker low: α → 0', 'marker: α → 1.73, β → 0.9945 from here']);
});

test('a marker between others that has no room for its words has a dot, and words for who comes by Tab', async () => {
  await reopen(page, '#v=1&schedule=30:learning-rate=x0.5; 33:momentum=0.5; 36:gradient=0; 60:learning-rate=0.01');
  const mute = inFigure(page, '.marker.mute');
  assert.equal(await mute.count(), 1);
  assert.equal(await mute.getAttribute('aria-label'), 'Step 36: gradient off from here');
  assert.match(await mute.evaluate((marker) => getComputedStyle(marker, '::after').backgroundImage), /gradient/);
  const shown = () => mute.locator('span').evaluate((words) => getComputedStyle(words).opacity);
  assert.equal(await shown(), '0');
  await inFigure(page, '.marker.low').focus();
  await page.keyboard.press('Tab');
  assert.equal(await mute.evaluate((marker) => marker.matches(':focus-visible')), true);
  assert.equal(await shown(), '1');
});

test('each step has a picture of its own, and coming back to it brings it back', async () => {
  /** @param {number} at */
  const picture = async (at) => {
    await ask(page, (figure, to) => figure.seek(to), at);
    return { paths: await ink(page, 'paths'), playhead: await ink(page, 'playhead') };
  };
  const [twenty, thirty] = [await picture(20), await picture(30)];
  assert.notDeepEqual(thirty.paths, twenty.paths);
  assert.notDeepEqual(thirty.playhead, twenty.playhead);
  assert.deepEqual(await picture(20), twenty);
});

test('the timeline takes arrow keys, Page Up and Down, Home and End, and says where it is', async () => {
  await needle().focus();
  const seen = [];
  for (const key of ['Home', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'PageUp', 'ArrowLeft', 'PageDown', 'End', 'ArrowRight', 'PageDown']) {
    await page.keyboard.press(key);
    seen.push(await step(page));
  }
  assert.deepEqual(seen, [0, 0, 1, 2, 12, 11, 1, END, END, END - 10]);
  await painted(page);
  assert.equal(await needle().getAttribute('aria-valuenow'), `${END - 10}`);
  assert.equal(await needle().getAttribute('aria-valuemax'), `${END}`);
  assert.match((await part(page, 'count').textContent()) ?? '', /130 \/ 140/);
});

test('the buttons step one on and one back, and stop at the ends', async () => {
  await press(page, 'on');
  assert.equal(await step(page), END);
  await press(page, 'back');
  assert.equal(await step(page), END - 1);
  await press(page, 'on');
  assert.equal(await step(page), END);
  await goTo(page, 0);
  await press(page, 'back');
  assert.equal(await step(page), 0);
});

for (const where of ['plot', 'needle']) test(`Space and arrows on the ${where} play, pause and step`, async () => {
  // So slow that it cannot come to its end before Space stops it.
  await ask(page, (figure) => figure.setAttribute('speed', '2'));
  await goTo(page, 5);
  await part(page, where).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await step(page), 6);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await step(page), 5);
  await page.keyboard.press('Space');
  assert.equal(await playing(), true);
  await until(page, async () => (await step(page)) > 5, 'it plays');
  await page.keyboard.press('Space');
  assert.equal(await playing(), false);
  assert.ok(Number.isInteger(await step(page)), 'it stands on a whole step');
  assert.equal(await page.evaluate(() => scrollY), 0, 'nor does Space scroll the page');
});

test('Home and End end a play, on the plot as on the timeline', async () => {
  await part(page, 'speed').selectOption('2');
  for (const name of ['plot', 'needle']) {
    for (const [key, at] of /** @type {const} */ ([['Home', 0], ['End', END]])) {
      await goTo(page, 50);
      await press(page, 'play');
      await part(page, name).focus();
      await page.keyboard.press(key);
      assert.deepEqual([await playing(), await step(page)], [false, at], `${key} on the ${name}`);
    }
  }
});

test('play from the end begins at 0, runs to the end and says so once', async () => {
  await part(page, 'speed').selectOption('500');
  const told = await listen(page);
  await press(page, 'play');
  await until(page, async () => !(await playing()), 'it ends');
  assert.equal(await step(page), END);
  const events = await told();
  assert.deepEqual(events.filter(({ type }) => type === 'end').map(({ detail }) => Object.keys(detail)), [['source']]);
  const steps = events.filter(({ type }) => type === 'step').map(({ detail }) => detail.step);
  assert.ok(steps[0] < 50, `it began at ${steps[0]}`);
  assert.equal(steps.at(-1), END);
  assert.deepEqual(steps, [...new Set(steps)].toSorted((a, b) => a - b), 'each step once, in order');
  assert.equal(await part(page, 'play').getAttribute('aria-label'), 'Play');
});

test('the needle goes with the play, and stands at its step when it is stopped or the speed changes', async () => {
  const x = async () => (await middle(needle())).x;
  // So long that no machine comes to its end meanwhile.
  await reopen(page, '#v=1&steps=1000&step=0');
  const first = await x();
  await needle().focus();
  await page.keyboard.press('End');
  await painted(page);
  const unit = ((await x()) - first) / 1000;
  assert.ok(unit > 0.1, `${unit} px a step`);
  await part(page, 'speed').selectOption('10');
  await press(page, 'play');
  for (const speed of ['10', '50']) {
    await part(page, 'speed').selectOption(speed);
    await painted(page);
    const far = await ask(page, async (figure, { from, each }) => {
      const element = /** @type {Element} */ (figure.shadowRoot?.querySelector('[data-ref="needle"]'));
      let most = 0;
      for (let frames = 0; frames < 20; frames += 1) {
        await new Promise(requestAnimationFrame);
        const { left, width } = element.getBoundingClientRect();
        most = Math.max(most, Math.abs(left + width / 2 - from - each * figure.step));
      }
      return most;
    }, { from: first, each: unit });
    assert.ok(far < 2, `${far} px away at ${speed} a second`);
  }
  await press(page, 'play');
  assert.equal(await playing(), false);
  assert.ok(Math.abs((await x()) - first - unit * (await step(page))) < 0.5);
});

test('stepping, scrubbing and pause stop the play', async () => {
  await part(page, 'speed').selectOption('2');
  const chart = await middle(part(page, 'chart'));
  const stops = [
    () => part(page, 'play').click(),
    () => part(page, 'on').click(),
    () => part(page, 'back').click(),
    () => page.mouse.click(chart.x, chart.y),
    () => ask(page, (figure) => figure.pause()),
  ];
  for (const stop of stops) {
    await goTo(page, 10);
    await press(page, 'play');
    assert.equal(await playing(), true);
    await stop();
    assert.equal(await playing(), false);
  }
});

test('the speed is steps per second', async () => {
  const { page: watched } = await blank(browser, { reducedMotion: 'reduce' });
  await watched.clock.install();
  await reopen(watched);
  await part(watched, 'speed').selectOption('20');
  await watched.clock.pauseAt(Date.now() + 60_000);
  await ask(watched, (figure) => {
    figure.seek(0);
    figure.play();
  });
  await watched.clock.runFor(500);
  const slow = await step(watched);
  assert.ok(Math.abs(slow - 10) < 1, `${slow} steps in half a second`);
  await part(watched, 'speed').selectOption('50');
  await watched.clock.runFor(500);
  const fast = (await step(watched)) - slow;
  assert.ok(Math.abs(fast - 25) < 1, `${fast} steps in the next`);
  await watched.context().close();
});

test('a step says whose doing it was', async () => {
  const told = await listen(page);
  await ask(page, (figure) => figure.seek(40));
  await painted(page);
  await press(page, 'back');
  await ask(page, (figure) => (figure.step = 7.4));
  const steps = (await told()).filter(({ type }) => type === 'step').map(({ detail }) => detail);
  assert.deepEqual(steps, [
    { source: 'program', step: 40 },
    { source: 'user', step: 39 },
    { source: 'program', step: 7 },
  ]);
});

test('seek takes what is not a step for the nearest one, and junk for nothing', async () => {
  const found = await ask(page, (figure) =>
    [-5, 1e9, 12.6, Infinity, -Infinity, 30].map((to) => {
      figure.seek(to);
      return figure.step;
    }),
  );
  assert.deepEqual(found, [0, END, 13, END, 0, 30]);
  const junk = await ask(page, (figure) =>
    /** @type {unknown[]} */ (['far', undefined, NaN, {}]).map((to) => {
      figure.seek(/** @type {number} */ (to));
      return figure.step;
    }),
  );
  assert.deepEqual(junk, [30, 30, 30, 30]);
});

test('another Scene shows its own numbers and verdicts at once, though it plays', async () => {
  const { page: moved } = await blank(browser);
  await reopen(moved, '#v=1&steps=100');
  // It plays for longer than anything here is waited for.
  await ask(moved, (figure) => figure.setAttribute('speed', '1'));
  await inFigure(moved).getByRole('button', { name: 'Over the limit' }).click();
  await painted(moved);
  assert.equal(await part(moved, 'learning-rate-box').inputValue(), '0.2');
  assert.equal(await part(moved, 'learning-rate').getAttribute('aria-valuetext'), 'learning rate 0.2');
  const verdicts = () => inFigure(moved, '.card:not(.landscape) .verdict').allTextContents();
  await until(moved, async () => (await verdicts()).every((text) => text !== '' && !text.includes('100 steps')), 'all verdicts are of this Scene');
  assert.equal(await ask(moved, (figure) => figure.playing), true);
  await moved.context().close();
});
