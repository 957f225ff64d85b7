// `<heavy-ball>`'s attributes are the author's start.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { launch, ready, rehost } from './browser.js';
import { ask, drag, inFigure, listen, painted, part, press, scene, thumb, write } from './hand.js';
import { SCRIPT, notes } from './notes.js';

const browser = await launch();
after(() => browser.close());
const { desk, say } = await notes(browser);

test('attributes: they are the start, and neither a hand nor a property writes them', async () => {
  const { answer } = await say(
    `<heavy-ball momentum="0.5" surface="beale" layout="panels"></heavy-ball>`,
    `figure().scene = { momentum: 0.9 };
     await frames();
     const { momentum, surface } = figure().scene;
     return [momentum, surface, figure().outerHTML, figure().link];`,
  );
  assert.equal(answer[0], 0.9);
  assert.match(answer[1], /^quadratic/);
  assert.equal(answer[2], '<heavy-ball momentum="0.5" surface="beale" layout="panels"></heavy-ball>');
});

test('attributes: set now, they act now; removed, the key has its default; many are one change', async () => {
  const { answer } = await say(
    `<heavy-ball momentum="0.5"></heavy-ball>`,
    `await frames(); log.length = 0;
     figure().setAttribute('momentum', '0.6');
     figure().setAttribute('steps', '40');
     const atOnce = figure().scene.momentum;
     figure().setAttribute('surface', 'rosenbrock');
     await frames();
     const changes = log.filter(({ type }) => type === 'change');
     const start = figure().scene.start;
     figure().removeAttribute('momentum');
     await frames();
     return { atOnce, changes, start, back: figure().scene.momentum, fresh: Object.assign(document.createElement('heavy-ball')).problems };`,
  );
  assert.equal(answer.atOnce, 0.6);
  assert.equal(answer.changes.length, 1);
  assert.deepEqual(answer.changes[0].keys.toSorted(), ['momentum', 'start', 'steps', 'surface']);
  assert.equal(answer.changes[0].source, 'program');
  assert.equal(answer.changes[0].landmark, true);
  assert.equal(answer.back, 0.9);
});

test('attributes: whatever is looked at first, it is what they say by then', async () => {
  const { answer } = await say(
    `<heavy-ball></heavy-ball>`,
    `const looks = ['step', 'link', 'scene', 'problems', 'trajectories'].map((key) => {
       figure().setAttribute('steps', '100');
       figure().seek(100);
       figure().setAttribute('steps', '10');
       figure()[key];
       return figure().step;
     });
     return looks;`,
  );
  assert.deepEqual(answer, [10, 10, 10, 10, 10]);
});

test('attributes: other rules are a landmark, as they are by hand', async () => {
  const { answer } = await say(
    '<heavy-ball></heavy-ball>',
    `await frames(); log.length = 0;
     figure().setAttribute('rules', 'ema trace');
     await frames();
     figure().setAttribute('momentum', '0.5');
     await frames();
     return log.filter(({ type }) => type === 'change').map(({ keys, landmark }) => [keys[0], landmark]);`,
  );
  assert.deepEqual(answer, [['rules', true], ['momentum', false]]);
});

test('attributes: junk is one sentence each, and the figure stands', async () => {
  const { answer, troubles } = await say(
    `<heavy-ball momentum="fast" surface="nowhere" steps="10000000" layout="cube" rules="ema nonsense" learningRate="0.1" step="3"></heavy-ball>`,
    `return [figure().problems, figure().scene, figure().trajectories.length, log.map(({ type }) => type)];`,
  );
  const keys = answer[0].map((/** @type {{ key: string }} */ problem) => problem.key).toSorted();
  assert.deepEqual(keys, ['layout', 'learningrate', 'momentum', 'rules', 'step', 'steps', 'surface']);
  for (const { key, message } of answer[0]) assert.ok(message.startsWith(`${key}: `), message);
  assert.equal(answer[1].momentum, 0.9);
  assert.ok(answer[2] > 0);
  assert.deepEqual(answer[3], ['error', 'ready']);
  assert.deepEqual(troubles, []);
});

test('attributes: what a hand does leaves them alone, and reset goes back to them', async () => {
  await desk.emulateMedia({ reducedMotion: 'reduce' });
  await rehost(desk, `<!doctype html><body><heavy-ball momentum="0.5" steps="60" layout="panels"></heavy-ball>${SCRIPT}`);
  await ready(desk);
  const before = await ask(desk, (figure) => ({ html: figure.outerHTML, scene: figure.scene, link: figure.link }));
  await drag(desk, await thumb(part(desk, 'momentum')), { x: 30 });
  await write(desk, 'learning-rate-box', '0.02');
  await part(desk, 'surface').selectOption('beale');
  await inFigure(desk, 'input[name="layout"][value="overlay"]').check();
  await part(desk, 'needle').focus();
  await desk.keyboard.press('PageDown');
  await painted(desk);
  assert.equal(await ask(desk, (figure) => figure.outerHTML), before.html);
  assert.equal((await scene(desk)).surface, 'beale');
  const told = await listen(desk);
  await ask(desk, (figure) => figure.reset());
  assert.deepEqual(await ask(desk, (figure) => ({ html: figure.outerHTML, scene: figure.scene, link: figure.link })), before);
  const [change] = (await told()).filter(({ type }) => type === 'change');
  assert.equal(change.detail.source, 'program');
  await press(desk, 'undo');
  assert.equal((await scene(desk)).surface, 'beale', 'undo takes a reset back');
  await press(desk, 'reset');
  assert.deepEqual(await scene(desk), before.scene);
});

test('attributes: an illegal one is its default and a problem with key, value and what is legal', async () => {
  await rehost(desk, `<!doctype html><body><heavy-ball momentum="0.5"></heavy-ball>${SCRIPT}`);
  await ready(desk);
  const rows = await ask(desk, (figure) => {
    const plain = figure.scene;
    /** @type {[string, string, RegExp][]} */
    const junk = [
      ['learning-rate', 'fast', /finite number/],
      ['learning-rate', '-1', /≥ 0/],
      ['momentum', 'NaN', /finite number/],
      ['steps', '10000000', /0 to 10.?000/],
      ['steps', '2.5', /whole number/],
      ['surface', 'monkey', /nearest: monkey-saddle$/],
      ['start', '1', /x,y|two/],
      ['match', 'maybe', /raw.*matched/],
      ['schedule', 'later', /./],
      ['tolerance', '-1', /./],
      ['layout', 'cube', /overlay.*panels/],
      ['theme', 'sepia', /auto.*light.*dark/],
      ['speed', '0', /steps per second/],
      ['controls', 'maybe', /dials or none, or no value/],
    ];
    return junk.map(([name, value, legal]) => {
      const was = figure.getAttribute(name);
      figure.setAttribute(name, value);
      const { problems, scene: now } = figure;
      if (was === null) figure.removeAttribute(name);
      else figure.setAttribute(name, was);
      return {
        name, value, problems, now, over: figure.problems, back: JSON.stringify(figure.scene) === JSON.stringify(plain),
        legal: problems.length === 1 && legal.test(problems[0].message),
      };
    });
  });
  const plain = await scene(desk);
  for (const { name, value, problems, now, over, back, legal } of rows) {
    const what = `${name}="${value}" gives ${JSON.stringify(problems)}`;
    assert.equal(problems.length, 1, what);
    assert.equal(problems[0].key, name, what);
    assert.ok(problems[0].message.startsWith(`${name}: `) && problems[0].message.includes(value), what);
    assert.ok(legal, what);
    assert.deepEqual(now, name === 'momentum' ? { ...plain, momentum: 0.9 } : plain, what);
    assert.deepEqual(over, [], `${what}, and is over once it is put right`);
    assert.ok(back, what);
  }
});
