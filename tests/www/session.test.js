// A session over the real wasm module: its Scene, its link, its history and its life.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { desk, drag, engine, heard, wishes } from './desk.js';

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

test('a run that was made too short for the playhead and long again, be it by undo, has it where it was left', () => {
  const { session } = desk({ steps: '120' });
  session.seek(30);
  session.edit({ steps: 20 });
  assert.equal(session.step, 20);
  session.undo();
  assert.equal(session.step, 30);
  session.redo();
  session.edit({ steps: 200 });
  assert.equal(session.step, 30);
  session.seek(200);
  session.edit({ steps: 20 });
  session.undo();
  assert.equal(session.step, 200, 'at the end');
  session.edit({ steps: 20 });
  session.seek(20);
  session.undo();
  assert.equal(session.step, 200, 'or where it has been put since');
});

test('a hand that only passed by, and other rules that come, leave the playhead where it was left', () => {
  const { session } = desk({ steps: '100' });
  session.seek(50);
  session.edit({ steps: 20 });
  session.begin();
  session.cancel();
  session.move(engine);
  assert.equal(session.step, 20);
  session.edit({ steps: 100 });
  assert.equal(session.step, 50);
});

test('at the middle of four panels, which is none of them, it zooms about the middle of each', () => {
  const { session } = desk({ rules: 'ema heavy-ball trace nesterov', layout: 'panels' });
  session.resize({ width: 358, height: 300, chartWidth: 358, chartHeight: 100, tools: [0, 0, 0, 0], ratio: 1 });
  const middles = () => {
    const [left, right, low, high] = session.playground.window();
    return [left + right, low + high].map((sum) => sum / 2);
  };
  const before = middles();
  session.zoom(179, 150, 1.5);
  assert.ok(!session.playground.atHome());
  middles().forEach((middle, i) => assert.ok(Math.abs(middle - before[i]) < 1e-9));
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

test('a link brings back Scene, step and layout', () => {
  const { session } = desk({ surface: 'rosenbrock(b=10)', steps: '60', schedule: '30:learning-rate=x0.1; 40:gradient=0' });
  session.seek(17);
  session.setLayout('panels');
  const link = session.link();
  assert.ok(link.startsWith('v=1&'), link);
  const other = desk().session;
  assert.deepEqual(other.open(link), []);
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

test('undo and redo are landmarks where the change was one, whatever keys it changed', () => {
  const { session, frame } = desk({ rules: 'trace(learning-rate=0.2)' });
  session.setScene({ ...session.scene, schedule: '20:learning-rate=x0' });
  drag(session, 'learning-rate', 0.1);
  frame();
  const changes = heard(session, 'scene');
  for (const travel of ['undo', 'undo', 'redo', 'redo']) {
    session[/** @type {'undo' | 'redo'} */ (travel)]();
    frame();
  }
  assert.ok(changes[0].keys.has('rules'), 'the drag was of a rule’s own α');
  assert.deepEqual(changes.map(({ landmark }) => landmark), [false, true, true, false]);
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

test('the changes on the way are read again when one of them changed, and not under a hand on α', () => {
  const { session } = desk({ schedule: '5:gradient=0; 9:momentum=0.5' });
  const steps = () => session.markers.map(({ step }) => step);
  const before = session.markers;
  assert.deepEqual(steps(), [5, 9]);
  session.adjust('learning-rate', 0.01);
  assert.equal(session.markers, before);
  session.moveMarker(9, 7);
  assert.deepEqual(steps(), [5, 7]);
  session.undo();
  assert.deepEqual(steps(), [5, 9]);
  session.edit({ schedule: '' });
  assert.deepEqual(steps(), []);
  session.undo();
  session.sleep();
  session.wake();
  assert.deepEqual(steps(), [5, 9]);
});

test('a surface that is not legal is the default one, and has its own start only where that is another family', () => {
  const { session } = desk();
  session.edit({ start: [1, 1.05] });
  session.edit({ surface: 'quadratik' });
  assert.deepEqual(session.scene.start, [1, 1.05]);
  session.edit({ surface: 'quadratic(condition-number=5)' });
  session.edit({ surface: undefined });
  assert.deepEqual(session.scene.start, [1, 1.05]);
  session.edit({ surface: 'beale', start: [2.5, -3] });
  session.edit({ surface: 'beale(' });
  assert.equal(session.scene.surface.split('(')[0], 'quadratic');
  assert.deepEqual(session.scene.start, [-3.6, 1.05]);
});

test('what a view attribute has wrong is a problem as long as the attribute is, whatever Scene comes and goes', () => {
  const { session } = desk({ theme: 'purple', speed: 'fast' });
  const keys = () => session.problems.map(({ key }) => key);
  assert.deepEqual(keys(), ['theme', 'speed']);
  session.setScene({ momentum: 0.5, foo: 1 });
  assert.deepEqual(keys(), ['foo', 'theme', 'speed']);
  session.undo();
  assert.deepEqual(keys(), ['theme', 'speed'], 'a Scene that is taken back takes its problems along');
  session.open('v=1&steps=30');
  assert.deepEqual(keys(), ['theme', 'speed']);
  session.program(() => session.follow(wishes({ theme: 'dark', speed: 'fast' }), ['theme']));
  assert.deepEqual(keys(), ['speed']);
  session.dismiss();
  session.program(() => session.follow(wishes({ theme: 'light', speed: 'fast' }), ['theme']));
  session.setScene({});
  assert.deepEqual(keys(), [], 'nobody has to read it twice');
  session.reset();
  assert.deepEqual(keys(), ['speed']);
});

test('a hand that only passed by takes back what it did, and nothing that the program did meanwhile', () => {
  const { session } = desk();
  session.begin();
  session.adjust('momentum', 0.5);
  session.program(() => session.edit({ tolerance: 0.02 }));
  session.cancel();
  assert.equal(session.scene.tolerance, 0.02);
});

test('-0 is 0 wherever it is read', () => {
  for (const start of ['-0,1', [-0, 1]]) {
    const { session } = desk();
    session.edit({ start });
    assert.ok(session.link().includes('start=0,1'), session.link());
    assert.ok(Object.is(session.playground.trajectory(0).points[0], 0));
  }
});
