// `<heavy-ball>` on host pages, named by the trouble each test guards against.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, host, launch, ready, rehost } from './browser.js';
import { ask, drag, listen, painted, part, press, scene, thumb, until, write } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page: desk, troubles: met } = await blank(browser);

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
 * @param {{ reducedMotion?: 'reduce' | 'no-preference' }} [media]
 */
async function say(body, script, { reducedMotion = 'no-preference' } = {}) {
  met.length = 0;
  await desk.emulateMedia({ reducedMotion });
  await rehost(desk, `<!doctype html><body>${WORDS}${body}${SCRIPT}`);
  const answer = await desk.evaluate(`(async () => { await upgraded(); ${script} })()`);
  return { answer: /** @type {any} */ (answer), troubles: met };
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
       () => { made.scene = { momentum: 0.25, steps: Symbol(), start: { get 0() { throw new Error('never read'); } } }; },
       () => made.seek(20),
     ]) {
       try { act(); thrown.push(''); } catch (error) { thrown.push(error.message); }
     }
     document.body.append(made);
     await made.ready;
     return [thrown.map((message) => message !== ''), made.scene.momentum, made.problems.map(({ key }) => key).toSorted(), made.step];`,
  );
  assert.deepEqual(answer, [[true, true, true, true, true, false, false], 0.25, ['start', 'steps'], 20]);
  assert.deepEqual(troubles, ['exception: early']);
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
     await new Promise((done) => setTimeout(done));
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
     const other = document.createElement('heavy-ball');
     document.body.append(other);
     await other.ready;
     const pending = await Promise.race([element.ready.then(() => 'ready'), 'pending']);
     document.body.append(element);
     await element.ready;
     return [pending, element.trajectories.length > 0];`,
  );
  assert.deepEqual(answer, ['pending', true]);
  assert.deepEqual(troubles, []);
});

test('lifecycle: an element that moves into the document of a frame, and back, is dressed, drawn and under the hand there', async () => {
  const { answer, troubles } = await say(
    `<iframe style="inline-size: 1000px; block-size: 700px"></iframe><heavy-ball momentum="0.5" steps="40"></heavy-ball>`,
    `const made = figure(); made.seek(7);
     const frame = document.querySelector('iframe');
     const look = async () => {
       const plot = made.shadowRoot.querySelector('[data-ref="plot"]');
       const canvas = plot.querySelector('[data-ref="landscape"]');
       const alpha = made.shadowRoot.querySelector('[data-ref="learning-rate"]');
       const drawn = () => canvas.width === Math.round(plot.clientWidth * devicePixelRatio);
       const furnished = () => alpha.max === '1000';
       for (let waits = 600; waits > 0 && !(drawn() && furnished()); waits -= 1) await frames(1);
       await frames();
       const before = made.scene.learningRate;
       alpha.value = String(Number(alpha.value) - 100);
       for (const type of ['input', 'change']) alpha.dispatchEvent(new Event(type, { bubbles: true }));
       const view = made.ownerDocument.defaultView;
       return { dressed: view.getComputedStyle(plot).position, drawn: drawn(), moved: made.scene.learningRate < before,
         step: made.step, momentum: made.scene.momentum };
     };
     frame.contentDocument.body.append(frame.contentDocument.adoptNode(made));
     const there = await look();
     document.body.append(made);
     return [there, await look()];`,
  );
  const whole = { dressed: 'relative', drawn: true, moved: true, step: 7, momentum: 0.5 };
  assert.deepEqual(answer, [whole, whole]);
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

test('attributes: what a hand does leaves them alone, and reset goes back to them', async () => {
  await desk.emulateMedia({ reducedMotion: 'reduce' });
  await rehost(desk, `<!doctype html><body><heavy-ball momentum="0.5" steps="60" layout="panels"></heavy-ball>${SCRIPT}`);
  await ready(desk);
  const before = await ask(desk, (figure) => ({ html: figure.outerHTML, scene: figure.scene, link: figure.link }));
  await drag(desk, await thumb(part(desk, 'momentum')), { x: 30 });
  await write(desk, 'learning-rate-box', '0.02');
  await part(desk, 'surface').selectOption('beale');
  await desk.locator('heavy-ball input[name="layout"][value="overlay"]').check();
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
      ['surface', 'moon', /rosenbrock/],
      ['rules', 'sgd', /heavy-ball/],
      ['start', '1', /x,y|two/],
      ['match', 'maybe', /raw.*matched/],
      ['schedule', 'later', /./],
      ['tolerance', '-1', /./],
      ['layout', 'cube', /overlay.*panels/],
      ['theme', 'sepia', /auto.*light.*dark/],
      ['speed', '0', /steps per second/],
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
  assert.ok(await desk.locator('#b [data-ref="undo"]').isDisabled());
  await desk.locator('#b [data-ref="surface"]').selectOption('beale');
  assert.deepEqual(await scene(desk), mine);
});

test('leak: a removed element listens to nothing outside itself and asks for no frame', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    /** @type {Set<string>} */
    const open = new Set();
    Object.assign(window, { open_: open });
    let count = 0;
    const { addEventListener: add } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (/** @type {string} */ type, listener, options) {
      const outside = this === window || this === document || this instanceof MediaQueryList || this === document.body;
      const inside = new Error().stack?.includes('heavy-ball.js');
      if (outside && inside) {
        const name = `${type} ${(count += 1)}`;
        open.add(name);
        if (typeof options === 'object') options?.signal?.addEventListener('abort', () => open.delete(name));
      }
      add.call(this, type, listener, options);
    };
  });
  await rehost(page, `<!doctype html><body>${WORDS}${SCRIPT}`);
  const left = await page.evaluate(`(async () => {
    await customElements.whenDefined('heavy-ball');
    const before = [...open_];
    const element = document.createElement('heavy-ball');
    element.setAttribute('speed', '1');
    document.body.append(element);
    await element.ready;
    await frames(3);
    const during = open_.size - before.length;
    element.play();
    await frames(2);
    element.remove();
    await new Promise((done) => setTimeout(done));
    await frames(2);
    let asked = 0;
    const real = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => { asked += 1; return real(callback); };
    await new Promise((done) => real(() => real(() => real(done))));
    return { during, left: [...open_].filter((name) => !before.includes(name)), asked, playing: element.playing };
  })()`);
  const { during, ...rest } = /** @type {any} */ (left);
  assert.ok(during > 0, 'a listener outside is seen by this test');
  assert.deepEqual(rest, { left: [], asked: 0, playing: false });
  await page.context().close();
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
  // What is held stays; but when it takes the rest away is the browser's affair.
  const kept = async () => {
    await page.requestGC();
    return page.evaluate(`frames(2).then(() => gone.filter((reference) => reference.deref()).length)`);
  };
  await until(page, async () => (await kept()) <= 2, 'no more than 2 of 28 elements are still held');
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
