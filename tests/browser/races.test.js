// Several `<heavy-ball>`s, and several askers, at once.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { host, launch, open, ready, rehost } from './browser.js';
import { alive, drag, painted, part, press, scene, thumb, until, write } from './hand.js';
import { SCRIPT, WORDS, notes } from './notes.js';

const browser = await launch();
after(() => browser.close());
const { desk, say } = await notes(browser);

test('races: several elements share one module and do not disturb each other', async () => {
  const asked = [];
  const { page } = await host(browser, '<!doctype html><body>');
  page.on('request', (request) => request.url().includes('.wasm') && asked.push(request.url()));
  await page.setContent(`<!doctype html><body>${WORDS}
    <heavy-ball id="a" momentum="0.1"></heavy-ball><heavy-ball id="b" momentum="0.2"></heavy-ball><heavy-ball id="c"></heavy-ball>${SCRIPT}`);
  const answer = await page.evaluate(`(async () => {
    await upgraded();
    log.length = 0;
    a.scene = { momentum: 0.6, steps: 33 };
    b.remove();
    a.play();
    await frames();
    return { a: [a.scene.momentum, a.playing], c: [c.scene.momentum, c.playing], ids: [...new Set(log.map(({ id }) => id))] };
  })()`);
  assert.deepEqual(answer, { a: [0.6, true], c: [0.9, false], ids: ['a'] });
  assert.equal(asked.length, 1);
  await page.context().close();
});

test('races: what is asked one after the other happens in that order', async () => {
  const { answer } = await say(
    '',
    `const element = document.createElement('heavy-ball');
     element.seek(5);
     element.scene = { steps: 20 };
     element.seek(9);
     element.setAttribute('steps', '3');
     document.body.append(element);
     await element.ready;
     const early = [element.step, element.scene.steps];
     element.setAttribute('momentum', '0.2');
     element.scene = { momentum: 0.3 };
     await frames();
     return [...early, element.step, element.scene.steps, element.scene.momentum];`,
  );
  assert.deepEqual(answer, [3, 3, 9, 100, 0.3]);
});

test('races: what is given out is a copy', async () => {
  const { answer } = await say(
    `<heavy-ball></heavy-ball>`,
    `const { scene } = figure();
     scene.rules.push('junk');
     scene.start[0] = 99;
     const [run] = figure().trajectories;
     run.points.fill(NaN);
     figure().scene = { momentum: 0.3 };
     return [figure().scene.rules.includes('junk'), figure().scene.start[0], figure().trajectories[0].points.some(Number.isNaN), run.points.buffer instanceof ArrayBuffer && run.points.buffer.byteLength];`,
  );
  assert.equal(answer[0], false);
  assert.notEqual(answer[1], 99);
  assert.equal(answer[2], false);
  assert.ok(answer[3] < 10_000, 'not a view of the wasm memory');
});

test('races: several elements under the hand do not disturb each other', async () => {
  await desk.emulateMedia({ reducedMotion: 'reduce' });
  await rehost(desk, `<!doctype html><body><heavy-ball id="a"></heavy-ball><heavy-ball id="b" momentum="0.5"></heavy-ball>${SCRIPT}`);
  await ready(desk);
  const other = () => desk.locator('#b').evaluate((/** @type {any} */ figure) => [figure.scene, figure.step, figure.playing, figure.link]);
  await desk.waitForFunction(() => /** @type {any} */ (document.querySelector('#b')).scene);
  const before = await other();
  await drag(desk, await thumb(part(desk, 'momentum')), { x: 40 });
  await part(desk, 'match').locator('input[value="matched"]').check();
  await part(desk, 'layout').locator('input[value="panels"]').check();
  await part(desk, 'from-here').scrollIntoViewIfNeeded();
  await press(desk, 'back');
  await desk.keyboard.press('Control+z');
  await part(desk, 'play').click();
  await painted(desk);
  assert.deepEqual(await other(), before);
  assert.equal(await desk.locator('#b [data-ref="match"] input[value="raw"]').isChecked(), true);
  assert.equal(await desk.locator('#b [data-ref="layout"] input[value="overlay"]').isChecked(), true);
  const mine = await scene(desk);
  await desk.locator('#b [data-ref="undo"]').scrollIntoViewIfNeeded();
  await until(desk, () => desk.locator('#b [data-ref="undo"]').isDisabled(), 'nothing is left to undo');
  await desk.locator('#b [data-ref="surface"]').selectOption('beale');
  assert.deepEqual(await scene(desk), mine);
});

test('events: one change a frame, from a program; the reserved names are absent', async () => {
  const { answer } = await say(
    `<heavy-ball></heavy-ball>`,
    `await frames(); log.length = 0;
     for (let n = 1; n <= 50; n += 1) figure().scene = { ...figure().scene, momentum: n / 100 };
     figure().seek(3);
     await frames();
     const reserved = ['toSVG', 'toBlob', 'toCSV', 'embedCode', 'noise', 'batch', 'seed'];
     return [log, reserved.filter((name) => name in figure())];`,
  );
  assert.deepEqual(answer[0], [
    { type: 'change', source: 'program', keys: ['momentum'], landmark: true, id: '' },
    { type: 'step', source: 'program', step: 3, id: '' },
  ]);
  assert.deepEqual(answer[1], []);
});

test('events: what was changed right before a figure is taken out is told, once, when it is back', async () => {
  for (const pause of ['', 'await frames();']) {
    const { answer } = await say(
      `<heavy-ball></heavy-ball>`,
      `const element = figure();
       const told = [];
       for (const type of ['change', 'step', 'error']) {
         element.addEventListener('heavy-ball-' + type, ({ detail: { keys, step, problems } }) => told.push([element.isConnected, keys ?? step ?? problems.length]));
       }
       await frames();
       element.scene = { momentum: 0.5, steps: -1 };
       element.seek(20);
       element.remove();
       ${pause}
       await new Promise((done) => setTimeout(done, 100));
       const away = told.splice(0);
       document.body.append(element);
       await element.ready;
       await frames(20);
       return [away, told, element.step];`,
    );
    const [away, told, step] = answer;
    assert.deepEqual([away, step], [[], 20]);
    assert.deepEqual(told.toSorted(), [[true, 1], [true, 20], [true, ['momentum']]].toSorted());
  }
});

test('events: what a listener does is its own doing, and told after what it was told of', async () => {
  await rehost(desk, `<!doctype html><body>${WORDS}<heavy-ball steps="50"></heavy-ball>${SCRIPT}`);
  await ready(desk);
  await desk.evaluate(`
    log.length = 0;
    figure().addEventListener('heavy-ball-change', () => figure().seek(7), { once: true });
  `);
  await write(desk, 'tolerance', '0.5');
  await until(desk, async () => (await desk.evaluate('log.length')) > 1, 'both are told');
  assert.deepEqual(await desk.evaluate('log.map(({ type, source, step }) => [type, source, step ?? 0])'), [['change', 'user', 0], ['step', 'program', 7]]);
});

test('events: a listener that leads a play on from its last step has not come to the end', async () => {
  const { answer } = await say(
    `<heavy-ball steps="3" speed="1000"></heavy-ball>`,
    `let again = 0;
     addEventListener('heavy-ball-step', ({ detail }) => {
       if (detail.step !== 3 || again > 1) return;
       again += 1;
       figure().seek(1);
     });
     for (let n = 0; n < 3; n += 1) {
       figure().seek(0);
       await frames();
       figure().play();
       await frames(10);
     }
     return [again, log.filter(({ type }) => type === 'end').length, figure().step];`,
  );
  assert.deepEqual(answer, [2, 1, 3]);
});

test('races: a form is switched off while its map is still on its way', async () => {
  const { page, troubles } = await open(browser, '#v=1&steps=3000&rules=adam+heavy-ball&surface=rosenbrock', { reducedMotion: 'reduce' });
  await ready(page);
  for (const name of ['Heavy ball', 'Adam']) {
    await page.evaluate(() => {
      const figure = /** @type {any} */ (document.querySelector('heavy-ball'));
      figure.scene = { rules: ['adam', 'heavy-ball'], surface: 'rosenbrock', steps: 3000 };
    });
    await painted(page);
    await part(page, 'rules').getByRole('button', { name, exact: true }).click();
    await painted(page);
    assert.equal((await scene(page)).rules.length, 1, name);
  }
  await alive(page, troubles);
  await page.context().close();
});
