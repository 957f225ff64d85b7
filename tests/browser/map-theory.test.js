// What theory says beside the map, and where it says nothing.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, box, goTo, inFigure, part, press, scene, until, write } from './hand.js';
import { map } from './map.js';

const browser = await launch();
after(() => browser.close());
const { page } = await blank(browser, { reducedMotion: 'reduce' });

test('without a minimizer the map shows from which step on runs have escaped', async () => {
  await reopen(page, '#v=1&surface=saddle&start=-1.5,0.01&steps=80&rules=heavy-ball');
  const says = async () => (await part(page, 'map-says').textContent()) ?? '';
  const left = /Left the plot at step \d+\./.exec(await says())?.[0];
  assert.equal(left, await inFigure(page, '.card .verdict').first().textContent(), 'as on the card');
  const legend = await part(page, 'map-legend').innerText();
  assert.ok(/leaves at step 0.*80.*not yet.*overflows/s.test(legend) && !/settles|farther/.test(legend), legend);
  await write(page, 'learning-rate-box', '0.001');
  assert.match(await says(), /At loss [\d.]+ after 80 steps/);
});

test('what theory says is said of what is in force at the playhead', async () => {
  await reopen(page);
  await write(page, 'learning-rate-box', '0.4');
  await write(page, 'momentum-box', '0.3');
  const says = async () => (await part(page, 'map-says').textContent()) ?? '';
  await goTo(page, 100);
  assert.match(await says(), /Stays within 0.01 from step 41\.\s+Diverges until step 8: .*\s=\s2.6. Monotone from step 8 on: .* Along λ\s=\s20 it swings/);
  const over = () => map(page).locator('canvas').nth(1).evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  const behind = await over();
  await goTo(page, 7);
  assert.match(await says(), /Diverges until step 8: α λ\s=\s8 is over the limit/);
  assert.notEqual(await over(), behind, 'the lines are those of the other learning rate');
  await reopen(page, '#v=1&schedule=20:gradient=0');
  await goTo(page, 100);
  assert.match(await says(), /Coasts from step 20 on: the engine is off/);
});

test('theory’s optimum is a place to jump to', async () => {
  await reopen(page, '#v=1&surface=quadratic(condition-number=100)&start=3.5,3.5&rules=heavy-ball&steps=200');
  assert.match(await part(page, 'map-theory').innerText(), /theory’s optimum: × 0\.8182 a step/);
  await press(page, 'map-theory');
  const { learningRate, momentum } = await scene(page);
  assert.deepEqual([learningRate, momentum], [0.033058, 0.66943], 'links read well');
  assert.match((await part(page, 'map-says').textContent()) ?? '', /Stays within 0.01 from step 52\./);
  await press(page, 'undo');
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
});

test('where α changed on the way theory’s optimum acts from there on, and its words say so', async () => {
  await reopen(page, '#v=1&schedule=8:learning-rate=x0.2');
  await goTo(page, 100);
  assert.match(await part(page, 'map-theory').innerText(), /optimum from step 8 on: rate 0\.6345/);
  await press(page, 'map-theory');
  const { learningRate, schedule } = await scene(page);
  assert.equal(learningRate, 0.05);
  assert.match(schedule, /^8:learning-rate=0\.13\d*,momentum=0\.4\d*$/);
  const converged = await ask(page, ({ trajectories }) => trajectories.find(({ rule }) => rule === 'heavy-ball')?.converged);
  assert.ok(Number(converged) > 8 && Number(converged) < 40, `${converged}`);
});

test('off a quadratic theory speaks of the playhead, and its optimum is no place to jump to where the run leaves', async () => {
  await reopen(page, '#v=1&step=100&surface=goldstein-price&start=1.2,-0.6&learning-rate=0.00001&rules=heavy-ball');
  assert.equal(await part(page, 'map-theory').isVisible(), false);
  const jumps = inFigure(page, '.note', { hasText: 'theory’s optimum overflows at step' });
  await jumps.waitFor();
  assert.match((await part(page, 'map-says').textContent()) ?? '', /near the playhead: /);
  // In the grey at the right, where β is high and α not over the limit, runs leave.
  const { x, y, width } = await box(map(page));
  await page.mouse.move(x + 0.6 * width, y + 60);
  const says = () => part(page, 'map-says').textContent();
  await until(page, async () => /Leaves the number range/.test((await says()) ?? ''), 'it says what becomes of the run');
  assert.doesNotMatch((await says()) ?? '', /Ripples|Monotone|Oscillates/);
  await reopen(page, '#v=1');
  assert.match(await part(page, 'map-theory').innerText(), /theory’s optimum: ×/);
  assert.equal(await jumps.isVisible(), false);
});

test('in panels sentence, curvature and optimum are those of one form, by its name', async () => {
  await reopen(page, '#v=1&layout=panels&rules=heavy-ball+ema&surface=rosenbrock&learning-rate=0.0005&momentum=0.9&steps=200&step=30');
  const told = async () => ({
    says: (await part(page, 'map-says').textContent()) ?? '',
    curvature: await part(page, 'map-curvature').textContent(),
    optimum: await inFigure(page, '.note', { hasText: 'theory’s optimum overflows' }).isVisible(),
  });
  const first = await told();
  assert.match(first.says, /^Heavy ball: /);
  const { x, y } = await box(map(page, 1));
  await page.mouse.move(x + 120, y + 120);
  await until(page, async () => (await told()).says.startsWith('EMA: '), 'the map at the pointer is named');
  const hovered = await told();
  assert.notEqual(hovered.curvature, first.curvature);
  assert.notEqual(hovered.optimum, first.optimum);
  await page.mouse.move(5, 5);
  await until(page, async () => JSON.stringify(await told()) === JSON.stringify(first), 'it is the first one’s again');
});
