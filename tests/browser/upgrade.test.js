// `<heavy-ball>` before its class is known: what an author asked for early counts.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { launch } from './browser.js';
import { notes } from './notes.js';

const browser = await launch();
after(() => browser.close());
const { desk, say } = await notes(browser);

test('upgrade: properties set before the class is known count, and hide nothing of it', async () => {
  const { answer, troubles } = await say(
    `<heavy-ball momentum="0.5"></heavy-ball>
     <script>
       figure().scene = { momentum: 0.25, steps: 40 }; figure().step = 7; figure().mine = 1;
       for (const name of ['playing', 'problems', 'play']) figure()[name] = true;
     </script>`,
    `const { scene: { momentum, steps }, step, playing, problems, play } = figure();
     return [momentum, steps, step, playing, problems, typeof play, Object.keys(figure()).toSorted()];`,
  );
  assert.deepEqual(answer, [0.25, 40, 7, false, [], 'function', ['mine']]);
  assert.deepEqual(troubles, []);
});

test('upgrade: a link set before the class is known counts, and wins over autoplay', async () => {
  const { answer } = await say(
    `<heavy-ball autoplay></heavy-ball><script>figure().link = 'v=1&steps=50&step=20&layout=panels';</script>`,
    `await frames(20); return [figure().step, figure().playing, figure().link];`,
    { reducedMotion: 'no-preference' },
  );
  assert.equal(answer[0], 20);
  assert.equal(answer[1], false);
  assert.match(answer[2], /layout=panels/);
});

test('upgrade: a step set before the figure is seen wins over autoplay as well', async () => {
  const { answer } = await say(
    `<div style="block-size: 3000px"></div><heavy-ball autoplay></heavy-ball>`,
    `figure().step = 7;
     figure().scrollIntoView();
     await frames(20);
     return [figure().step, figure().playing];`,
    { reducedMotion: 'no-preference' },
  );
  assert.deepEqual(answer, [7, false]);
});

test('upgrade: autoplay waits for who takes the figure out and puts it back before it is seen', async () => {
  const { answer } = await say(
    `<div style="block-size: 3000px"></div><heavy-ball autoplay></heavy-ball>`,
    `const element = figure();
     for (const ms of [20, 60]) {
       element.remove();
       await new Promise((done) => setTimeout(done, ms));
       document.body.append(element);
       await element.ready;
     }
     const before = [element.step, element.playing];
     element.scrollIntoView();
     await frames(20);
     return [...before, element.playing, element.step > 0];`,
    { reducedMotion: 'no-preference' },
  );
  assert.deepEqual(answer, [0, false, true, true]);
});

test('upgrade: nothing to give is nothing asked for, as frameworks give it', async () => {
  const { answer } = await say(
    `<div style="block-size: 3000px"></div><heavy-ball autoplay></heavy-ball>
     <script>for (const key of ['scene', 'link', 'step']) for (const none of [undefined, null]) figure()[key] = none;
     figure().link = '';</script>`,
    `const before = [figure().step, figure().problems.length];
     figure().scrollIntoView();
     await frames(20);
     before.push(figure().playing);
     figure().pause();
     figure().scene = { momentum: 0.5 };
     figure().seek(40);
     for (const key of ['scene', 'link', 'step']) for (const none of [undefined, null]) figure()[key] = none;
     figure().link = '';
     figure().seek(NaN);
     return [...before, figure().scene.momentum, figure().step, figure().problems.length];`,
    { reducedMotion: 'no-preference' },
  );
  assert.deepEqual(answer, [0, 0, true, 0.5, 40, 0]);
});

test('upgrade: autoplay leaves a figure finished for who has asked for less motion before it is seen', async () => {
  const { answer } = await say('<div style="block-size: 3000px"></div><heavy-ball autoplay></heavy-ball>', 'return figure().step;');
  assert.equal(answer, 0);
  await desk.emulateMedia({ reducedMotion: 'reduce' });
  const seen = await desk.evaluate(`(async () => {
    figure().scrollIntoView();
    await frames(20);
    return [figure().step, figure().playing];
  })()`);
  assert.deepEqual(seen, [100, false]);
});

test('upgrade: what is asked for before the controls are there is told as well', async () => {
  const { answer } = await say(
    '',
    `const changes = [];
     for (let n = 0; n < 5; n += 1) {
       const made = document.createElement('heavy-ball');
       document.body.replaceChildren(made);
       while (made.scene === null) await new Promise((done) => setTimeout(done));
       log.length = 0;
       made.scene = { momentum: 0.5 };
       await made.ready;
       await frames(5);
       changes.push(log.filter(({ type }) => type === 'change').map(({ keys }) => keys.join()).join(';'));
     }
     return changes;`,
  );
  assert.deepEqual(answer, Array(5).fill('momentum'));
});

test('upgrade: an element made by script works before and after it is inserted', async () => {
  const { answer } = await say(
    '',
    `const made = document.createElement('heavy-ball');
     made.setAttribute('momentum', '0.3');
     made.scene = { momentum: 0.4 };
     const before = [made.scene, made.link, made.trajectories.length, made.step, made.playing, made.problems.length];
     document.body.append(made);
     await made.ready;
     made.reset();
     return [...before, made.scene.momentum];`,
  );
  assert.deepEqual(answer, [null, '', 0, 0, false, 0, 0.3]);
});

test('upgrade: what throws is told to who wrote it, and the figure comes all the same', async () => {
  const { answer, troubles } = await say(
    `<heavy-ball></heavy-ball><script>figure().step = { valueOf() { throw new Error('early'); } };</script>`,
    `const made = document.createElement('heavy-ball');
     const thrown = [];
     for (const act of [
       () => made.seek(Symbol()),
       () => { made.step = Symbol(); },
       () => { made.link = { toString() { throw new Error('link'); } }; },
       () => { made.scene = { get surface() { throw new Error('surface'); } }; },
       () => { made.scene = { get momentum() { return 0.25; }, rules: new Proxy(['ema'], { get() { throw new Error('rules'); } }) }; },
       () => { made.scene = { start: { get 0() { throw new Error('start'); } } }; },
       () => { made.scene = { momentum: 0.25, steps: Symbol(), start: { get 0() { return 1; } } }; },
       () => made.seek(20),
     ]) {
       try { act(); thrown.push(''); } catch (error) { thrown.push(error.message); }
     }
     document.body.append(made);
     await made.ready;
     return [thrown.map((message) => message !== ''), made.scene.momentum, made.problems.map(({ key }) => key).toSorted(), made.step];`,
  );
  assert.deepEqual(answer, [[true, true, true, true, true, true, false, false], 0.25, ['start', 'steps'], 20]);
  assert.deepEqual(troubles, ['exception: early']);
});
