// What is said of a reader's changes to those who listen to the page, over the real wasm module.

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

import { Aloud } from '../../www/element/aloud.js';
import { desk, drag } from './desk.js';

/** A session, what it has said so far, and a hand that rests. @param {Record<string, string>} [attributes] */
function listener(attributes = { rules: 'ema heavy-ball' }) {
  const { session, frame } = desk(attributes);
  /** @type {string[]} */
  const said = [];
  session.on('say', (text) => said.push(text));
  const root = { activeElement: /** @type {object | null} */ (null) };
  new Aloud(session, /** @type {ShadowRoot} */ (root), new AbortController().signal);
  const rest = () => {
    frame();
    mock.timers.tick(1000);
    return said.splice(0);
  };
  return { session, frame, rest, root };
}

/** What the cards say. @param {import('../../www/state/session.js').Session} session */
const verdicts = ({ playground }) => playground.rules().map(({ label }, i) => `${label}: ${playground.verdict(i)}`).join(' ');

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

test('what came of a gesture is said when it has ended, once', () => {
  const { session, frame, rest } = listener();
  session.begin();
  session.adjust('learning-rate', 0.02);
  assert.deepEqual(rest(), [], 'the hand still holds it');
  session.adjust('learning-rate', 0.03);
  frame();
  session.end();
  assert.deepEqual(rest(), [verdicts(session)]);
  assert.match(verdicts(session), /^EMA: .*\. Heavy ball: .*\.$/);
  session.begin();
  session.end();
  assert.deepEqual(rest(), [], 'a hand that changed nothing');
});

test('of several undos in a row only what the last came to is said, and so it is of reset', () => {
  const { session, frame, rest } = listener();
  for (const alpha of [0.01, 0.02, 0.03]) drag(session, 'learning-rate', alpha);
  rest();
  for (let times = 0; times < 2; times += 1) {
    session.undo();
    frame();
    mock.timers.tick(100);
  }
  assert.deepEqual(rest(), [verdicts(session)]);
  session.redo();
  assert.deepEqual(rest(), [verdicts(session)]);
  session.reset();
  assert.deepEqual(rest(), [verdicts(session)]);
});

test('more forms than one listens to are counted', () => {
  const { session, rest } = listener({ rules: 'ema heavy-ball trace nesterov adam rmsprop' });
  session.edit({ surface: 'rosenbrock' });
  assert.match(rest()[0], /^EMA: .* Nesterov, look-ahead: .*\. And 2 more\.$/);
});

test('what a program changes is not said', () => {
  const { session, rest } = listener();
  session.program(() => session.edit({ momentum: 0.5 }));
  session.program(() => session.seek(3));
  session.program(() => session.zoomIn(2));
  assert.deepEqual(rest(), []);
});

test('a step that is taken by hand is said, though not twice where the timeline says it', () => {
  const { session, rest, root } = listener();
  session.stepBy(-1);
  session.stepBy(-1);
  assert.deepEqual(rest(), ['step 98 of 100']);
  session.stepBy(-Infinity);
  assert.deepEqual(rest(), ['step 0 of 100']);
  root.activeElement = { matches: (/** @type {string} */ selector) => selector === '.needle' };
  session.stepBy(1);
  assert.deepEqual(rest(), []);
});

test('that it plays is said, and nothing more until it ends; then what the runs came to', () => {
  const { session, rest } = listener();
  session.seek(0);
  session.play();
  assert.deepEqual(rest(), ['playing']);
  session.edit({ momentum: 0.5 });
  session.advance(0.1);
  assert.deepEqual(rest(), []);
  while (session.playing) session.advance(0.1);
  assert.deepEqual(rest(), [verdicts(session)]);
  session.seek(0);
  session.play();
  rest();
  session.advance(0.1);
  session.pause();
  assert.deepEqual(rest(), [`step ${session.step} of 100`]);
});

test('the part of the surface is said that is seen after a zoom', () => {
  const { session, rest } = listener();
  session.program(() => session.resize({ width: 400, height: 200, chartWidth: 400, chartHeight: 100, tools: [0, 0, 0, 0], ratio: 1 }));
  session.zoomIn(2);
  assert.match(rest()[0], /^x −?[\d.]+ to [\d.]+, y −?[\d.]+ to [\d.]+$/);
  session.setTheme('dark');
  assert.deepEqual(rest(), [], 'it is the same still');
  session.home();
  assert.deepEqual(rest(), ['whole surface']);
});
