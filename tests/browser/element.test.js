// `<heavy-ball>` on host pages, named by the trouble each test guards against.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { host, launch } from './browser.js';

/** @import { HeavyBall } from '../../www/heavy-ball.js' */

const browser = await launch();
after(() => browser.close());

const SCRIPT = '<script type="module" src="./heavy-ball.js"></script>';

/** What tests say in the page. */
const WORDS = `<script>
  const figure = () => document.querySelector('heavy-ball');
  const frames = async (n = 3) => { while (n--) await new Promise((done) => requestAnimationFrame(done)); };
  const all = () => Promise.all([...document.querySelectorAll('heavy-ball')].map((each) => each.ready));
  const upgraded = async () => { await customElements.whenDefined('heavy-ball'); await all(); await frames(); };
  const log = [];
  for (const type of ['ready', 'change', 'step', 'end', 'error']) {
    addEventListener('heavy-ball-' + type, ({ detail, target }) => log.push({ type, ...detail, id: target.id }));
  }
</script>`;

/**
 * @param {string} body
 * @param {string} script what it returns is returned
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
async function say(body, script, options) {
  const { page, troubles } = await host(browser, `<!doctype html><body>${WORDS}${body}${SCRIPT}`, options);
  const answer = await page.evaluate(`(async () => { await upgraded(); ${script} })()`);
  await page.context().close();
  return { answer: /** @type {any} */ (answer), troubles };
}

test('upgrade: properties set before the class is known count', async () => {
  const { answer, troubles } = await say(
    `<heavy-ball momentum="0.5"></heavy-ball>
     <script>figure().scene = { momentum: 0.25, steps: 40 }; figure().step = 7;</script>`,
    `return [figure().scene.momentum, figure().scene.steps, figure().step, Object.keys(figure())];`,
  );
  assert.deepEqual(answer, [0.25, 40, 7, ['ready']]);
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

test('attributes: junk is one sentence each, and the figure stands', async () => {
  const { answer, troubles } = await say(
    `<heavy-ball momentum="fast" surface="nowhere" steps="10000000" layout="cube" rules="ema nonsense"></heavy-ball>`,
    `return [figure().problems, figure().scene, figure().trajectories.length, log.map(({ type }) => type)];`,
  );
  const keys = answer[0].map((/** @type {{ key: string }} */ problem) => problem.key).toSorted();
  assert.deepEqual(keys, ['layout', 'momentum', 'rules', 'steps', 'surface']);
  for (const { key, message } of answer[0]) assert.ok(message.startsWith(`${key}: `), message);
  assert.equal(answer[1].momentum, 0.9);
  assert.ok(answer[2] > 0);
  assert.deepEqual(answer[3], ['error', 'ready']);
  assert.deepEqual(troubles, []);
});

test('lifecycle: a move in the document is not a removal', async () => {
  const { answer } = await say(
    `<div id="a"><heavy-ball momentum="0.5" steps="10000" speed="1"></heavy-ball></div><div id="b"></div>`,
    `figure().scene = { momentum: 0.7, steps: 5000 };
     figure().play();
     await frames();
     const plot = figure().shadowRoot.querySelector('[data-ref=plot]');
     document.getElementById('b').append(figure());
     await frames();
     document.getElementById('a').append(figure());
     const moved = figure();
     moved.remove();
     await null;
     document.getElementById('b').append(moved);
     await frames();
     return [figure().scene.momentum, figure().playing, plot.isConnected, log.filter(({ type }) => type === 'ready').length];`,
  );
  assert.deepEqual(answer, [0.7, true, true, 1]);
});

test('lifecycle: removed and inserted again, it shows the same Scene at the same step, and still works', async () => {
  const { answer, troubles } = await say(
    `<heavy-ball momentum="0.5"></heavy-ball>`,
    `const element = figure();
     element.scene = { momentum: 0.7, surface: 'beale', steps: 60 };
     element.seek(17);
     await frames();
     element.remove();
     await new Promise((done) => setTimeout(done, 50));
     const away = [element.scene.momentum, element.step, element.trajectories.length];
     element.setAttribute('steps', '70');
     element.seek(18);
     document.body.append(element);
     await frames();
     const again = [element.scene.momentum, element.scene.surface, element.scene.steps, element.step];
     const plots = element.shadowRoot.querySelectorAll('[data-ref=plot]').length;
     const options = element.shadowRoot.querySelectorAll('[data-ref=surface] option').length;
     element.remove();
     document.body.append(element);
     element.scene = { momentum: 0.1 };
     await frames();
     return { away, again, plots, options, last: element.scene.momentum, readies: log.filter(({ type }) => type === 'ready').length };`,
  );
  assert.deepEqual(answer.away, [0.7, 17, 0]);
  assert.deepEqual(answer.again, [0.7, 'beale', 70, 18]);
  assert.equal(answer.plots, 1);
  assert.ok(answer.options >= 18 && answer.options < 40, `${answer.options} surfaces to choose from`);
  assert.equal(answer.last, 0.1);
  assert.equal(answer.readies, 1);
  assert.deepEqual(troubles, []);
});

test('lifecycle: removed before the module is there, it starts when it comes back', async () => {
  const { answer, troubles } = await say(
    '',
    `const element = document.createElement('heavy-ball');
     document.body.append(element);
     element.remove();
     await new Promise((done) => setTimeout(done, 200));
     const pending = await Promise.race([element.ready.then(() => 'ready'), 'pending']);
     document.body.append(element);
     await element.ready;
     return [pending, element.trajectories.length > 0];`,
  );
  assert.deepEqual(answer, ['pending', true]);
  assert.deepEqual(troubles, []);
});

test('races: several elements share one module and do not disturb each other', async () => {
  const asked = [];
  const { page } = await host(browser, '<!doctype html><body>');
  page.on('request', (request) => request.url().endsWith('.wasm') && asked.push(request.url()));
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
     element.setAttribute('momentum', '0.2');
     element.scene = { momentum: 0.3 };
     await frames();
     return [element.step, element.scene.steps, element.scene.momentum];`,
  );
  assert.deepEqual(answer, [9, 100, 0.3]);
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

test('leak: elements that come and go leave the wasm memory as it was, and are collected', async () => {
  const { page } = await host(browser, '<!doctype html>');
  await page.addInitScript(`{
    const real = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...all) => {
      const made = await real.apply(WebAssembly, all);
      window.bytes = () => made.instance.exports.memory.buffer.byteLength;
      return made;
    };
  }`);
  await page.setContent('');
  await page.goto(page.url());
  await page.setContent(`<!doctype html><body>${WORDS}${SCRIPT}`);
  const { early, late } = await page.evaluate(`(async () => {
    window.gone = [];
    const come = async (times) => {
      while (times--) {
        const element = document.createElement('heavy-ball');
        element.setAttribute('steps', '5000');
        document.body.append(element);
        await element.ready;
        await frames(1);
        element.play();
        element.remove();
        await new Promise((done) => setTimeout(done));
        gone.push(new WeakRef(element));
      }
      return bytes();
    };
    return { early: await come(3), late: await come(25) };
  })()`);
  assert.equal(late, early);
  await page.requestGC();
  const kept = await page.evaluate(`frames(2).then(() => gone.filter((reference) => reference.deref()).length)`);
  assert.ok(kept <= 2, `${kept} of 28 elements are still held`);
  await page.context().close();
});

test('events: one change a frame, from a program; the reserved names are absent', async () => {
  const { answer } = await say(
    `<heavy-ball></heavy-ball>`,
    `await frames(); log.length = 0;
     for (let n = 1; n <= 50; n += 1) figure().scene = { ...figure().scene, momentum: n / 100 };
     figure().seek(3);
     await frames();
     const reserved = ['toSVG', 'toBlob', 'toCSV', 'toCode', 'embedCode', 'noise', 'batch', 'seed'];
     return [log, reserved.filter((name) => name in figure())];`,
  );
  assert.deepEqual(answer[0], [
    { type: 'change', source: 'program', keys: ['momentum'], landmark: true, id: '' },
    { type: 'step', source: 'program', step: 3, id: '' },
  ]);
  assert.deepEqual(answer[1], []);
});

test('playing: it ends at the last step and says so once', async () => {
  const { answer } = await say(
    `<heavy-ball steps="30" speed="100"></heavy-ball>`,
    `log.length = 0;
     figure().play();
     await new Promise((done) => figure().addEventListener('heavy-ball-end', done));
     await frames();
     return [log.filter(({ type }) => type === 'end').length, figure().step, figure().playing, log.filter(({ type }) => type === 'step').at(-1).step];`,
  );
  assert.deepEqual(answer, [1, 30, false, 30]);
});

test('autoplay: it plays by itself where motion is welcome, and stands finished where it is not', async () => {
  const body = `<heavy-ball autoplay steps="10000" speed="5"></heavy-ball>`;
  const script = `await frames(10); return [figure().playing, figure().step < 100];`;
  assert.deepEqual((await say(body, script, { reducedMotion: 'no-preference' })).answer, [true, true]);
  assert.deepEqual((await say(body, script, { reducedMotion: 'reduce' })).answer, [false, false]);
});

test('autoplay: out of sight it waits', async () => {
  const { answer } = await say(
    `<div style="block-size: 4000px"></div><heavy-ball autoplay steps="100" speed="50"></heavy-ball>`,
    `await frames(10);
     const waits = [figure().playing, figure().step];
     figure().scrollIntoView();
     await frames(10);
     const plays = [figure().playing, figure().step > 0];
     scrollTo(0, 0);
     await frames(4);
     const { step } = figure();
     await frames(10);
     return [waits, plays, figure().step === step, figure().playing];`,
    { reducedMotion: 'no-preference' },
  );
  assert.deepEqual(answer, [[false, 0], [true, true], true, true]);
});

test('no frame loop: nothing asks for a frame while nothing moves', async () => {
  const { answer } = await say(
    `<heavy-ball></heavy-ball>`,
    `await frames(5);
     let asked = 0;
     const real = window.requestAnimationFrame;
     window.requestAnimationFrame = (callback) => { asked += 1; return real(callback); };
     await new Promise((done) => setTimeout(done, 300));
     const idle = asked;
     figure().play();
     await new Promise((done) => setTimeout(done, 300));
     const playing = asked;
     figure().pause();
     await new Promise((done) => setTimeout(done, 100));
     asked = 0;
     await new Promise((done) => setTimeout(done, 300));
     return [idle, playing > 5, asked];`,
  );
  assert.deepEqual(answer, [0, true, 0]);
});

test('no wasm: one clear sentence in the figure, ready rejects, no blank box', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const address = new URL('host.html', process.env.HEAVY_BALL_URL).href;
  const body = `<!doctype html><body>${WORDS}<heavy-ball></heavy-ball>${SCRIPT}`;
  /** @type {[string, () => Promise<void>, RegExp][]} */
  const troubles = [
    ['a policy', async () => {
      await page.route(address, (route) => route.fulfill({
        contentType: 'text/html',
        headers: { 'content-security-policy': "script-src 'self' 'unsafe-inline'" },
        body,
      }));
    }, /Content Security Policy.*wasm-unsafe-eval/],
    ['a lost file', async () => {
      await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
      await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'Not Found' }));
    }, /did not load/],
    ['no WebAssembly', async () => {
      await page.unroute('**/*.wasm');
      await page.addInitScript('delete globalThis.WebAssembly');
    }, /no WebAssembly/],
  ];
  for (const [name, prepare, sentence] of troubles) {
    await prepare();
    await page.goto(address);
    const { text, reason, problems, errors } = await page.evaluate(`(async () => {
      await customElements.whenDefined('heavy-ball');
      const reason = await figure().ready.then(() => 'ready', (error) => error.message);
      const text = [...figure().shadowRoot.querySelectorAll('[role=alert]')].filter((each) => each.checkVisibility()).map((each) => each.textContent).join();
      return { text, reason, problems: figure().problems, errors: log.filter(({ type }) => type === 'error').length };
    })()`);
    assert.match(reason, sentence, name);
    assert.equal(text, reason, name);
    assert.deepEqual(problems, [{ key: 'wasm', value: '', message: reason }], name);
    assert.equal(errors, 1, name);
  }
  await context.close();
});

test('a strict policy: no inline style, no inline script, nothing is refused', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  /** @type {string[]} */
  const refused = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  const address = new URL('host.html', process.env.HEAVY_BALL_URL).href;
  await page.route(address, (route) => route.fulfill({
    contentType: 'text/html',
    headers: { 'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'" },
    body: `<!doctype html><body><heavy-ball></heavy-ball>${SCRIPT}`,
  }));
  await page.goto(address);
  await page.evaluate(() => customElements.whenDefined('heavy-ball').then(() => /** @type {HeavyBall} */ (document.querySelector('heavy-ball')).ready));
  assert.deepEqual(refused.filter((text) => !text.includes('icon')), []);
  await context.close();
});

test('a tiny or hidden element draws nothing, and recovers when it gets room', async () => {
  const { answer, troubles } = await say(
    `<div id="box" style="inline-size: 0; block-size: 0; overflow: hidden"><heavy-ball></heavy-ball></div><heavy-ball id="hidden" hidden></heavy-ball>`,
    `const painted = (element) => {
       const canvas = element.shadowRoot.querySelector('[data-ref=landscape]');
       if (canvas.width * canvas.height === 0) return 0;
       return new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size;
     };
     await frames(5);
     const before = painted(hidden);
     hidden.hidden = false;
     box.removeAttribute('style');
     await frames(10);
     hidden.scrollIntoView();
     await frames(10);
     const second = painted(hidden) > 10;
     figure().scrollIntoView();
     await frames(10);
     return [before, second, painted(figure()) > 10];`,
  );
  assert.deepEqual(answer, [0, true, true]);
  assert.deepEqual(troubles, []);
});
