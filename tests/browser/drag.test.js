// Whatever is dragged redraws the figure under the hand, and is one entry of the history.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { alike, ask, box, drag, fromAfar, goTo, inFigure, ink, middle, painted, part, press, pull, scene, step, thumb, until, write } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => reopen(page));

/** Where the handle is, in the pixels of the window. */
const handle = () => middle(part(page, 'start'));

/** @param {{ x: number, y: number }} found @param {{ x: number, y: number }} expected @param {number} slack */
function at(found, expected, slack) {
  const off = Math.hypot(found.x - expected.x, found.y - expected.y);
  assert.ok(off <= slack, `${JSON.stringify(found)} is ${off} px from ${JSON.stringify(expected)}`);
}

test('while α is dragged, the whole paths are drawn anew at every move and nothing plays', async () => {
  await goTo(page, 0);
  const faint = await ink(page, 'paths');
  const prints = new Set([faint.print]);
  const from = await thumb(part(page, 'learning-rate'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let move = 1; move <= 5; move += 1) {
    await page.mouse.move(from.x - 8 * move, from.y);
    const now = await ink(page, 'paths');
    prints.add(now.print);
    assert.ok(now.solid > 2 * faint.solid, `the paths are whole though the playhead is at 0: ${faint.solid} then ${now.solid} pixels`);
    assert.equal(await ask(page, (figure) => figure.playing), false);
    assert.equal(await step(page), 0);
  }
  await page.mouse.up();
  assert.equal(prints.size, 6, 'each move has a picture of its own');
  assert.deepEqual(troubles, []);
});

test('the numbers follow while the button is still down', async () => {
  const before = await scene(page);
  const seen = new Set([before.momentum]);
  const from = await thumb(part(page, 'momentum'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let move = 1; move <= 4; move += 1) {
    await page.mouse.move(from.x + 12 * move, from.y);
    await painted(page);
    const { momentum } = await scene(page);
    seen.add(momentum);
    assert.ok(momentum > before.momentum && momentum < 1);
    assert.ok(String(momentum).length <= '0.9999'.length, `links read well: ${momentum}`);
    assert.equal(await part(page, 'momentum-box').inputValue(), String(momentum));
    const inForce = await ask(page, (figure) => [.../** @type {Float64Array} */ (figure.trajectories[1].hyperparameters.momentum)]);
    assert.deepEqual([...new Set(inForce)], [momentum]);
  }
  await page.mouse.up();
  assert.equal(seen.size, 5);
});

test('the ghost of the paths before stays while the button is down, and goes with it', async () => {
  assert.equal((await ink(page, 'ghost')).pixels, 0);
  await pull(page, await thumb(part(page, 'learning-rate')), { x: -30 });
  const held = await ink(page, 'ghost');
  assert.ok(held.pixels > 1000, `${held.pixels} pixels of ghost`);
  await page.mouse.move(0, 0);
  assert.deepEqual(await ink(page, 'ghost'), held, 'it stays as it was while the paths go on');
  await page.mouse.up();
  assert.equal((await ink(page, 'ghost')).pixels, 0);
});

test('one drag is one entry of the history, and undo and redo bring both Scenes back', async () => {
  const before = await scene(page);
  const picture = await ink(page, 'paths');
  await drag(page, await thumb(part(page, 'learning-rate')), { x: -60 }, 12);
  const dragged = await scene(page);
  assert.ok(dragged.learningRate < before.learningRate);
  await press(page, 'undo');
  assert.deepEqual(await scene(page), before);
  assert.deepEqual(await ink(page, 'paths'), picture);
  await until(page, () => part(page, 'undo').isDisabled(), 'there was one entry');
  await press(page, 'redo');
  assert.deepEqual(await scene(page), dragged);
  await until(page, () => part(page, 'redo').isDisabled(), 'nothing is left to redo');
});

test('Ctrl Z and Ctrl Shift Z go on working when undo by its button has nothing left', async () => {
  const before = await scene(page);
  await drag(page, await thumb(part(page, 'momentum')), { x: 40 });
  const dragged = await scene(page);
  await page.keyboard.press('Control+z');
  assert.deepEqual(await scene(page), before);
  await page.keyboard.press('Control+Shift+z');
  assert.deepEqual(await scene(page), dragged);
  await press(page, 'undo');
  assert.deepEqual(await scene(page), before);
  await page.keyboard.press('Control+Shift+z');
  assert.deepEqual(await scene(page), dragged);
});

test('where undo or the other hand ends a gesture, the rest of the drag is one entry, too', async () => {
  const take = /** @type {const} */ ([['start', () => middle(part(page, 'start'))], ['map', () => middle(inFigure(page, '.handle'))], ['α', () => thumb(part(page, 'learning-rate'))]]);
  for (const [what, where] of take) {
    await reopen(page);
    const { x, y } = await where();
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let move = 1; move < 12; move += 1) {
      await page.mouse.move(x + 2 * move, y);
      if (move === 6) await page.keyboard.press('Control+z');
    }
    await page.mouse.up();
    await painted(page);
    let entries = 0;
    while ((await part(page, 'undo').getAttribute('aria-disabled')) !== 'true' && entries < 20) {
      await press(page, 'undo');
      entries += 1;
    }
    assert.ok(entries >= 1 && entries <= 2, `${entries} entries of ${what}`);
  }
});

test('where the hand is taken away from the plot or the timeline, neither follows a mouse without a button', async () => {
  const lose = () => ask(page, async (figure) => {
    const holds = /** @type {HTMLElement[]} */ ([...(figure.shadowRoot?.querySelectorAll('[data-ref="plot"], [data-ref="chart"], .marker') ?? [])]);
    for (const each of holds) if (each.hasPointerCapture(1)) each.releasePointerCapture(1);
  });
  await reopen(page, '#v=1&schedule=30:learning-rate=0.01');
  for (const place of [part(page, 'plot'), part(page, 'chart'), inFigure(page, '.marker')]) {
    const { x, y } = await middle(place);
    await page.mouse.move(x + 30, y);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 20, y);
    await lose();
    await page.mouse.move(x - 30, y);
    await painted(page);
    const before = await ask(page, (figure) => [figure.link, figure.step, figure.shadowRoot?.querySelector('[data-ref="home"]')?.hasAttribute('hidden')]);
    await page.mouse.move(x - 80, y);
    await painted(page);
    const later = await ask(page, (figure) => [figure.link, figure.step, figure.shadowRoot?.querySelector('[data-ref="home"]')?.hasAttribute('hidden')]);
    assert.deepEqual(later, before);
    await page.mouse.up();
  }
});

test('another button of the mouse takes no dial', async () => {
  await ask(page, (figure) => {
    figure.seek(0);
    figure.play();
  });
  const { x, y } = await thumb(part(page, 'learning-rate'));
  await page.mouse.move(x, y);
  for (const button of /** @type {const} */ (['right', 'middle'])) {
    await page.mouse.down({ button });
    assert.equal(await ask(page, (figure) => figure.playing), true, button);
    await page.mouse.up({ button });
  }
});

test('a press that changes nothing is no entry of the history', async () => {
  const before = await scene(page);
  const { x, y } = await handle();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.up();
  await painted(page);
  assert.deepEqual(await scene(page), before);
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
});

test('the start follows the pointer, and all paths begin there', async () => {
  const before = await scene(page);
  const from = await handle();
  const picture = await ink(page, 'paths');
  await pull(page, { x: from.x + 5, y: from.y - 4 }, { x: 120, y: 60 });
  at(await handle(), { x: from.x + 120, y: from.y + 60 }, 1);
  assert.notEqual((await ink(page, 'paths')).print, picture.print);
  await page.mouse.up();
  const { start } = await scene(page);
  assert.ok(start[0] > before.start[0] && start[1] < before.start[1], `right and down is ${start}`);
  for (const point of await ask(page, (figure) => figure.trajectories.map(({ points }) => [points[0], points[1]]))) {
    assert.deepEqual(point, start);
  }
  await press(page, 'undo');
  assert.deepEqual(await scene(page), before);
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
});

test('the start has the focus from a hand that drags it, and its ring from the keyboard alone', async () => {
  const ring = () => part(page, 'start').evaluate((start) => [start.matches(':focus'), start.matches(':focus-visible')]);
  await drag(page, await handle(), { x: 40, y: 20 });
  assert.deepEqual(await ring(), [true, false]);
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await ring(), [true, true], 'arrow keys go on from there');
  await reopen(page);
  await part(page, 'plot').focus();
  await page.keyboard.press('Tab');
  assert.deepEqual(await ring(), [true, true]);
});

test('the start stays within the plot however far the pointer goes', async () => {
  await drag(page, await handle(), { x: -2000, y: -20 });
  const plot = await box(part(page, 'plot'));
  at(await handle(), { x: plot.x, y: (await handle()).y }, 5);
  assert.equal(await part(page, 'start').getAttribute('data-outside'), null, 'and in sight');
  assert.ok((await scene(page)).start.every(Number.isFinite));
});

test('a click on the plot puts the start there', async () => {
  const plot = await box(part(page, 'plot'));
  const point = { x: plot.x + plot.width * 0.7, y: plot.y + plot.height * 0.3 };
  await page.mouse.click(point.x, point.y);
  await painted(page);
  at(await handle(), point, 1);
  await press(page, 'undo');
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
});

test('arrow keys move the start, Shift moves it finer, and a held key is one entry', async () => {
  const before = await scene(page);
  const from = await handle();
  await part(page, 'start').focus();
  await page.keyboard.down('ArrowRight');
  await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  await painted(page);
  const coarse = await handle();
  at(coarse, { x: from.x + 20, y: from.y }, 1);
  await page.keyboard.press('Shift+ArrowUp');
  await painted(page);
  at(await handle(), { x: coarse.x, y: coarse.y - 1 }, 0.6);
  const fine = await scene(page);
  assert.ok(fine.start[1] > before.start[1]);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await painted(page);
  assert.deepEqual(await scene(page), before);
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
});

test('a drag on the plot pans it, the wheel with Ctrl zooms, and there is a way home', async () => {
  const before = await scene(page);
  const landscape = await ink(page, 'landscape');
  const from = await handle();
  const plot = await middle(part(page, 'plot'));
  await drag(page, { x: plot.x, y: plot.y + 100 }, { x: 80, y: -30 });
  at(await handle(), { x: from.x + 80, y: from.y - 30 }, 1);
  const panned = await ink(page, 'landscape');
  assert.notEqual(panned.print, landscape.print);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await until(page, async () => (await ink(page, 'landscape')).print !== panned.print, 'it zooms');
  assert.deepEqual(await scene(page), before, 'the view is not the Scene');
  await press(page, 'home');
  at(await handle(), from, 0.01);
  assert.deepEqual(await ink(page, 'landscape'), landscape);
  assert.ok(await part(page, 'home').isHidden());
});

test('Shift and arrow keys on the plot move the view by a tenth, and neither the step nor the start', async () => {
  const plot = part(page, 'plot');
  for (const layout of ['overlay', 'panels']) {
    // Its start stays in sight.
    await reopen(page, `#v=1&rules=ema heavy-ball&start=1,0.3&layout=${layout}`);
    const { width, height } = await box(plot);
    const before = await scene(page);
    await plot.focus();
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('+');
    await painted(page);
    const from = await handle();
    await page.keyboard.press('Shift+ArrowLeft');
    await painted(page);
    const { x, y } = await handle();
    // Of a panel, which is less than half of the plot.
    const tenth = layout === 'panels' ? width / 20 : width / 10;
    assert.ok(Math.abs(x - from.x - tenth) < 0.2 * tenth && Math.abs(y - from.y) < 1, `${layout}: by ${x - from.x} of ${width} px`);
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowRight');
    await painted(page);
    const up = await handle();
    assert.ok(up.y - from.y > height / 13 && up.y - from.y < height / 9, `${layout}: by ${up.y - from.y} of ${height} px`);
    at(up, { x: from.x, y: up.y }, 1);
    await page.keyboard.press('Shift+ArrowDown');
    await painted(page);
    at(await handle(), from, 1);
    assert.deepEqual(await scene(page), before);
    assert.equal(await step(page), 100);
  }
});

test('the wheel alone scrolls the page', async () => {
  const { x, y } = await middle(part(page, 'plot'));
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 200);
  await page.waitForFunction(() => scrollY > 0);
});

test('a start out of sight is pressed to be seen, and dragged back in', async () => {
  const start = part(page, 'start');
  const outside = async () => (await start.getAttribute('data-outside')) !== null;
  await reopen(page, '#v=1&start=30,20&rules=heavy-ball');
  const edge = await handle();
  const plot = await box(part(page, 'plot'));
  assert.ok(edge.x < plot.x + plot.width && edge.y > plot.y, 'the whole arrow is in the plot');
  assert.ok(await outside());
  await start.click();
  await painted(page);
  assert.ok(!(await outside()), 'it is in sight');
  assert.deepEqual((await scene(page)).start, [30, 20], 'and where it was');
  await press(page, 'home');
  assert.ok(await outside());
  await drag(page, await handle(), { x: -200, y: 100 });
  assert.ok(!(await outside()));
  assert.ok((await scene(page)).start[0] < 4, 'taken to where the hand is');
  assert.deepEqual(troubles, []);
});

test('after a gesture the words are those of a figure opened from its link', async () => {
  await reopen(page, '#v=1&start=-3.6,1.05&step=100');
  await pull(page, await thumb(part(page, 'learning-rate')), { x: -30 });
  const held = await ink(page, 'playhead');
  await page.mouse.up();
  const { print } = await ink(page, 'playhead');
  assert.notEqual(print, held.print, 'or nothing is tried here: some word has a better place');
  await reopen(page, `#${await ask(page, (figure) => figure.link)}`);
  assert.equal((await ink(page, 'playhead')).print, print);
});

test('after a gesture or a number typed halfway through a run, the paths are those of a figure opened from its link', async () => {
  const opened = async () => {
    const found = await fromAfar(page, 'paths');
    await reopen(page, `#${await ask(page, (figure) => figure.link)}`);
    alike(found, await fromAfar(page, 'paths'));
  };
  await goTo(page, 30);
  const { solid } = await ink(page, 'paths');
  await pull(page, await thumb(part(page, 'learning-rate')), { x: -3 });
  assert.ok((await ink(page, 'paths')).solid > 1.1 * solid, 'they are whole as long as it is held');
  await page.mouse.up();
  await opened();
  await write(page, 'momentum-box', '0.8');
  await opened();
});

test('a dial whose number a change at step 0 replaces says so, unless it acts from a later step', async () => {
  const said = () => Promise.all(['learning-rate-from', 'momentum-from'].map((name) => part(page, name).textContent()));
  await reopen(page, '#v=1&steps=40&schedule=0:learning-rate=0.01,momentum=x0.5&step=0');
  assert.deepEqual(await said(), ['set at step 0', ''], 'a factor leaves the dial its say');
  await press(page, 'from-here');
  assert.deepEqual(await said(), ['set at step 0', ''], 'at step 0 it is the base value');
  await goTo(page, 12);
  assert.deepEqual(await said(), ['from step 12 on', 'from step 12 on']);
  await ask(page, (figure) => figure.setAttribute('schedule', ''));
  await goTo(page, 0);
  assert.deepEqual(await said(), ['', '']);
});

test('a dial that some or all forms do not take says so', async () => {
  /** @param {string} rules */
  const said = async (rules) => {
    await ask(page, (figure, text) => figure.setAttribute('rules', text), rules);
    await painted(page);
    return Promise.all(['learning-rate-from', 'momentum-from'].map((name) => part(page, name).textContent()));
  };
  assert.deepEqual(await said('heavy-ball rmsprop(learning-rate=0.05)'), ['one has its own', '']);
  assert.deepEqual(await said('rmsprop(learning-rate=0.05) adam(learning-rate=0.2)'), ['each has its own', '']);
  assert.equal(await inFigure(page, '.dial[data-idle]').count(), 0, 'moved, it is for all of them again');
  assert.deepEqual(await said('gradient-descent'), ['', 'no form has one']);
  assert.ok(await inFigure(page, '.dial[data-idle] [data-ref="momentum"]').isVisible());
  assert.deepEqual(await said('gradient-descent trace'), ['', '']);
  assert.equal(await inFigure(page, '.dial[data-idle]').count(), 0);
});

test('a double click goes home and leaves the start where it was, also where the first click has put it, in every panel', async () => {
  for (const [layout, shares] of /** @type {[string, number[]][]} */ ([['overlay', [0.6]], ['panels', [0.3, 0.8]]])) {
    for (const share of shares) {
      await reopen(page, `#v=1&layout=${layout}&rules=ema heavy-ball`);
      await press(page, 'nearer');
      const { start } = await scene(page);
      const plot = await box(part(page, 'plot'));
      const [x, y] = [plot.x + plot.width * share, plot.y + plot.height * 0.6];
      for (const clickCount of [1, 2]) {
        await page.mouse.move(x, y);
        await page.mouse.down({ clickCount });
        await page.mouse.up({ clickCount });
        await painted(page);
      }
      assert.ok(await part(page, 'home').isHidden(), `${layout} at ${share}`);
      assert.deepEqual((await scene(page)).start, start, `${layout} at ${share}`);
    }
  }
});
