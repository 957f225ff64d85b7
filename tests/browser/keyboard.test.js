// Everything can be done by keys, one sees where one is, and the host hears none of the keys that the figure takes.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, ready, rehost, reopen } from './browser.js';
import { ask, goTo, inFigure, painted, part, press, scene, step } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });

/** What has the focus within the figure: its name, whether it looks other than without it, and whether it is in the window. */
function focused() {
  return page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('heavy-ball')?.shadowRoot);
    const element = root.activeElement;
    if (!element) return null;
    const { looks } = /** @type {{ looks: (element: Element) => string }} */ (/** @type {unknown} */ (window));
    const plain = /** @type {Map<Element, string>} */ (/** @type {any} */ (window).plain).get(element);
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return {
      at: [...root.querySelectorAll('*')].indexOf(element),
      name: element.getAttribute('data-ref') ?? element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '',
      marked: plain !== undefined && looks(element) !== plain,
      seen: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    };
  });
}

test('Tab reaches every control, each looks other when it has the focus, and then leaves the figure', async () => {
  await reopen(page, '#v=1&schedule=30:learning-rate=0.01&step=40');
  await painted(page);
  const wanted = await ask(page, (figure) => {
    const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
    const all = [...root.querySelectorAll('*')];
    /** @param {Element} element a radio button is drawn by the words beside it */
    const looks = (element) => {
      const shown = element instanceof HTMLInputElement && element.type === 'radio' ? (element.nextElementSibling ?? element) : element;
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderBottomColor, backgroundImage } = getComputedStyle(shown);
      const outline = outlineStyle === 'none' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
      return [outline, boxShadow, borderBottomColor, backgroundImage].join();
    };
    Object.assign(window, { looks, plain: new Map(all.map((element) => [element, looks(element)])) });
    return all
      .filter((element) => element.matches('button, select, input, summary, [tabindex="0"]') && element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !element.matches(':disabled, [type="radio"]:not(:checked), [tabindex="-1"]'))
      .map((element) => ({ at: all.indexOf(element), name: element.getAttribute('data-ref') ?? element.textContent?.trim() ?? '' }));
  });
  assert.ok(wanted.length > 25, `${wanted.length} controls`);
  // From the last link before the figure.
  await page.locator('#theme').focus();
  const met = new Map();
  await page.keyboard.press('Tab');
  for (let now = await focused(); now; now = await focused()) {
    assert.ok(!met.has(now.at), `Tab goes round at ${now.name}`);
    met.set(now.at, now);
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(wanted.filter(({ at }) => !met.has(at)), [], 'not reached');
  assert.deepEqual([...met.values()].filter(({ marked }) => !marked), [], 'looks the same');
  assert.deepEqual([...met.values()].filter(({ seen }) => !seen), [], 'out of the window');
});

test('the keys that the figure takes do not reach the host', async () => {
  await rehost(
    page,
    '<!doctype html><heavy-ball schedule="30:learning-rate=0.01"></heavy-ball><script type="module" src="./heavy-ball.js"></script>',
  );
  await ready(page);
  await goTo(page, 40);
  await page.evaluate(() => {
    /** @type {string[]} */
    const leaked = [];
    Object.assign(window, { leaked });
    document.addEventListener('keydown', (event) => event.defaultPrevented || leaked.push(event.key));
  });
  const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
  const ends = ['Home', 'End', 'PageUp', 'PageDown'];
  /** @type {[string, string[]][]} */
  const taken = [
    ['[data-ref="plot"]', ['ArrowLeft', 'ArrowRight', 'Home', 'End', ' ', ' ']],
    ['[data-ref="start"]', arrows],
    ['[data-ref="needle"]', [...arrows, ...ends]],
    ['[data-ref="learning-rate"]', [...arrows, ...ends]],
    ['[data-ref="momentum"]', [...arrows, ...ends]],
    ['[data-ref="learning-rate-box"]', [...arrows, ...ends, 'n', ' ', 'Escape']],
    ['.marker', ['ArrowLeft', 'ArrowRight']],
    ['[data-ref="surface"]', ['ArrowDown', 'ArrowUp', 'q']],
    ['[data-ref="match"] input', arrows],
    ['.knob input[type="range"]', [...arrows, ...ends]],
    ['[data-ref="play"]', [' ', 'Enter']],
  ];
  for (const [control, keys] of taken) {
    await inFigure(page, `${control}`).first().focus();
    for (const key of keys) await page.keyboard.press(key);
    const leaked = await page.evaluate(() => /** @type {any} */ (window).leaked.splice(0));
    assert.deepEqual(leaked, [], control);
  }
  // What edits the text of a box would choose every cell of a notebook.
  await part(page, 'learning-rate-box').focus();
  for (const key of ['Control+a', 'Control+s', 'Control+Backspace', 'Alt+Control+ArrowLeft']) await page.keyboard.press(key);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).leaked), ['Control', 'Control', 's', 'Control', 'Alt', 'Control']);
});

test('keys that mean nothing to the figure are left to the host and the browser', async () => {
  await reopen(page);
  await page.evaluate(() => {
    /** @type {string[]} */
    const heard = [];
    Object.assign(window, { heard });
    document.addEventListener('keydown', (event) => event.defaultPrevented || heard.push(event.key));
  });
  await part(page, 'plot').focus();
  for (const key of ['n', 'F2', 'Escape', 'Control+ArrowRight', 'PageDown']) await page.keyboard.press(key);
  await part(page, 'play').focus();
  await page.keyboard.press('ArrowRight');
  const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
  assert.deepEqual(heard, ['n', 'F2', 'Escape', 'Control', 'ArrowRight', 'PageDown', 'ArrowRight']);
  assert.equal(await step(page), 140);
});

test('one press of an arrow on a slider is one entry, and moves it by a little', async () => {
  await reopen(page);
  const before = await scene(page);
  await part(page, 'learning-rate').focus();
  await page.keyboard.press('ArrowRight');
  const { learningRate } = await scene(page);
  assert.ok(learningRate > before.learningRate && learningRate < before.learningRate * 1.1, `${learningRate}`);
  await page.keyboard.down('ArrowRight');
  for (let times = 0; times < 5; times += 1) await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  assert.ok((await scene(page)).learningRate > learningRate);
  await page.keyboard.press('Control+z');
  assert.equal((await scene(page)).learningRate, learningRate, 'a held key is one entry');
  await page.keyboard.press('Home');
  assert.equal((await scene(page)).learningRate, 0, 'the end stop is 0');
});

test('where arrow keys have brought the start is said when they rest', async () => {
  await reopen(page);
  await part(page, 'start').focus();
  const said = () => part(page, 'status').textContent();
  await page.keyboard.down('ArrowRight');
  assert.equal(await said(), '');
  await page.keyboard.up('ArrowRight');
  const { start } = await scene(page);
  assert.equal(await said(), `start ${start.join(', ').replaceAll('-', '−')}`);
});

test('the forms, the surface and the scenes are chosen by keys', async () => {
  await reopen(page, '#v=1');
  await inFigure(page, '.chip', { hasText: 'Adam' }).focus();
  await page.keyboard.press('Space');
  await painted(page);
  assert.ok((await scene(page)).rules.includes('adam'));
  await page.keyboard.press('Enter');
  assert.ok(!(await scene(page)).rules.includes('adam'));
  await part(page, 'surface').focus();
  await page.keyboard.press('ArrowDown');
  assert.ok(!(await scene(page)).surface.startsWith('quadratic'));
  const { scene: chosen } = await ask(page, (figure) => ({ scene: figure.scene }));
  await inFigure(page, '[data-ref="scenes"] button').nth(2).focus();
  await page.keyboard.press('Enter');
  assert.notDeepEqual(await scene(page), chosen);
  await press(page, 'undo');
  assert.deepEqual(await scene(page), chosen, 'and are taken back as one entry');
  assert.deepEqual(troubles, []);
});

test('the scenes are one stop, in which arrow keys walk, and from the first stop one gets to α', async () => {
  await reopen(page, '#v=1');
  const name = () => ask(page, (figure) => {
    const element = figure.shadowRoot?.activeElement;
    return element?.getAttribute('data-ref') ?? element?.textContent;
  });
  await page.locator('#theme').focus();
  await page.keyboard.press('Tab');
  assert.equal(await name(), 'skip');
  await page.keyboard.press('Tab');
  const first = await name();
  await page.keyboard.press('ArrowRight');
  const second = await name();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const last = await name();
  assert.equal(new Set([first, second, last]).size, 3, `${first}, ${second}, ${last}`);
  await page.keyboard.press('Home');
  assert.equal(await name(), first);
  const before = await scene(page);
  await page.keyboard.press('Tab');
  assert.equal(await name(), 'surface', 'it is one stop');
  assert.deepEqual(await scene(page), before, 'who walks by chooses nothing');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  assert.equal(await name(), 'learning-rate');
});

test('a scene that the keyboard comes to is wholly in sight, with its ring, and not under the fade', async () => {
  for (const width of [1280, 1024, 390]) {
    const { page: narrow } = await blank(browser, { reducedMotion: 'reduce', viewport: { width, height: 844 } });
    await reopen(narrow);
    const scenes = inFigure(narrow, '[data-ref="scenes"] button');
    await scenes.first().focus();
    const count = await scenes.count();
    for (const key of ['End', ...Array.from({ length: count }, () => 'ArrowRight')]) {
      await narrow.keyboard.press(key);
      const { name, room } = await ask(narrow, ({ shadowRoot }) => {
        const focus = /** @type {HTMLElement} */ (shadowRoot?.activeElement);
        const strip = /** @type {HTMLElement} */ (focus.closest('.scenes'));
        const { outlineOffset, outlineWidth } = getComputedStyle(focus);
        const ring = parseFloat(outlineOffset) + parseFloat(outlineWidth);
        const [one, all] = [focus.getBoundingClientRect(), strip.getBoundingClientRect()];
        const fade = getComputedStyle(strip).maskImage === 'none' ? 0 : 40;
        const sides = [one.left - all.left, all.right - fade - one.right, one.top - all.top, all.bottom - one.bottom];
        return { name: focus.textContent, room: Math.min(...sides) - ring };
      });
      assert.ok(room > -0.5, `${name} at ${width} px: ${room}`);
    }
    await narrow.context().close();
  }
});
