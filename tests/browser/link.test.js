// The page's address: what it opens, what it writes, and where back and forward lead.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, host, launch, ready, reopen, url } from './browser.js';
import { ask, box, drag, goTo, inFigure, ink, painted, part, press, scene, step, thumb, until, write } from './hand.js';

/** @typedef {import('playwright-core').Page} Page */

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
beforeEach(() => reopen(page));

/** All that a link promises to bring back. @param {Page} [of] */
function whole(of = page) {
  return ask(of, (figure) => ({
    scene: figure.scene,
    step: figure.step,
    link: figure.link,
    trajectories: figure.trajectories.map((run) => ({
      ...run,
      points: [...run.points],
      losses: [...run.losses],
      gradients: [...run.gradients],
      memories: Object.entries(run.memories).map(([name, values]) => [name, ...values]),
    })),
  }));
}

const hash = () => page.evaluate(() => location.hash);
/** Another hash, until the page has heard of it. @param {string} to */
const go = (to) =>
  page.evaluate((address) => new Promise((resolve) => {
    addEventListener('hashchange', () => resolve(true), { once: true });
    location.hash = address;
  }), to);
const written = (/** @type {string} */ text) => until(page, async () => decodeURIComponent(await hash()).includes(text), `the address has ${text}`);

/** @param {string} surface */
async function choose(surface) {
  await part(page, 'surface').selectOption(surface);
  await painted(page);
}

/** @param {string} surface */
const shows = (surface) => until(page, async () => (await scene(page)).surface === surface, `the figure shows ${surface}`);

test('a copied link, opened elsewhere, brings back the Scene, the step, the layout and every number', async () => {
  await choose('rosenbrock');
  await inFigure(page, 'input[name="match"][value="matched"]').check();
  await inFigure(page, '.chip', { hasText: 'Adam' }).click();
  await inFigure(page, 'input[name="layout"][value="panels"]').check();
  await drag(page, await thumb(part(page, 'momentum')), { x: 20 });
  await goTo(page, 22);
  await press(page, 'from-here');
  await write(page, 'momentum-box', '0.123456789');
  await page.keyboard.press('Escape');
  await goTo(page, 38);
  // A step back draws the paths as a whole: laid on step by step, the ends of their strokes differ by a hair.
  await press(page, 'back');
  const { x } = await box(part(page, 'reset'));
  await part(page, 'copy').click();
  // The button says so for a moment only, the page's status until there is something else to say.
  await until(page, async () => (await part(page, 'status').textContent())?.includes('copied') ?? false, 'it is copied');
  assert.ok(Math.abs((await box(part(page, 'reset'))).x - x) < 0.1, 'nothing moves away because the word is another');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const { page: elsewhere } = await blank(browser, { reducedMotion: 'reduce' });
  await elsewhere.goto(link);
  await ready(elsewhere);
  // The playhead's own canvas is left out: its labels stay where there was room for them before, so that none jumps.
  for (const canvas of ['landscape', 'paths', 'loss']) {
    assert.deepEqual(await ink(elsewhere, canvas), await ink(page, canvas), canvas);
  }
  const found = await whole(elsewhere);
  assert.deepEqual(found, await whole());
  assert.equal(found.step, 37);
  assert.match(found.link, /layout=panels/);
  assert.match(found.scene?.schedule ?? '', /22:.*0\.123456789/);
  assert.equal(found.trajectories.length, 4);
  assert.equal(await inFigure(elsewhere, 'input[name="layout"][value="panels"]').isChecked(), true);
  assert.ok(link.startsWith(`${url}#v=1&`), link);
  await elsewhere.context().close();
  assert.deepEqual(troubles, []);
});

test('who may not write to the clipboard is offered the link to copy by hand', async () => {
  const { page: closed } = await blank(browser, { reducedMotion: 'reduce' });
  await closed.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await reopen(closed);
  await part(closed, 'copy').click();
  const text = part(closed, 'link-text');
  await text.waitFor({ state: 'visible' });
  assert.equal(await text.inputValue(), `${url}#${await ask(closed, (figure) => figure.link)}`);
  await closed.context().close();
});

test('back and forward walk over the surfaces that were chosen', async () => {
  const first = await whole();
  await choose('rosenbrock');
  await written('rosenbrock');
  await choose('beale');
  await written('beale');
  const last = await whole();
  await page.goBack();
  await shows('rosenbrock');
  await page.goBack();
  await shows('quadratic');
  assert.deepEqual(await whole(), first);
  await page.goForward();
  await shows('rosenbrock');
  await page.goForward();
  await shows('beale');
  assert.deepEqual(await whole(), last);
  assert.deepEqual(await ask(page, (figure) => figure.problems), []);
});

test('what was dragged before a surface was chosen is there when one comes back', async () => {
  await write(page, 'momentum-box', '0.75');
  await choose('rosenbrock');
  await written('rosenbrock');
  await page.goBack();
  await shows('quadratic');
  assert.equal((await scene(page)).momentum, 0.75);
});

test('dragging adds no entry to the browser history, a surface adds one', async () => {
  const before = await page.evaluate(() => history.length);
  await drag(page, await thumb(part(page, 'momentum')), { x: 20 });
  await written('momentum=');
  assert.equal(await page.evaluate(() => history.length), before);
  await choose('beale');
  await written('beale');
  assert.equal(await page.evaluate(() => history.length), before + 1);
});

test('while α is dragged the address is written at most four times a second, and ends as the link', async () => {
  const { page: watched } = await blank(browser, { reducedMotion: 'reduce' });
  await watched.clock.install();
  await watched.addInitScript(() => {
    Object.assign(window, { writes: 0 });
    for (const name of /** @type {const} */ (['pushState', 'replaceState'])) {
      const real = history[name].bind(history);
      history[name] = (...args) => {
        /** @type {any} */ (window).writes += 1;
        real(...args);
      };
    }
  });
  await reopen(watched);
  const from = await thumb(part(watched, 'learning-rate'));
  await watched.clock.pauseAt(Date.now() + 60_000);
  await watched.mouse.move(from.x, from.y);
  await watched.mouse.down();
  for (let move = 1; move <= 60; move += 1) {
    await watched.mouse.move(from.x - move, from.y);
    await watched.clock.runFor(33);
  }
  const writes = await watched.evaluate(() => /** @type {any} */ (window).writes);
  assert.ok(writes >= 2 && writes <= 8, `${writes} writes in two seconds`);
  await watched.mouse.up();
  await watched.clock.runFor(300);
  const { address, link } = await ask(watched, (figure) => ({ address: location.hash, link: figure.link }));
  assert.equal(address, `#${link}`);
  await watched.context().close();
});

test('junk in the address is a sentence and the default for each key, and the page is alive', async () => {
  await reopen(page, '#v=1');
  const plain = await scene(page);
  await reopen(page, '#v=1&surface=moon&learning-rate=fast&momentum=0.5&steps=1e7&rules=&start=a,b&colour=red&step=-4&layout=cube&%E0%A4%A');
  const problems = await ask(page, (figure) => figure.problems);
  const named = problems.map(({ key }) => key);
  for (const key of ['surface', 'learning-rate', 'steps', 'rules', 'start']) assert.ok(named.includes(key), `${key} is named among ${named}`);
  for (const { key, message } of problems) assert.ok(message.length > key.length + 10, message);
  assert.ok(!named.includes('momentum'));
  const found = await scene(page);
  assert.equal(found.momentum, 0.5, 'what is legal counts');
  assert.deepEqual(found, { ...plain, momentum: 0.5 });
  await painted(page);
  const [first] = problems;
  assert.ok((await part(page, 'notices').textContent())?.includes(first.message));
  const [said, plot] = await Promise.all([box(part(page, 'notices')), box(part(page, 'plot'))]);
  assert.ok(said.y > 0 && said.y + said.height <= plot.y, 'it is seen at once, above the figure');
  await write(page, 'momentum-box', '0.6');
  assert.equal((await scene(page)).momentum, 0.6);
  assert.ok((await ask(page, (figure) => figure.trajectories)).length > 0);
});

test('each of many problems can be read, by the keyboard too, with the figure in sight', async () => {
  await reopen(page, `#v=1&=5&${'abcdefghijklmnopq'.split('').map((key) => `${key}=1`).join('&')}&momentum=NaN`);
  await painted(page);
  const messages = await ask(page, (figure) => figure.problems.map(({ message }) => message));
  assert.equal(messages.length, 19);
  const notices = part(page, 'notices');
  const summary = notices.locator('summary');
  assert.equal(await summary.textContent(), 'and 15 more');
  const shut = await box(notices);
  await page.getByRole('button', { name: 'Dismiss the notices' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const lines = notices.locator('.notice');
  assert.deepEqual((await lines.allTextContents()).map((line) => line.replace(/dismiss$/, '')), messages);
  const last = lines.last();
  const list = await box(notices.locator('details > div'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('End');
  await until(page, async () => (await box(last)).y + (await box(last)).height <= list.y + list.height + 1, 'the last one is in sight');
  assert.ok((await box(notices)).height - shut.height < 200, 'the rest scrolls');
  assert.equal(await page.evaluate(() => scrollY), 0, 'and not the page');
  await page.getByRole('button', { name: 'Dismiss the notices' }).click();
  await painted(page);
  assert.equal(await notices.textContent(), '');
});

test('hashes that are hardly a link do not break the page', async () => {
  for (const junk of ['#v=1', '#v=1&', '#v=&', '#v=1&&&&=&=', `#v=1&schedule=${'9'.repeat(5000)}`, '#v=1&%', '#v=99&momentum=0.4', '#v=x', `#v=1&rules=${'('.repeat(2000)}`]) {
    await go(junk);
    await painted(page);
    assert.ok((await ask(page, (figure) => figure.trajectories.length)) > 0, junk.slice(0, 40));
  }
  await go('#v=99&momentum=0.4');
  // It waits behind the last one, whose rules are looked for among all that there are.
  await until(page, async () => (await scene(page)).momentum === 0.4, 'a newer version is read as far as it is known');
  const problems = await ask(page, (figure) => figure.problems);
  assert.ok(problems.some(({ message }) => /version|newer/.test(message)), JSON.stringify(problems));
  assert.deepEqual(troubles, []);
});

test('a hash that does not begin with v= is an anchor and left alone', async () => {
  const plain = await whole();
  await reopen(page, '#notes');
  assert.deepEqual(await whole(), plain);
  assert.equal(await hash(), '#notes');
  await page.locator('a[href="#question"]').first().click();
  await until(page, async () => (await hash()) === '#question', 'the address is the anchor');
  assert.deepEqual(await whole(), plain);
  await write(page, 'momentum-box', '0.6');
  await written('momentum=0.6');
  await page.goBack();
  await until(page, async () => (await hash()) === '#question', 'the anchor keeps its entry');
  assert.equal((await scene(page)).momentum, 0.6);
});

test('where a reader stops a play, or lets it end, the address says so', async () => {
  await reopen(page, '#v=1&steps=100');
  // So slow that it cannot come to its end before it is stopped.
  await part(page, 'speed').selectOption('5');
  await part(page, 'play').click();
  await until(page, async () => (await step(page)) >= 3, 'it plays');
  await part(page, 'play').click();
  const at = await step(page);
  assert.ok(at > 2 && at < 100, `step ${at}`);
  await until(page, async () => new URLSearchParams(await hash()).get('step') === String(at), 'the address has the step');
  await part(page, 'speed').selectOption('500');
  await part(page, 'play').click();
  await until(page, async () => (await step(page)) === 100, 'it ends');
  const link = await ask(page, (figure) => figure.link);
  await until(page, async () => (await hash()) === `#${link}`, 'the address has the end');
});

test('a program that changes the figure does not write the address', async () => {
  await ask(page, (figure) => {
    figure.scene = { surface: 'beale' };
    figure.seek(3);
  });
  await painted(page);
  assert.equal(await hash(), '');
});

test('a figure in another page never writes the address of that page', async () => {
  const { page: notes } = await host(
    browser,
    '<!doctype html><h2 id="chapter">Chapter</h2><heavy-ball></heavy-ball><script type="module" src="./heavy-ball.js"></script>',
    { reducedMotion: 'reduce' },
  );
  await ready(notes);
  await notes.clock.install();
  await write(notes, 'momentum-box', '0.6');
  await part(notes, 'surface').selectOption('beale');
  await notes.clock.runFor(2000);
  assert.equal(await ask(notes, (figure) => figure.scene?.surface), 'beale');
  assert.equal(await notes.evaluate(() => location.hash), '');
  await notes.context().close();
});

test('a figure in another page offers no link, unless its author names a page that opens it', async () => {
  const script = '<script type="module" src="./heavy-ball.js"></script>';
  const { page: notes } = await host(browser, `<!doctype html><body><heavy-ball></heavy-ball>${script}`, { reducedMotion: 'reduce' });
  await ready(notes);
  await painted(notes);
  assert.ok(await part(notes, 'copy').isHidden());
  await notes.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await ask(notes, (figure) => figure.setAttribute('address', './index.html'));
  await part(notes, 'copy').click();
  await part(notes, 'link-text').waitFor({ state: 'visible' });
  const link = await part(notes, 'link-text').inputValue();
  assert.equal(link, `${url}index.html#${await ask(notes, (figure) => figure.link)}`);
  await notes.context().close();
});

test('what copy link gives is a link as well, with rules that are to be fetched, too', async () => {
  const state = await page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('heavy-ball'));
    figure.link = 'https://example.org/notes?a=b#v=1&rules=lion&steps=7&step=3';
    await figure.ready;
    return [figure.problems, figure.scene.rules, figure.scene.steps, figure.step];
  });
  assert.deepEqual(state, [[], ['lion'], 7, 3]);
});

test('another link in the same page is opened at once', async () => {
  await page.evaluate(() => (location.hash = '#v=1&momentum=0.5&steps=40&step=7'));
  await until(page, async () => (await step(page)) === 7, 'the step is there');
  const { momentum, steps } = await scene(page);
  assert.deepEqual({ momentum, steps }, { momentum: 0.5, steps: 40 });
});
