// Gestures, history, events and life of a session, over the real wasm module.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { desk, engine, heard, wishes } from './desk.js';

/** @import { Session } from '../../www/session.js' */

/**
 * One gesture of a slider: three moves, the last of which counts.
 * @param {Session} session
 * @param {'learning-rate' | 'momentum'} key
 * @param {number} value
 */
function drag(session, key, value) {
  session.begin();
  for (const share of [0.5, 0.8, 1]) session.adjust(key, value * share);
  session.end();
}

test('many moves of one gesture are one undo entry and one event', () => {
  const { session, frame } = desk({ momentum: '0.5' });
  const changes = heard(session, 'scene');
  drag(session, 'momentum', 0.9);
  assert.equal(changes.length, 0, 'nothing is told before the frame');
  frame();
  assert.equal(changes.length, 1);
  assert.deepEqual([...changes[0].keys], ['momentum']);
  assert.equal(changes[0].source, 'user');
  assert.equal(session.scene.momentum, 0.9);
  session.undo();
  assert.equal(session.scene.momentum, 0.5);
  assert.equal(session.canUndo, false);
  session.redo();
  assert.equal(session.scene.momentum, 0.9);
});

test('a point of a map is both numbers at once, for the runs that they belong to, and one undo entry', () => {
  const { session, frame } = desk({ rules: 'heavy-ball ema(learning-rate=0.3)', momentum: '0.5' });
  const changes = heard(session, 'scene');
  session.playground.beginMaps(Uint32Array.of(0, 1), 300, 300, 16, -1);
  const before = session.scene;
  session.begin();
  for (const share of [0.5, 1]) session.place(0, 0.02 * share, 0.8 * share);
  session.end();
  frame();
  assert.deepEqual([session.scene.learningRate, session.scene.momentum], [0.02, 0.8]);
  assert.deepEqual([...changes[0].keys].toSorted(), ['learningRate', 'momentum']);
  session.place(1, 0.4, 0.7);
  frame();
  assert.deepEqual(session.scene.rules, ['heavy-ball', 'ema(learning-rate=0.4)'], 'what stands in brackets stays there');
  assert.equal(session.scene.momentum, 0.7);
  assert.deepEqual([...changes[1].keys].toSorted(), ['momentum', 'rules']);
  session.undo();
  session.undo();
  assert.deepEqual(session.scene, before);
  assert.equal(session.canUndo, false);
});

test('a point of a map acts from where its plane says', () => {
  const { session } = desk({ rules: 'heavy-ball', steps: '50' });
  const { learningRate, momentum } = session.scene;
  session.playground.beginMaps(Uint32Array.of(0), 300, 300, 16, 20);
  session.place(0, 0.02, 0.8);
  assert.equal(session.scene.schedule, '20:learning-rate=0.02,momentum=0.8');
  assert.deepEqual([session.scene.learningRate, session.scene.momentum], [learningRate, momentum]);
});

test('the Scene that is told while dragging is the Scene in wasm', () => {
  const { session } = desk({ schedule: '30:momentum=0.5' });
  session.begin();
  for (const [key, value] of /** @type {const} */ ([['momentum', 0], ['learning-rate', 1e-7], ['momentum', 1.25]])) {
    session.adjust(key, value);
    assert.deepEqual(session.scene, session.playground.scene());
  }
  session.setFromHere(true);
  session.seek(12);
  session.end();
  session.adjust('momentum', 0.75);
  assert.deepEqual(session.scene, session.playground.scene());
  assert.match(session.scene.schedule, /^12:momentum=0.75/);
});

test('a gesture that changes nothing leaves no undo entry', () => {
  const { session } = desk({ momentum: '0.5' });
  drag(session, 'momentum', 0.5);
  session.begin();
  session.end();
  session.end();
  assert.equal(session.canUndo, false);
});

test('one answer says which step a change of α acts from', () => {
  const { session } = desk({ steps: '100', schedule: '22:learning-rate=0.01' });
  session.seek(30);
  assert.equal(session.actsFrom, -1, 'the switch is off');
  session.setFromHere(true);
  assert.equal(session.actsFrom, 30);
  session.begin();
  session.program(() => session.seek(80));
  assert.equal(session.actsFrom, 30, 'fixed when the hand takes hold');
  session.end();
  assert.equal(session.actsFrom, 80);
  session.seek(100);
  assert.equal(session.actsFrom, -1, 'no update follows the last step');
  session.adjust('learning-rate', 0.5);
  assert.deepEqual([session.scene.learningRate, session.scene.schedule], [0.5, '22:learning-rate=0.01']);
  session.seek(0);
  session.adjust('learning-rate', 0.25);
  assert.deepEqual([session.scene.learningRate, session.scene.schedule], [0.25, '22:learning-rate=0.01']);
});

test('from here on the change is one marker at the step where the drag began', () => {
  const { session } = desk({ steps: '100', 'learning-rate': '0.05' });
  session.seek(30);
  session.setFromHere(true);
  drag(session, 'learning-rate', 0.005);
  assert.equal(session.scene.learningRate, 0.05);
  assert.equal(session.scene.schedule, '30:learning-rate=0.005');
  drag(session, 'learning-rate', 0);
  assert.equal(session.scene.schedule, '30:learning-rate=0', 'the second gesture at a step replaces the first');
  drag(session, 'momentum', 0.5);
  assert.equal(session.scene.schedule, '30:learning-rate=0,momentum=0.5');
  session.undo();
  session.undo();
  assert.equal(session.scene.schedule, '30:learning-rate=0.005');
  session.undo();
  assert.equal(session.scene.schedule, '');
});

test('from here on pauses play and keeps the step, though the playhead stood between two', () => {
  const { session } = desk({ steps: '100' });
  session.setSpeed(100);
  session.setFromHere(true);
  session.play();
  session.advance(0.0999);
  session.advance(0.0999);
  session.begin();
  assert.equal(session.playing, false);
  assert.equal(session.step, 19);
  session.adjust('momentum', 0.3);
  session.seek(60);
  session.adjust('momentum', 0.4);
  session.end();
  assert.equal(session.scene.schedule, '19:momentum=0.4');
});

test('from here on at step 0 edits the base value', () => {
  const { session } = desk();
  session.seek(0);
  session.setFromHere(true);
  drag(session, 'momentum', 0.25);
  assert.equal(session.scene.momentum, 0.25);
  assert.equal(session.scene.schedule, '');
});

test('from here on is off at the last step and says why', () => {
  const { session } = desk();
  session.seek(session.steps);
  session.setFromHere(true);
  assert.equal(session.canFromHere.ok, false);
  assert.match(session.canFromHere.why, /last step/);
  drag(session, 'momentum', 0.25);
  assert.equal(session.scene.momentum, 0.25);
  session.seek(session.steps - 1);
  assert.deepEqual(session.canFromHere, { ok: true, why: '' });
});

test('who stands at the end stays there when the run gets longer, who stands before it is kept within', () => {
  const { session } = desk({ steps: '100' });
  session.edit({ steps: 200 });
  assert.equal(session.step, 200);
  session.seek(150);
  session.edit({ steps: 0 });
  assert.equal(session.step, 0);
  session.edit({ steps: 50 });
  assert.equal(session.step, 50);
});

test('another family brings its own start, other parameters of the same do not', () => {
  const { session } = desk({ start: '1,2' });
  session.edit({ surface: 'quadratic(condition-number=5)' });
  assert.deepEqual(session.scene.start, [1, 2]);
  session.edit({ surface: 'rosenbrock' });
  const own = engine.catalogue.surfaces.find(({ name }) => name === 'rosenbrock')?.start;
  assert.deepEqual(session.scene.start, own);
  session.edit({ surface: 'beale', start: [0.5, 0.25] });
  assert.deepEqual(session.scene.start, [0.5, 0.25]);
});

test('an illegal value becomes its default, is a problem until the key is touched again, and undo takes it back', () => {
  const { session } = desk({ momentum: '0.5' });
  const [problem] = session.edit({ momentum: 'fast' });
  assert.equal(problem.key, 'momentum');
  assert.match(problem.message, /^momentum: expected .*fast/);
  assert.equal(session.scene.momentum, desk().session.scene.momentum);
  session.edit({ steps: 10 });
  assert.equal(session.problems.length, 1);
  drag(session, 'momentum', 0.6);
  assert.deepEqual(session.problems, []);
  session.undo();
  session.undo();
  session.undo();
  assert.equal(session.scene.momentum, 0.5);
});

test('what is no Scene is one problem and changes nothing', () => {
  const { session } = desk();
  const before = session.scene;
  for (const junk of [null, undefined, 'junk', 7, ['a']]) {
    assert.equal(session.setScene(junk)[0].key, 'scene');
    assert.equal(session.problems.length, 1);
  }
  assert.deepEqual(session.scene, before);
  session.setScene({});
  assert.deepEqual(session.problems, []);
});

test('an attribute that changes sets that key alone; one that is removed gives the default back', () => {
  const { session } = desk({ momentum: '0.5', steps: '40' });
  drag(session, 'learning-rate', 0.011);
  session.program(() => session.follow(wishes({ momentum: '0.6', steps: '40' }), ['momentum']));
  assert.equal(session.scene.momentum, 0.6);
  assert.equal(session.scene.learningRate, 0.011);
  session.program(() => session.follow(wishes({ momentum: '0.6' }), ['steps']));
  assert.equal(session.scene.steps, desk().session.scene.steps);
});

test("a surface set by attribute comes with the author's start, or with its own", () => {
  const { session } = desk();
  session.moveStart(0.1, 0.2);
  session.follow(wishes({ surface: 'quadratic(condition-number=3)' }), ['surface']);
  assert.deepEqual(session.scene.start, desk().session.scene.start);
  session.moveStart(0.1, 0.2);
  session.follow(wishes({ surface: 'beale', start: '1,2' }), ['surface']);
  assert.deepEqual(session.scene.start, [1, 2]);
});

test('an illegal attribute of the view counts as its default and stays a problem until it is mended', () => {
  const { session } = desk({ layout: 'cube', speed: '-1' });
  assert.deepEqual(session.problems.map(({ key }) => key), ['layout', 'speed']);
  assert.equal(session.layout, 'overlay');
  session.follow(wishes({ layout: 'panels', speed: '-1' }), ['layout']);
  assert.deepEqual(session.problems.map(({ key }) => key), ['speed']);
  assert.equal(session.layout, 'panels');
});

test('a slider of the host page that sets an attribute again and again is one undo entry', () => {
  const { session } = desk({ momentum: '0.1' });
  for (const momentum of ['0.2', '0.3', '0.4']) session.program(() => session.follow(wishes({ momentum }), ['momentum']));
  session.undo();
  assert.equal(session.scene.momentum, 0.1);
  assert.equal(session.canUndo, false);
});

test('reset goes back to the attributes and can be undone', () => {
  const { session } = desk({ momentum: '0.5', layout: 'panels', surface: 'beale' });
  drag(session, 'momentum', 0.7);
  session.setLayout('overlay');
  session.seek(3);
  session.reset();
  assert.equal(session.scene.momentum, 0.5);
  assert.equal(session.layout, 'panels');
  assert.equal(session.step, session.steps);
  session.undo();
  assert.equal(session.scene.momentum, 0.7);
});

test('a link brings back Scene, step and layout', () => {
  const { session } = desk({ surface: 'rosenbrock(b=10)', steps: '60', schedule: '30:learning-rate=x0.1; 40:gradient=0' });
  session.seek(17);
  session.setLayout('panels');
  const link = session.link();
  assert.ok(link.startsWith('v=1&'), link);
  const other = desk().session;
  assert.deepEqual(other.open(`#${link}`), []);
  assert.deepEqual(other.scene, session.scene);
  assert.equal(other.step, 17);
  assert.equal(other.layout, 'panels');
  assert.equal(other.link(), link);
});

test('a broken link is problems and defaults, never an exception', () => {
  const { session } = desk();
  for (const link of ['v=1&momentum=%zz&surface=nowhere', 'v=1&&&=', 'v=99', '', '%', 'v=1&steps=10000000&rules=']) {
    session.open(link);
    assert.ok(Number.isFinite(session.scene.momentum), link);
  }
  session.open('v=1&surface=nowhere&momentum=fast');
  assert.deepEqual(session.problems.map(({ key }) => key).sort(), ['momentum', 'surface']);
});

test('markers are set, moved and removed as one entry each, and a bad one is told to who wrote it and changes nothing', () => {
  const { session, frame } = desk();
  assert.deepEqual(session.setMarker(30, 'learning-rate=x0.1'), []);
  session.begin();
  for (const [from, to] of [[30, 31], [31, 45]]) session.moveMarker(from, to);
  session.end();
  assert.equal(session.scene.schedule, '45:learning-rate=x0.1');
  session.undo();
  assert.equal(session.scene.schedule, '30:learning-rate=x0.1');
  frame();
  const changes = heard(session, 'scene');
  for (const text of ['learning-rate=soon', 'learning-rate=0;60:gradient=0', '']) {
    const [problem] = session.setMarker(30, text);
    assert.equal(problem.key, 'schedule');
  }
  frame();
  assert.deepEqual([...changes[0].keys], []);
  assert.equal(session.canRedo, true, 'nothing was done that could be undone');
  assert.equal(session.problems.length, 0);
  assert.equal(session.scene.schedule, '30:learning-rate=x0.1');
  session.removeMarker(30);
  assert.equal(session.scene.schedule, '');
});

test('a new surface by undo is a landmark, another momentum is none', () => {
  const { session, frame } = desk();
  session.edit({ surface: 'beale' }, { push: true });
  session.edit({ momentum: 0.3 });
  frame();
  const changes = heard(session, 'scene');
  session.undo();
  frame();
  session.undo();
  frame();
  assert.deepEqual(changes.map(({ landmark }) => landmark), [false, true]);
});

test('a removed element gives its Playground back and wakes with the same Scene, step, layout and history', () => {
  const { session, frame } = desk({ surface: 'beale', steps: '80' });
  drag(session, 'momentum', 0.7);
  session.seek(12);
  session.setLayout('panels');
  const { scene } = session;
  const old = session.playground;
  session.sleep();
  assert.throws(() => old.steps(), 'the wasm side is gone');
  assert.deepEqual(session.scene, scene);
  const told = heard(session, 'frame');
  frame();
  assert.equal(told.length, 0, 'a sleeping session tells nothing');
  session.wake();
  assert.notEqual(session.playground, old);
  assert.deepEqual(session.playground.scene(), scene);
  assert.equal(session.step, 12);
  assert.match(session.link(), /panels/);
  session.undo();
  assert.notEqual(session.scene.momentum, 0.7);
});

test('two sessions do not disturb each other', () => {
  const one = desk({ momentum: '0.1' }).session;
  const two = desk({ momentum: '0.2' }).session;
  one.edit({ surface: 'beale', momentum: 0.3 });
  two.sleep();
  two.wake();
  assert.equal(one.scene.momentum, 0.3);
  assert.equal(two.scene.momentum, 0.2);
  assert.notEqual(one.scene.surface, two.scene.surface);
});

test('numbers that must come out: the learning rate dropped to a tenth after step 10 parts trace and heavy ball', () => {
  const { session } = desk({ surface: 'quadratic', start: '3.5,3.5', 'learning-rate': '0.05', momentum: '0.9', steps: '100', rules: 'heavy-ball trace' });
  session.seek(10);
  session.setFromHere(true);
  drag(session, 'learning-rate', 0.005);
  const [heavyBall, trace] = [0, 1].map((index) => session.playground.trajectory(index).points);
  /** @param {Float64Array} points */
  const at14 = (points) => [...points.slice(28, 30)].map((number) => number.toFixed(2));
  assert.deepEqual(at14(trace), ['-1.16', '0.70']);
  assert.deepEqual(at14(heavyBall), ['-2.22', '5.76']);
});

test('the end of a play is the doing of who set it playing', () => {
  const { session, frame } = desk({ steps: '10' });
  /** @type {string[]} */
  const sources = [];
  session.on('end', ({ source }) => sources.push(source));
  /** @param {() => void} play */
  const whole = (play) => {
    play();
    frame();
    for (let frames = 0; session.playing && frames < 1000; frames += 1) session.advance(0.1);
  };
  whole(() => session.play());
  whole(() => session.program(() => session.play()));
  assert.deepEqual(sources, ['user', 'program']);
});
