// `<heavy-ball>` comes, moves, goes and comes back, and leaves nothing behind.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, host, launch, rehost } from './browser.js';
import { until } from './hand.js';
import { SCRIPT, WORDS, notes } from './notes.js';

const browser = await launch();
after(() => browser.close());
const { say } = await notes(browser);

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

test("lifecycle: its events reach the window out of a host's own shadow root", async () => {
  const { answer } = await say(
    '<div id="host"></div>',
    `const inner = document.createElement('heavy-ball');
     document.getElementById('host').attachShadow({ mode: 'open' }).append(inner);
     await inner.ready;
     inner.scene = { momentum: 0.7 };
     await frames();
     return log.map(({ type, id }) => type + ' ' + id);`,
  );
  assert.ok(['ready host', 'change host'].every((told) => answer.includes(told)), answer.join());
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

test('lifecycle: one that was away comes back as far zoomed as it was', async () => {
  const { answer } = await say(
    '<heavy-ball></heavy-ball>',
    `const element = figure();
     const home = () => element.shadowRoot.querySelector('[data-ref=home]');
     element.shadowRoot.querySelector('[data-ref=nearer]').click();
     await frames();
     const before = home().hidden;
     element.remove();
     await new Promise((done) => setTimeout(done, 50));
     document.body.append(element);
     await element.ready;
     await frames();
     const again = home().hidden;
     element.remove();
     await new Promise((done) => setTimeout(done, 50));
     element.setAttribute('surface', 'beale');
     const place = document.createElement('div');
     place.style.display = 'none';
     place.append(element);
     document.body.append(place);
     await element.ready;
     place.style.display = '';
     await frames();
     return [before, again, home().hidden];`,
  );
  assert.deepEqual(answer, [false, false, true], 'another surface has its own window');
});

test('lifecycle: ready waits for a figure that comes back, and its event comes once', async () => {
  const { answer } = await say(
    '<heavy-ball></heavy-ball>',
    `const element = figure();
     const { ready } = element;
     element.remove();
     await new Promise((done) => setTimeout(done));
     element.scene = { momentum: 0.6 };
     element.setAttribute('momentum', '0.3');
     document.body.append(element);
     const again = element.ready;
     await again;
     const back = [element.scene.momentum, /momentum=0.3/.test(element.link), element.trajectories.length];
     document.body.prepend(element);
     const moved = element.ready === again;
     return [again === ready, ...back, moved, log.filter(({ type }) => type === 'ready').length];`,
  );
  assert.deepEqual(answer, [false, 0.3, true, 3, true, 1]);
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

test('lifecycle: while the module is on its way no control can be taken, and who waits is told', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  /** @type {() => void} */
  let arrive = () => {};
  const arrived = new Promise((resolve) => (arrive = () => resolve(undefined)));
  await page.route('**/*.wasm*', (route) => arrived.then(() => route.continue()));
  await rehost(page, `<!doctype html><body>${WORDS}<heavy-ball></heavy-ball>${SCRIPT}`);
  const look = () => page.evaluate(`(async () => {
    await customElements.whenDefined('heavy-ball');
    const part = (name) => figure().shadowRoot.querySelector('[data-ref=' + name + ']');
    part('learning-rate-box').focus();
    const { content, opacity } = getComputedStyle(part('plot'), '::before');
    return { taken: figure().shadowRoot.activeElement !== null, busy: part('root').getAttribute('aria-busy'), told: content !== 'none' && opacity === '1' };
  })()`);
  assert.deepEqual(await look(), { taken: false, busy: 'true', told: false }, 'a short wait is not spoken of');
  await until(page, async () => /** @type {any} */ (await look()).told, 'a longer one is');
  arrive();
  await page.evaluate('upgraded()');
  assert.deepEqual(await look(), { taken: true, busy: null, told: false });
  await page.context().close();
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

test('leak: an element that is removed and inserted again and again leaves no parts of before', async () => {
  const { page } = await host(browser, `<!doctype html><body>${WORDS}<heavy-ball></heavy-ball>${SCRIPT}`);
  const session = await page.context().newCDPSession(page);
  /** The nodes of the document, with those that something still holds, after it has come back so many times. @param {number} times */
  const nodes = async (times) => {
    await page.evaluate(`(async () => {
      await upgraded();
      const element = figure();
      for (let times = ${times}; times > 0; times -= 1) {
        element.remove();
        await new Promise((done) => setTimeout(done));
        document.body.append(element);
        await element.ready;
        await frames(2);
      }
    })()`);
    await page.requestGC();
    return (await session.send('Memory.getDOMCounters')).nodes;
  };
  const early = await nodes(2);
  // One set of parts is over a thousand; when they are taken away is the browser's affair.
  await until(page, async () => (await nodes(8)) - early < 2500, 'no more than one or two sets of parts are still held');
  await page.context().close();
});

test('leak: a card that is made anew leaves no listener on the window', async () => {
  const { page } = await host(browser, `<!doctype html><body>${WORDS}<heavy-ball rules="adam"></heavy-ball>${SCRIPT}`);
  await page.evaluate('upgraded()');
  await page.getByText('about this form').click();
  await page.getByLabel('beta2 of this run').waitFor();
  const session = await page.context().newCDPSession(page);
  const listeners = async () => {
    const { result } = await session.send('Runtime.evaluate', { expression: 'window' });
    const all = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
    return all.listeners.filter(({ type }) => type === 'resize').length;
  };
  const before = await listeners();
  for (const beta2 of ['0.9', '0.95', '0.99']) {
    await page.getByLabel('beta2 of this run').fill(beta2);
    await page.keyboard.press('Enter');
    await until(page, async () => (await page.evaluate('figure().scene.rules[0]')) === `adam(beta2=${beta2})`, 'the run has its number');
  }
  assert.equal(await listeners(), before);
  await page.context().close();
});

test('leak: elements that come and go leave the wasm memory as it was, and are collected', async () => {
  const { page } = await host(browser, '<!doctype html>');
  await page.addInitScript(`{
    const real = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...all) => {
      const made = await real.apply(WebAssembly, all);
      // A release's exports have short names.
      const memory = Object.values(made.instance.exports).find((each) => each instanceof WebAssembly.Memory);
      window.bytes = () => memory.buffer.byteLength;
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
    // What an element takes at most depends on how far its maps came: the first few do not show it.
    return { early: await come(12), late: await come(25) };
  })()`);
  assert.equal(late, early);
  // What is held stays; but when it takes the rest away is the browser's affair.
  const kept = async () => {
    await page.requestGC();
    return page.evaluate(`frames(2).then(() => gone.filter((reference) => reference.deref()).length)`);
  };
  await until(page, async () => (await kept()) <= 2, 'no more than 2 of 37 elements are still held');
  await page.context().close();
});
