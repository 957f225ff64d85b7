// Whatever is asked of the figure is a legal experiment, shown honestly, or one clear sentence. It never breaks.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { alive, ask, drag, inFigure, ink, middle, painted, part, press, runs, scene, thumb, until, write } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => {
  troubles.length = 0;
  return reopen(page);
});

const text = async (/** @type {string} */ name) => ((await part(page, name).textContent()) ?? '').trim();

test('what is written wrong into a box is said beside it, and the last good value stays', async () => {
  const before = await scene(page);
  /** @type {[string, string, string][]} */
  const wrong = [
    ['learning-rate-box', 'learning-rate-problem', 'fast'],
    ['learning-rate-box', 'learning-rate-problem', '-0.1'],
    ['learning-rate-box', 'learning-rate-problem', 'NaN'],
    ['learning-rate-box', 'learning-rate-problem', 'Infinity'],
    ['momentum-box', 'momentum-problem', 'NaN'],
    ['momentum-box', 'momentum-problem', '0,9,9'],
    ['steps', 'start-problem', '1,000'],
    ['steps', 'start-problem', '10000000'],
    ['steps', 'start-problem', '-1'],
    ['start-x', 'start-problem', 'left'],
    ['start-y', 'start-problem', '1e999'],
  ];
  for (const [box, problem, typed] of wrong) {
    await write(page, box, typed);
    assert.ok((await text(problem)).includes(typed), `${box}: ${typed} gives "${await text(problem)}"`);
    assert.equal(await part(page, box).getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await scene(page), before, `${box}: ${typed}`);
    if (box.endsWith('-box')) {
      const { x, y } = await thumb(part(page, box.replace('-box', '')));
      const under = await ask(page, (figure, at) => figure.shadowRoot?.elementFromPoint(at.x, at.y)?.getAttribute('type'), { x, y });
      assert.equal(under, 'range', 'its slider is within reach');
    }
    await page.keyboard.press('Escape');
    assert.equal(await text(problem), '', 'Escape takes it back');
  }
  await alive(page, troubles);
});

test("a decimal comma is a point, the page's minus a minus, and a wide digit a digit", async () => {
  await write(page, 'momentum-box', '0,85');
  assert.equal((await scene(page)).momentum, 0.85);
  assert.equal(await part(page, 'momentum-box').inputValue(), '0.85');
  await write(page, 'start-x', '−2,5');
  assert.equal((await scene(page)).start[0], -2.5);
  await write(page, 'momentum-box', '０．７５');
  assert.equal((await scene(page)).momentum, 0.75);
  await ask(page, (figure) => figure.reset());
});

test('reset and another Scene take back what is wrong in boxes', async () => {
  for (const anew of [() => press(page, 'reset'), () => ask(page, (figure) => void (figure.scene = { ...figure.scene }))]) {
    await write(page, 'steps', '50.5');
    await write(page, 'learning-rate-box', 'abc');
    await anew();
    await painted(page);
    assert.deepEqual([await text('start-problem'), await text('learning-rate-problem')], ['', '']);
    const { steps, learningRate } = await scene(page);
    const shown = [await part(page, 'steps').inputValue(), await part(page, 'learning-rate-box').inputValue()];
    assert.deepEqual(shown, [String(steps), String(learningRate)]);
  }
  await alive(page, troubles);
});

test('of two boxes that share a line, the one that is still wrong keeps what is said of it', async () => {
  await write(page, 'start-x', '');
  const said = await text('start-problem');
  await write(page, 'steps', '10000000');
  assert.match(await text('start-problem'), /10000000/);
  await write(page, 'steps', '50');
  assert.equal(await text('start-problem'), said);
  await write(page, 'start-x', '2');
  assert.equal(await text('start-problem'), '');
  await alive(page, troubles);
});

test('β of 1 and above, and below 0, is an experiment, shown honestly', async () => {
  for (const momentum of ['1', '1.05', '-0.5', '-1']) {
    await write(page, 'momentum-box', momentum);
    assert.equal((await scene(page)).momentum, Number(momentum));
    assert.deepEqual(await ask(page, (figure) => figure.problems), []);
    assert.equal(await part(page, 'momentum-box').inputValue(), momentum);
    assert.equal(await text('momentum-problem'), '');
  }
  await alive(page, troubles);
});

test('a run that leaves the number range stops there and says at which step', async () => {
  await ask(page, (figure) => (figure.scene = { rules: ['heavy-ball', 'ema'], learningRate: 1e3, momentum: 0.9, steps: 400 }));
  await painted(page);
  const [ball] = await ask(page, (figure) => figure.trajectories.map(({ stop, losses, points }) => ({ stop, losses: [...losses], points: [...points] })));
  assert.equal(ball.stop?.reason, 'number range');
  assert.equal(ball.losses.length, ball.stop?.step, 'step 0 to the last finite step');
  assert.ok([...ball.losses, ...ball.points].every(Number.isFinite));
  const verdict = inFigure(page, '.card .verdict').first();
  // The cards are made anew a moment after the rules have changed.
  await until(page, async () => /number range at step \d/.test((await verdict.textContent()) ?? ''), 'its card says how it ended');
  assert.doesNotMatch((await inFigure(page, '.cards').textContent()) ?? '', /NaN|Infinity|undefined/);
  await alive(page, troubles);
});

test('α of 0 stands still and is no error', async () => {
  await reopen(page, '#v=1');
  await write(page, 'learning-rate-box', '0');
  assert.deepEqual(await ask(page, (figure) => figure.problems), []);
  for (const { points } of Object.values(await runs(page))) assert.deepEqual(points[100], points[0]);
  await alive(page, troubles);
});

test('a start outside the domain is shown: its handle waits at the border and can be taken back in', async () => {
  await write(page, 'start-x', '1000');
  const { start } = await scene(page);
  assert.equal(start[0], 1000);
  await part(page, 'plot').scrollIntoViewIfNeeded();
  const plot = (await part(page, 'plot').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const handle = await middle(part(page, 'start'));
  const toBorder = plot.x + plot.width - handle.x;
  assert.ok(toBorder > 0 && toBorder < 20, `the handle is ${toBorder} px from the border`);
  await drag(page, { x: handle.x - 3, y: handle.y }, { x: -200 });
  assert.ok(Math.abs((await scene(page)).start[0]) < 100);
  for (const far of ['1e300', '-1e308']) {
    await write(page, 'start-x', far);
    assert.equal((await scene(page)).start[0], Number(far));
  }
  await alive(page, troubles);
});

test('0 steps is a legal Scene: a start and nothing more', async () => {
  await write(page, 'steps', '0');
  assert.equal((await scene(page)).steps, 0);
  assert.deepEqual(await ask(page, (figure) => figure.trajectories.map(({ losses }) => losses.length)), [1, 1, 1]);
  await part(page, 'play').click();
  await press(page, 'on');
  await press(page, 'back');
  assert.deepEqual(await ask(page, (figure) => [figure.playing, figure.step]), [false, 0]);
  await part(page, 'mark').click({ force: true });
  await write(page, 'steps', '1');
  assert.deepEqual(await ask(page, (figure) => figure.trajectories.map(({ losses }) => losses.length)), [2, 2, 2]);
  await alive(page, troubles);
});

test('10,000 steps are walked, 10,000,000 are refused with the limit', async () => {
  await write(page, 'steps', '10000');
  assert.deepEqual(await ask(page, (figure) => figure.trajectories.map(({ losses }) => losses.length)), [10001, 10001, 10001]);
  await ask(page, (figure) => (figure.scene = { steps: 1e7 }));
  const problems = await ask(page, (figure) => figure.problems);
  assert.deepEqual(problems.map(({ key }) => key), ['steps']);
  assert.match(problems[0].message, /10.?000.*10.?000.?000/);
  assert.equal((await scene(page)).steps, await defaults().then(({ steps }) => steps));
  await alive(page, troubles);
});

/** Rules that the page did not open with are looked for before they are said to be unknown. */
const told = () => until(page, () => ask(page, (figure) => figure.problems.length > 0), 'something is a problem');

test('an unknown rule or surface is named with its like, and the rules that there are stay', async () => {
  await ask(page, (figure) => (figure.scene = { surface: 'monkey', rules: ['sgd', 'ema'] }));
  await told();
  const problems = await ask(page, (figure) => figure.problems);
  assert.deepEqual(problems.map(({ key }) => key).toSorted(), ['rules', 'surface']);
  for (const { key, message } of problems) {
    assert.ok(message.includes(key === 'rules' ? 'sgd' : 'monkey'), message);
    assert.match(message, key === 'rules' ? /nearest: gradient-descent, trace$/ : /nearest: monkey-saddle/);
  }
  assert.deepEqual((await scene(page)).rules, ['ema']);
  await painted(page);
  assert.match(await text('notices'), /monkey/);
  await page.getByRole('button', { name: 'Dismiss the notices' }).click();
  await painted(page);
  assert.deepEqual(await ask(page, (figure) => figure.problems), []);
  assert.equal(await text('notices'), '');
  await alive(page, troubles);
});

test('twelve rules walk, in colours or dashes that can be told apart; thirteen are refused', async () => {
  const rules = Array.from({ length: 12 }, (_, at) => `heavy-ball(momentum=0.${at + 10})`);
  await ask(page, (figure, twelve) => (figure.scene = { rules: twelve }), rules);
  await painted(page);
  assert.equal(await ask(page, (figure) => figure.trajectories.length), 12);
  assert.deepEqual(await ask(page, (figure) => figure.problems), []);
  assert.equal(new Set(await ask(page, (figure) => figure.trajectories.map(({ label }) => label))).size, 12, 'each has a label of its own');
  await inFigure(page, 'input[name="layout"][value="panels"]').check();
  assert.ok((await ink(page, 'paths')).pixels > 500);
  await ask(page, (figure, thirteen) => (figure.scene = { rules: thirteen }), [...rules, 'ema']);
  await told();
  const problems = await ask(page, (figure) => figure.problems);
  assert.deepEqual(problems.map(({ key }) => key), ['rules']);
  assert.match(problems[0].message, /1 to 12/);
  await inFigure(page, 'input[name="layout"][value="overlay"]').check();
  await alive(page, troubles);
});

test('a framework that has no Scene to give asks for nothing', async () => {
  const before = await scene(page);
  const problems = await ask(page, (figure) => {
    for (const none of [undefined, null]) figure.scene = /** @type {any} */ (none);
    return figure.problems;
  });
  assert.deepEqual([await scene(page), problems], [before, []]);
});

test('anything at all may be given to scene=', async () => {
  // With all rules at hand each is judged at once.
  await ask(page, (figure) => figure.toCode('optax'));
  const before = await scene(page);
  const said = await ask(page, (figure) => {
    /** @type {any} */
    const cyclic = { momentum: 0.5 };
    cyclic.rules = [cyclic];
    const round = [cyclic];
    round.push(round);
    /** @type {any} */
    const nested = [];
    let deep = nested;
    for (let level = 0; level < 100_000; level += 1) deep = deep[0] = [];
    /** @type {[string, unknown][]} */
    const values = [
      ['a number', 7], ['text', 'ema'], ['an array', [1]], ['a function', () => 1],
      ['a Map', new Map([['steps', 4]])], ['a Date', new Date(0)], ['a node', document.body], ['a symbol', Symbol('s')], ['a bigint', 10n], ['a cyclic array', round], ['a cycle', cyclic], ['deep', { rules: nested }],
      ['a function inside', { momentum: () => 1 }], ['a symbol inside', { rules: [Symbol('s')] }], 
      ['NaN inside', { momentum: NaN }], ['Infinity inside', { learningRate: Infinity }], ['null inside', { start: [null, 1] }],
      ['an object inside', { surface: { name: 'beale' } }], 
      ['a huge text', { schedule: 'x'.repeat(5_000_000) }], ['a huge key', { ['k'.repeat(100_000)]: 1 }],
      ['__proto__', JSON.parse('{"__proto__": {"momentum": 0.1}}')], ['too many', { rules: new Array(100_000).fill('ema') }],
    ];
    return values.map(([name, value]) => {
      let thrown = '';
      try {
        figure.scene = /** @type {any} */ (value);
      } catch (cause) {
        thrown = String(cause);
      }
      return { name, thrown, problems: figure.problems, runs: figure.trajectories.length };
    });
  });
  for (const { name, thrown, problems, runs: count } of said) {
    const what = `${name}: ${thrown || JSON.stringify(problems).slice(0, 300)}`;
    assert.equal(thrown, '', what);
    assert.ok(problems.length > 0, what);
    assert.ok(count > 0, what);
    for (const { key, value, message } of problems) {
      assert.ok(message.length < 1000 && value.length < 1000 && key.length < 1000, `${name} is not repeated at length: ${message.length}`);
    }
  }
  const good = await ask(page, async (figure) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await frame();
    const counts = /** @type {number[]} */ ([]);
    figure.addEventListener('heavy-ball-error', (event) => counts.push(/** @type {CustomEvent} */ (event).detail.problems.length));
    figure.scene = /** @type {any} */ ({ momentum: 'x' });
    await frame();
    // A figure's own numbers are taken as they come, and what is undefined is not there.
    for (let again = 0; again < 2; again += 1) {
      figure.scene = /** @type {any} */ ({ start: figure.trajectories[0].points.slice(0, 2), momentum: undefined });
      await frame();
    }
    return { counts, problems: figure.problems, momentum: figure.scene?.momentum };
  });
  assert.deepEqual(good, { counts: [1, 0], problems: [], momentum: 0.9 }, 'that all is well again is told once');
  await ask(page, (figure) => {
    figure.scene = /** @type {any} */ ({ steps: 10n });
    try {
      figure.scene = /** @type {any} */ ({ get momentum() { throw new Error('mine'); } });
    } catch (cause) {
      if (String(cause) !== 'Error: mine') throw cause;
    }
  });
  await ask(page, (figure, whole) => (figure.scene = whole), before);
  assert.deepEqual(await scene(page), before);
  await alive(page, troubles);
});

test('a sentence shows what was given, however it is nested', async () => {
  await ask(page, (figure) => figure.toCode('optax'));
  const said = await ask(page, (figure) => {
    const given = [[['ema']], [[['ema']]], { name: 'ema' }, [{ rule: 'ema', list: [1] }], [Array(100).fill(7)]];
    return given.map((rules) => {
      figure.scene = /** @type {any} */ ({ rules });
      return figure.problems.map(({ value }) => value).join();
    });
  });
  const sevens = `[[${'7,'.repeat(29)}…`;
  assert.deepEqual(said, ['[["ema"]]', '[["…"]]', '{"name":"ema"}', '[{"rule":"ema","list":"…"}]', sevens]);
});

test('nothing that is given becomes HTML', async () => {
  const html = '<img src=x onerror="window.bad=1"><script>window.bad=1</script>';
  // Its parts are not to be made anew under the hand that writes into them.
  await ask(page, (figure) => figure.toCode('optax'));
  await ask(page, (figure, junk) => {
    figure.scene = /** @type {any} */ ({ surface: junk, rules: [junk], schedule: junk, learningRate: junk, [junk]: junk });
    for (const name of ['surface', 'rules', 'start', 'schedule', 'momentum', 'layout', 'theme', 'speed']) figure.setAttribute(name, junk);
    figure.link = `v=1&surface=${junk}&${junk}=1`;
  }, html);
  await page.evaluate((junk) => (location.hash = `#v=1&rules=${junk}`), html);
  await painted(page);
  for (const box of ['learning-rate-box', 'start-x']) await write(page, box, html);
  await press(page, 'back');
  await part(page, 'mark').click();
  await page.keyboard.type(html);
  await page.keyboard.press('Enter');
  await painted(page);
  const { images, scripts, bad } = await ask(page, (figure) => ({
    images: figure.shadowRoot?.querySelectorAll('img, iframe').length,
    scripts: figure.shadowRoot?.querySelectorAll('script').length,
    bad: 'bad' in window,
  }));
  assert.deepEqual({ images, scripts, bad }, { images: 0, scripts: 0, bad: false });
  assert.ok((await text('editor-problem')).length > 0);
});

/** The Scene that says nothing. */
async function defaults() {
  await ask(page, (figure) => (figure.scene = {}));
  return scene(page);
}

test('a box has what it shows as its default: WebKit goes back to that as the page comes out of its cache', async () => {
  await reopen(page, '#v=1&learning-rate=0.0123&rules=adam(beta2=0.95)');
  await inFigure(page, '.card .about summary').first().click();
  const empty = await inFigure(page, '.box').evaluateAll((boxes) => boxes.filter((box) => box instanceof HTMLInputElement && box.value !== box.defaultValue).length);
  assert.equal(empty, 0);
});
