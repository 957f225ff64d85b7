// What the page does not open with: the other rules, the code of the libraries and what there is to read of a card come
// when somebody asks for them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { blank, launch, open, ready, url } from './browser.js';
import { inFigure, until } from './hand.js';
import { notes } from './notes.js';

/** @import { Browser, Page } from 'playwright-core' */

/** @type {Browser} */
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** The files that a page asks for from now on: the whole module's, and scripts that come later. @param {Page} page */
function fetched(page) {
  /** @type {string[]} */
  const names = [];
  page.on('request', (request) => {
    if (/whole|\.later\./.test(request.url())) names.push(request.url().replace(/^.*\/|\?.*$/g, ''));
  });
  return names;
}

const MODULE = ['whole.later.js', 'heavy_ball_whole_bg.wasm'];

test('the page opens without the other rules and what nobody reads yet', async () => {
  const { page, troubles } = await blank(browser);
  const names = fetched(page);
  await page.goto(url);
  await ready(page);
  await page.waitForLoadState('networkidle');
  assert.deepEqual(names, []);
  assert.deepEqual(troubles, []);
  await page.context().close();
});

test('a link with another rule opens with it', async () => {
  const { page, troubles } = await open(browser, '#v=1&surface=rosenbrock&rules=lion+trace&learning-rate=0.01&step=7');
  const figure = await page.evaluate(async () => {
    const one = /** @type {any} */ (document.querySelector('heavy-ball'));
    await one.ready;
    return { problems: one.problems, step: one.step, rules: one.trajectories.map((/** @type {any} */ run) => run.rule) };
  });
  assert.deepEqual(figure, { problems: [], step: 7, rules: ['lion', 'trace'] });
  assert.deepEqual(troubles, []);
  await page.context().close();
});

test('of rules that a link has twice the last ones count, and are fetched', async () => {
  const { say } = await notes(browser);
  const { answer } = await say(
    '<heavy-ball></heavy-ball>',
    `figure().link = 'v=1&rules=ema&rules=lion';
     await figure().ready;
     return [figure().scene.rules, figure().problems.map(({ message }) => message)];`,
  );
  assert.deepEqual(answer, [['lion'], ['rules: given twice; the last one counts']]);
});

test('a Scene with another rule waits for it, and what is asked for meanwhile waits behind it', async () => {
  const { desk, say } = await notes(browser);
  const names = fetched(desk);
  const { answer, troubles } = await say(
    '<heavy-ball id="a" steps="60"></heavy-ball><heavy-ball id="b"></heavy-ball>',
    `const [a, b] = document.querySelectorAll('heavy-ball');
     log.length = 0;
     a.scene = { ...a.scene, rules: ['prodigy', 'ema'] };
     a.step = 5;
     const before = a.scene.rules;
     b.setAttribute('rules', 'adamw');
     while (!log.some(({ id }) => id === 'a') || !log.some(({ id }) => id === 'b')) await frames(1);
     await frames();
     return { before, a: a.scene.rules, step: a.step, b: b.scene.rules, problems: [...a.problems, ...b.problems] };`,
  );
  assert.deepEqual(answer, {
    before: ['ema', 'heavy-ball', 'trace'], a: ['prodigy', 'ema'], step: 5, b: ['adamw'], problems: [],
  });
  assert.deepEqual(names, MODULE);
  assert.deepEqual(troubles, []);
});

for (const [what, files] of [['on their way', ''], ['fetched in vain', '**/*whole*']]) {
  test(`what is asked last wins, by a property or by an attribute, also while all rules are ${what}`, async () => {
    const { desk, say } = await notes(browser);
    if (files) await desk.route(files, (route) => route.abort());
    const { answer } = await say(
      '<heavy-ball></heavy-ball>'.repeat(3),
      `const [a, b, c] = document.querySelectorAll('heavy-ball');
       a.scene = { rules: ['adamw'] };
       a.setAttribute('steps', '50');
       b.setAttribute('rules', 'adamw');
       b.scene = { ...b.scene, momentum: 0.3 };
       b.setAttribute('momentum', '0.4');
       c.scene = { rules: ['adamw'], momentum: 0.3 };
       c.setAttribute('momentum', '0.4');
       c.scene = { momentum: 0.5 };
       await all();
       return [a, b, c].map(({ scene: { rules, steps, momentum } }) => [rules.join(' '), steps, momentum]);`,
    );
    const three = 'ema heavy-ball trace';
    assert.deepEqual(answer, [[files ? three : 'adamw', 50, 0.9], [three, 100, 0.4], [three, 100, 0.5]]);
    await desk.context().close();
  });
}

test('ready waits for all rules where something was asked for that needs them, and its event comes once', async () => {
  const { desk, say } = await notes(browser);
  const { answer, troubles } = await say(
    '<heavy-ball id="a"></heavy-ball><heavy-ball id="b"></heavy-ball>',
    `const [a, b] = document.querySelectorAll('heavy-ball');
     const { ready } = a;
     a.scene = { rules: ['prodigy'] };
     b.setAttribute('rules', 'adamw');
     const other = a.ready !== ready;
     await all();
     const rules = [a, b].map((each) => each.trajectories.map(({ rule }) => rule).join(' '));
     await b.toCode('pytorch');
     return { other, rules, readies: log.filter(({ type }) => type === 'ready').length };`,
  );
  assert.deepEqual(answer, { other: true, rules: ['prodigy', 'adamw'], readies: 2 });
  assert.deepEqual(troubles, []);
  await desk.context().close();
});

test('the figure that was there is there with all rules: its Scene, its step, its part of the plane, its way back', async () => {
  const { page, troubles } = await open(browser, '#v=1&learning-rate=0.07&step=31');
  const state = () =>
    page.evaluate(() => {
      const figure = /** @type {any} */ (document.querySelector('heavy-ball'));
      const caption = figure.shadowRoot.querySelector('[data-ref="home"]');
      return { link: figure.link, away: caption.hidden };
    });
  await ready(page);
  const plot = inFigure(page, '[data-ref="plot"]');
  const box = await plot.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await page.waitForFunction(() => {
    const root = document.querySelector('heavy-ball')?.shadowRoot;
    const home = root?.querySelector('[data-ref="home"]');
    return home instanceof HTMLElement && !home.hidden;
  });
  const stood = await state();
  const code = await page.evaluate(() => /** @type {any} */ (document.querySelector('heavy-ball')).toCode('optax'));
  assert.match(code, /optax\.sgd\(learning_rate=0\.07, momentum=0\.9\)/);
  assert.deepEqual(await state(), stood);
  assert.deepEqual(troubles, []);
  await page.context().close();
});

test('what has the focus has it still when all rules have come', async () => {
  const { desk, say } = await notes(browser);
  const held = [
    '[data-ref=learning-rate]', '[data-ref=code-summary]', '[data-ref=plot]', '.chip:nth-child(2)', '.scenes li:nth-child(3) button',
    '.card + .card summary', '.knob input', '.knob + .knob .box', '.layout input:checked', '.marker + .marker',
  ];
  const { answer, troubles } = await say(
    '<heavy-ball schedule="20:momentum=0.5; 40:momentum=0.8"></heavy-ball>'.repeat(held.length),
    `const paths = ${JSON.stringify(held)};
     const lost = [];
     for (const [i, made] of [...document.querySelectorAll('heavy-ball')].entries()) {
       const at = () => made.shadowRoot.querySelector(paths[i]);
       const before = at();
       before.focus();
       await made.toCode('keras');
       if (before !== at() || made.shadowRoot.activeElement !== at()) lost.push(paths[i]);
     }
     return lost;`,
  );
  assert.deepEqual(answer, []);
  assert.deepEqual(troubles, []);
  await desk.context().close();
});

test('code is a promise, and what a library cannot do is its reason', async () => {
  const { desk, say } = await notes(browser);
  const { answer } = await say(
    '<heavy-ball rules="trace(dampening=0.5)"></heavy-ball>',
    `const reason = (library) => figure().toCode(library).then(() => 'code', ({ message }) => message);
     return [await reason('pytorch'), await reason('optax'), await reason('jax')];`,
  );
  assert.deepEqual(answer, [
    'code',
    "optax.sgd comes nearest: there dampening is 0, not 0.5.",
    'library: expected pytorch, keras or optax, got "jax"',
  ]);
  await desk.context().close();
});

test('a rule that nobody knows is said with those that are meant or begin most like it', async () => {
  const { desk, say } = await notes(browser);
  const { answer } = await say('<heavy-ball rules="momentum"></heavy-ball>', 'return figure().problems;');
  const told = /^rules: there is no rule "momentum"; nearest: heavy-ball, trace, ema$/;
  assert.match(answer[0].message, told);
  const { answer: later } = await say(
    '<heavy-ball rules="trace"></heavy-ball>',
    `figure().setAttribute('rules', 'momentum');
     while (figure().problems.length === 0) await frames(1);
     const { problems, scene } = figure();
     figure().setAttribute('rules', 'trace');
     return { problems, rules: scene.rules, over: figure().problems, back: figure().scene.rules };`,
  );
  assert.match(later.problems[0].message, told);
  assert.deepEqual(later, { problems: later.problems, rules: ['ema', 'heavy-ball', 'trace'], over: [], back: ['trace'] });
  await desk.context().close();
});

test('where the other rules do not load, the figure stands, and the rule that is not there is named', async () => {
  const { desk, say } = await notes(browser);
  await desk.route('**/*whole*', (route) => route.abort());
  const { answer } = await say(
    '<heavy-ball rules="trace"></heavy-ball>',
    `figure().scene = { ...figure().scene, rules: ['prodigy'] };
     while (figure().problems.length === 0) await frames(1);
     const code = await figure().toCode('optax').catch(({ message }) => message);
     const disclosure = figure().shadowRoot.querySelector('[data-ref=code]');
     disclosure.open = true;
     while (!/Close this/.test(disclosure.textContent)) await frames(1);
     return { problem: figure().problems[0].message, rules: figure().scene.rules, code, note: disclosure.textContent };`,
  );
  assert.match(answer.problem, /^rules: "prodigy" is none of those at hand\. The module with all rules did not load \(.+\)\.$/);
  assert.deepEqual(answer.rules, ['ema', 'heavy-ball', 'trace']);
  assert.match(answer.code, /^The module with all rules did not load \(.+\)\.$/);
  assert.match(answer.note, /The code did not load\. The module with all rules did not load \(.+\)\. Close this/);
  await desk.context().close();
});

test('where all rules are of another version, the figure that is there stands', async () => {
  const { desk, say } = await notes(browser);
  await desk.route('**/heavy_ball_whole_bg.wasm*', async (route) => {
    await route.fulfill({ response: await route.fetch({ url: new URL('heavy_ball_bg.wasm', url).href }) });
  });
  const { answer } = await say(
    '<heavy-ball rules="trace" momentum="0.7"></heavy-ball>',
    `const code = await figure().toCode('optax').catch(({ message }) => message);
     return { code, momentum: figure().scene.momentum, paths: figure().trajectories.length };`,
  );
  assert.match(answer.code, /^The module with all rules did not load \(.+\)\.$/);
  assert.deepEqual([answer.momentum, answer.paths], [0.7, 1]);
  await desk.context().close();
});

test('what is asked for while all rules are on their way in vain is done when they fail, and not once more later', async () => {
  const { desk, say } = await notes(browser);
  await desk.route('**/*whole*', (route) => route.abort());
  const { answer } = await say(
    '<heavy-ball steps="50"></heavy-ball>',
    `const made = figure();
     const code = made.toCode('optax').catch(({ message }) => message);
     await made.ready;
     made.seek(7);
     made.scene = { ...made.scene, momentum: 0.33 };
     made.setAttribute('layout', 'panels');
     const meanwhile = made.step;
     await code;
     const after = [made.step, made.scene.momentum, /layout=panels/.test(made.link)];
     made.seek(9);
     made.scene = { ...made.scene, momentum: 0.5 };
     made.remove();
     await new Promise((done) => setTimeout(done));
     document.body.append(made);
     await frames();
     return { meanwhile, after, back: [made.step, made.scene.momentum] };`,
  );
  assert.deepEqual(answer, { meanwhile: 50, after: [7, 0.33, true], back: [9, 0.5] });
  await desk.context().close();
});

for (const [what, files] of [['script', '**/whole.later.js*'], ['wasm', '**/heavy_ball_whole*']]) {
  test(`a figure whose attributes name rules whose ${what} did not load asks again when it is reset, and again`, async () => {
    const { desk, say } = await notes(browser);
    await desk.route(files, (route) => route.abort());
    const { answer } = await say(
      '<heavy-ball rules="lion trace"></heavy-ball>',
      `const first = [figure().scene.rules, figure().problems];
       figure().reset();
       await frames();
       return first;`,
    );
    assert.deepEqual(answer[0], ['trace']);
    assert.match(answer[1][0].message, /^rules: "lion" is none of those at hand\. The module with all rules did not load/);
    await desk.unroute(files);
    const again = await desk.evaluate(`(async () => {
      // The try before may still be on its way to fail.
      for (let tries = 0; tries < 100 && figure().scene.rules.length < 2; tries += 1) {
        figure().reset();
        await frames(10);
      }
      return [figure().scene.rules, figure().problems];
    })()`);
    assert.deepEqual(again, [['lion', 'trace'], []]);
    await desk.context().close();
  });
}

test('what there is to read of a form comes when its disclosure is opened, once for all', async () => {
  const { page, troubles } = await blank(browser);
  const names = fetched(page);
  await page.goto(url);
  await ready(page);
  const about = (/** @type {number} */ i) => inFigure(page, '.card .about').nth(i);
  await about(0).locator('summary').click();
  await until(page, async () => /Convention: \S.*Source: \S/s.test((await about(0).textContent()) ?? ''), 'it is filled');
  assert.equal(await about(0).getByRole('textbox').count(), 2, 'with the numbers of this run');
  await about(1).locator('summary').click();
  await until(page, async () => /Source: Polyak/.test((await about(1).textContent()) ?? ''), 'the next one has its own words');
  assert.deepEqual(names, ['card-about.later.js']);
  assert.deepEqual(troubles, []);
  await page.context().close();
});

test('what there is to read of a landscape comes with the first that the page did not open with', async () => {
  const { desk, say } = await notes(browser);
  const names = fetched(desk);
  const { answer, troubles } = await say(
    '<heavy-ball></heavy-ball>',
    `const read = () => [...figure().shadowRoot.querySelectorAll('.landscape :is(h4, .formula, .verdict, .note)')].map(({ textContent }) => textContent);
     const first = read();
     const beyond = [];
     for (const surface of ['rosenbrock', 'himmelblau', 'quadratic']) {
       figure().setAttribute('surface', surface);
       do await frames(1); while (!read()[2] || read()[0] === (beyond.at(-1) ?? first)[0]);
       beyond.push(read());
     }
     return { first, beyond };`,
  );
  const { first, beyond: [rosenbrock, himmelblau, again] } = answer;
  assert.deepEqual([first[0], rosenbrock[0], himmelblau[0]], ['Quadratic bowl', 'Rosenbrock', 'Himmelblau']);
  assert.match(rosenbrock[1], /^f=/);
  assert.match(rosenbrock[2], /the bend turns the memory/);
  assert.match(rosenbrock[3], /^Rosenbrock, /);
  assert.notDeepEqual(himmelblau, rosenbrock);
  assert.deepEqual(again, first);
  assert.deepEqual(names, ['landscape-words.later.js']);
  assert.deepEqual(troubles, []);
  await desk.context().close();
});

test('a list of optimizers of another version is one that did not load, and asking again brings it', async () => {
  const { page } = await blank(browser);
  await page.route('**/picker.later.js*', (route) => route.fulfill({ contentType: 'text/javascript', body: 'export class Other {}' }));
  await page.goto(url);
  await ready(page);
  const problem = inFigure(page, '[data-ref="rules-problem"]');
  await inFigure(page, '[data-ref="more-rules"]').click();
  await until(page, async () => /did not load/.test((await problem.textContent()) ?? ''), 'it is said');
  await page.unroute('**/picker.later.js*');
  await inFigure(page, '[data-ref="more-rules"]').click();
  await until(page, () => inFigure(page, '[data-ref="picker"]').isVisible(), 'it comes');
  await page.context().close();
});

test('where it does not load, one sentence says so, and asking again brings it', async () => {
  const { page } = await blank(browser);
  await page.route('**/*.later.js*', (route) => route.abort());
  await page.goto(new URL('#v=1&rules=trace&surface=rosenbrock', url).href);
  await ready(page);
  const landscape = inFigure(page, '.landscape');
  const about = inFigure(page, '.card .about');
  await until(page, async () => /did not load/.test((await landscape.textContent()) ?? ''), 'the landscape says it');
  await about.locator('summary').click();
  await until(page, async () => /did not load/.test((await about.textContent()) ?? ''), 'and so does the form');
  await page.unroute('**/*.later.js*');
  await about.locator('summary').click();
  await about.locator('summary').click();
  await until(page, async () => /Convention: /.test((await about.textContent()) ?? ''), 'it comes');
  assert.doesNotMatch((await about.textContent()) ?? '', /did not load/);
  await page.context().close();
});
