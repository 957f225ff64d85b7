// "From here on": one gesture in the middle of a run is one marker on the timeline and one entry of the history.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import {
  ask,
  box,
  drag,
  goTo,
  inFigure,
  middle,
  painted,
  part,
  press,
  pull,
  runs,
  scene,
  step,
  thumb,
  until,
  write,
} from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => reopen(page, '#v=1&rules=heavy-ball trace&steps=100&speed=20'));

const here = () => part(page, 'from-here');
const alpha = async () => thumb(part(page, 'learning-rate'));
const beta = async () => thumb(part(page, 'momentum'));
const marker = (/** @type {number} */ at = 0) => inFigure(page, '.marker').nth(at);
const label = (/** @type {number} */ at = 0) => marker(at).locator('span');

/** The playhead at a step, with the switch on. @param {number} at */
async function hereAt(at) {
  await goTo(page, at);
  await press(page, 'from-here');
  assert.equal(await here().getAttribute('aria-checked'), 'true');
}

const undo = () => press(page, 'undo');

/** The only key of a schedule's only entry. @param {string} schedule @param {number} at @param {string} key */
function only(schedule, at, key) {
  const [, where, what, value] = /^(\d+):([a-z-]+)=([\d.e-]+)$/.exec(schedule) ?? [];
  assert.deepEqual([where, what], [String(at), key], schedule);
  return Number(value);
}

test('what a marker multiplies is said without the digits of rounding', async () => {
  await reopen(page, '#v=1&learning-rate=0.05&schedule=8:learning-rate=x0.2');
  await hereAt(50);
  assert.equal(await part(page, 'learning-rate-box').inputValue(), '0.01');
  assert.equal(await part(page, 'learning-rate').getAttribute('aria-valuetext'), 'learning rate 0.01');
});

test('one drag of many moves is one marker and one entry, and leaves the base value alone', async () => {
  const before = await scene(page);
  await hereAt(30);
  await drag(page, await alpha(), { x: -70 }, 15);
  const { schedule, ...rest } = await scene(page);
  assert.ok(only(schedule, 30, 'learning-rate') < before.learningRate / 3);
  assert.deepEqual({ schedule: '', ...rest }, { ...before, schedule: '' });
  assert.equal(await inFigure(page, '.marker').count(), 1);
  const { 'Heavy ball': ball, Trace } = await runs(page);
  assert.deepEqual(ball.points[30].map((x) => x.toFixed(9)), Trace.points[30].map((x) => x.toFixed(9)));
  assert.ok(Math.hypot(ball.points[34][0] - Trace.points[34][0], ball.points[34][1] - Trace.points[34][1]) > 0.01, 'they part');
  await undo();
  assert.deepEqual(await scene(page), before);
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
  assert.deepEqual(troubles, []);
});

test('the dials show what is in force at the playhead, and the base value when the switch is off', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.002');
  assert.equal(await part(page, 'learning-rate-box').inputValue(), '0.002');
  await press(page, 'back');
  assert.equal(await part(page, 'learning-rate-box').inputValue(), String((await scene(page)).learningRate));
  await press(page, 'from-here');
  await press(page, 'on');
  assert.equal(await part(page, 'learning-rate-box').inputValue(), String((await scene(page)).learningRate));
});

test('a second gesture at the same step replaces the first, and the other dial joins it', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.01');
  await drag(page, await alpha(), { x: -40 });
  const first = only((await scene(page)).schedule, 30, 'learning-rate');
  assert.ok(first < 0.01);
  await write(page, 'momentum-box', '0.5');
  assert.equal((await scene(page)).schedule, `30:learning-rate=${first},momentum=0.5`);
  assert.equal(await inFigure(page, '.marker').count(), 1);
  await undo();
  assert.equal((await scene(page)).schedule, `30:learning-rate=${first}`);
  await undo();
  assert.equal((await scene(page)).schedule, '30:learning-rate=0.01');
  await undo();
  assert.equal((await scene(page)).schedule, '');
});

test('the step is fixed when the hand takes hold, and play pauses', async () => {
  // So slow that it cannot come to its end before the hand takes hold.
  await ask(page, (figure) => figure.setAttribute('speed', '5'));
  await hereAt(1);
  await page.keyboard.press('Tab');
  await press(page, 'play');
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('heavy-ball')).step > 3);
  await pull(page, await beta(), { x: -60 });
  assert.equal(await ask(page, (figure) => figure.playing), false);
  const at = await step(page);
  assert.ok(Number.isInteger(at) && at < 100, `step ${at}`);
  only((await scene(page)).schedule, at, 'momentum');
  await ask(page, (figure) => figure.seek(80));
  await page.mouse.move(0, 300);
  await page.mouse.up();
  only((await scene(page)).schedule, at, 'momentum');
});

test('at step 0 the base value is edited', async () => {
  const before = await scene(page);
  await hereAt(0);
  await drag(page, await beta(), { x: -50 });
  const { momentum, schedule } = await scene(page);
  assert.ok(momentum < before.momentum);
  assert.equal(schedule, '');
});

test('at the last step the switch is off and says why', async () => {
  const before = await scene(page);
  await hereAt(99);
  await press(page, 'on');
  assert.equal(await step(page), 100);
  assert.equal(await here().getAttribute('aria-checked'), 'false');
  assert.equal(await here().getAttribute('aria-disabled'), 'true');
  assert.match((await here().getAttribute('title')) ?? '', /last step/);
  await drag(page, await beta(), { x: -50 });
  assert.equal((await scene(page)).schedule, '');
  assert.ok((await scene(page)).momentum < before.momentum, 'the base value is edited');
});

test('at the last step and at step 0 the dials show the base value, which is what they change', async () => {
  await hereAt(22);
  await write(page, 'learning-rate-box', '0.002');
  const { learningRate, schedule } = await scene(page);
  const shown = () => part(page, 'learning-rate-box').inputValue();
  for (const at of [100, 0]) {
    await goTo(page, at);
    assert.equal(await shown(), String(learningRate), `step ${at}`);
    assert.equal(await part(page, 'learning-rate-from').textContent(), '', `step ${at}`);
  }
  await goTo(page, 22);
  assert.equal(await shown(), '0.002');
  await goTo(page, 100);
  const at = await alpha();
  await pull(page, at, { x: -40 });
  const moved = await scene(page);
  assert.ok(moved.learningRate < learningRate);
  assert.deepEqual({ schedule: moved.schedule, shown: await shown() }, { schedule, shown: String(moved.learningRate) });
  await page.mouse.up();
});

test('who presses the switch at the last step is told why it stays off', async () => {
  await goTo(page, 100);
  // It says so by aria-disabled, and a reader presses it all the same.
  await here().click({ force: true });
  await painted(page);
  assert.equal(await here().getAttribute('aria-checked'), 'false');
  const hint = part(page, 'transport-hint');
  assert.match((await hint.textContent()) ?? '', /last step/);
  assert.ok(await hint.isVisible());
  await press(page, 'back');
  assert.equal(await hint.textContent(), '', 'the reason goes when it is none any more');
});

test('a marker is dragged along the timeline, as one entry', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.01');
  const { points } = (await runs(page)).Trace;
  await drag(page, await middle(label()), { x: 150 }, 12);
  const { schedule } = await scene(page);
  const to = Number(schedule.split(':')[0]);
  assert.equal(schedule, `${to}:learning-rate=0.01`);
  const chart = await box(part(page, 'chart'));
  assert.ok(Math.abs(to - 30 - (150 / chart.width) * 100) < 8, `step ${to}`);
  assert.notDeepEqual((await runs(page)).Trace.points[40], points[40]);
  assert.match((await label().textContent()) ?? '', /α → 0.01/);
  await undo();
  assert.equal((await scene(page)).schedule, '30:learning-rate=0.01');
  await undo();
  assert.equal((await scene(page)).schedule, '');
});

test('a marker moves by arrow keys, stays between the ends, and does not swallow another', async () => {
  await ask(page, (figure) => figure.setAttribute('schedule', '3:momentum=0.5;5:momentum=0.8'));
  await painted(page);
  await marker(0).focus();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('ArrowRight');
  assert.equal((await scene(page)).schedule, '4:momentum=0.5; 5:momentum=0.8', 'it does not swallow its neighbour');
  for (let times = 0; times < 6; times += 1) await page.keyboard.press('ArrowLeft');
  assert.equal((await scene(page)).schedule, '0:momentum=0.5; 5:momentum=0.8');
});

test('a marker that was dragged is opened by Enter', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.01');
  await drag(page, await middle(label()), { x: 80 }, 6);
  await marker().focus();
  await page.keyboard.press('Enter');
  assert.ok(await part(page, 'editor').isVisible());
  assert.equal(await part(page, 'editor-text').inputValue(), 'learning-rate=0.01');
});

test('a change after the last step is named, edited at its own step, and stands on the timeline when the run is longer', async () => {
  await ask(page, (figure) => figure.setAttribute('schedule', '5000:gradient=0'));
  await painted(page);
  assert.equal(await inFigure(page, '.marker').count(), 0);
  const others = part(page, 'others');
  assert.equal(await others.innerText(), 'After the last step, so without effect:\nstep 5000: gradient off');
  await others.locator('button').click();
  assert.equal(await part(page, 'editor-step').inputValue(), '5000');
  assert.equal(await part(page, 'editor-text').inputValue(), 'gradient=0');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('momentum=0.5');
  await page.keyboard.press('Enter');
  assert.equal((await scene(page)).schedule, '5000:momentum=0.5');
  await write(page, 'steps', '6000');
  assert.ok(await others.isHidden());
  assert.equal(await inFigure(page, '.marker').count(), 1);
});

test('a change added at the beginning stands there', async () => {
  await goTo(page, 0);
  await press(page, 'mark');
  await page.keyboard.type('momentum=0.5');
  await page.keyboard.press('Enter');
  assert.equal((await scene(page)).schedule, '0:momentum=0.5');
  await ask(page, (figure) => figure.setAttribute('schedule', '0:momentum=0.7'));
  await painted(page);
  await press(page, 'mark');
  assert.equal(await part(page, 'editor-text').inputValue(), 'momentum=0.7', 'one that is there is the one that is edited');
});

test('the button for a change says which step it is for, and at the last one why there is none to add', async () => {
  const name = () => part(page, 'mark').getAttribute('aria-label');
  await goTo(page, 40);
  assert.equal(await name(), 'Add a change at step 40');
  await press(page, 'mark');
  assert.equal(await part(page, 'editor-step').inputValue(), '40');
  await page.keyboard.type('momentum=0.5');
  await page.keyboard.press('Enter');
  await painted(page);
  assert.equal(await name(), 'Edit the change at step 40');
  await goTo(page, 100);
  await part(page, 'mark').click({ force: true });
  await painted(page);
  assert.match((await part(page, 'transport-hint').textContent()) ?? '', /after the last step/);
  assert.ok(await part(page, 'editor').isHidden());
  await press(page, 'back');
  assert.equal(await part(page, 'transport-hint').textContent(), '');
  assert.equal(await name(), 'Add a change at step 99');
});

test('a marker is edited: what is written replaces it', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.01');
  await label().click();
  assert.equal(await part(page, 'editor-text').inputValue(), 'learning-rate=0.01');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('momentum=0.2, gradient=0');
  await page.keyboard.press('Enter');
  assert.equal((await scene(page)).schedule, '30:momentum=0.2,gradient=0');
  assert.ok(await part(page, 'editor').isHidden());
  await undo();
  assert.equal((await scene(page)).schedule, '30:learning-rate=0.01');
});

test('what the editor says is legal is what it takes', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.01');
  await label().click();
  const set = async (/** @type {string} */ text) => {
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    return (await part(page, 'editor-problem').textContent()) ?? '';
  };
  const like = /expected changes like (\S+), got "banana"$/.exec(await set('banana'))?.[1] ?? '';
  assert.match(await set('60:learning-rate=x0.1'), /^expected learning-rate, momentum or gradient before =/);
  await set(like);
  assert.ok(await part(page, 'editor').isHidden());
  assert.equal((await scene(page)).schedule, `30:${like}`);
});

test('a change may be written in the symbols of the page', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.01');
  await label().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('α = x0.1, beta=0.5');
  await page.keyboard.press('Enter');
  assert.ok(await part(page, 'editor').isHidden());
  assert.equal((await scene(page)).schedule, '30:learning-rate=x0.1,momentum=0.5');
  // As the buttons beside it say them.
  for (const [spoken, schedule] of [['α × 0.2, β → 0', '30:learning-rate=x0.2,momentum=0'], ['gradient off', '30:gradient=0'], ['α=×0.1', '30:learning-rate=x0.1']]) {
    await label().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(spoken);
    await page.keyboard.press('Enter');
    assert.equal((await scene(page)).schedule, schedule);
  }
});

test('a change may be written with a decimal comma, a semicolon and in capitals, and is quoted as it was written', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.01');
  const set = async (/** @type {string} */ text) => {
    if (await part(page, 'editor').isHidden()) await label().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await painted(page);
    return (await scene(page)).schedule;
  };
  assert.equal(await set('β=−0.5'), '30:momentum=-0.5', 'the minus of the page');
  assert.equal(await set('β=0,5'), '30:momentum=0.5');
  assert.equal(await set('Alpha=0; Beta = 0,25'), '30:learning-rate=0,momentum=0.25');
  assert.equal(await set('α=0,β=1,5'), '30:learning-rate=0,momentum=1.5');
  assert.equal(await set('Gradient=0'), '30:gradient=0');
  assert.equal(await set('α=1,000'), '30:gradient=0', 'that may be a thousand');
  assert.equal(await set('β 0,5'), '30:gradient=0');
  assert.match((await part(page, 'editor-problem').textContent()) ?? '', /got "β 0,5"$/);
});

test('what is written wrong is said, and the marker stays', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.01');
  await label().click();
  const form = await box(part(page, 'editor'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('learning-rate=fast');
  await page.keyboard.press('Enter');
  assert.match((await part(page, 'editor-problem').textContent()) ?? '', /learning-rate.*fast/);
  const { height, y } = await box(part(page, 'editor'));
  assert.ok(height <= form.height && y + height <= 900, `its buttons stay within the window: ${height} of ${form.height} px, to ${y + height}`);
  assert.equal((await scene(page)).schedule, '30:learning-rate=0.01');
  await page.keyboard.press('Escape');
  assert.ok(await part(page, 'editor').isHidden());
  assert.equal((await scene(page)).schedule, '30:learning-rate=0.01');
});

test('a marker is removed by its form or by Delete, each as one entry', async () => {
  await hereAt(30);
  await write(page, 'learning-rate-box', '0.01');
  await label().click();
  await part(page, 'editor-remove').click();
  assert.equal((await scene(page)).schedule, '');
  await undo();
  assert.equal((await scene(page)).schedule, '30:learning-rate=0.01');
  await marker().focus();
  await page.keyboard.press('Delete');
  await painted(page);
  assert.equal((await scene(page)).schedule, '');
  assert.equal(await inFigure(page, '.marker').count(), 0);
  await undo();
  assert.equal((await scene(page)).schedule, '30:learning-rate=0.01');
});

test('a marker that is removed leaves the focus where undo works by key', async () => {
  await reopen(page, '#v=1&rules=heavy-ball trace&steps=100&schedule=30:momentum=0.5;60:learning-rate=0.01');
  const focused = () => ask(page, ({ shadowRoot }) => shadowRoot?.activeElement?.getAttribute('aria-label') ?? 'nothing');
  await marker(1).focus();
  await page.keyboard.press('Delete');
  await painted(page);
  assert.match(await focused(), /^Step 30/, 'the other marker');
  await page.keyboard.press('Enter');
  await part(page, 'editor-remove').click();
  await painted(page);
  assert.equal(await focused(), 'Step', 'the needle');
  for (let times = 0; times < 2; times += 1) await page.keyboard.press('Control+z');
  assert.equal((await scene(page)).schedule, '30:momentum=0.5; 60:learning-rate=0.01');
});
