// What hosts do to the figure: they scale it, change their zoom, frame and colour it, and leave out its controls.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { PHONE, host, launch, ready } from './browser.js';
import { ask, drag, inFigure, ink, middle, painted, part, pull, thumb, until } from './hand.js';
import { map } from './map.js';

const browser = await launch();
after(() => browser.close());

const SCRIPT = '<script type="module" src="./heavy-ball.js"></script>';

test('a slide that is scaled: the pointer still hits what it points at', async () => {
  const { page, troubles } = await host(browser, `<!doctype html><body style="margin: 0">
    <div style="transform: scale(0.6) rotate(0deg); transform-origin: 0 0; inline-size: 900px"><heavy-ball></heavy-ball></div>${SCRIPT}`);
  await ready(page);
  const plot = await part(page, 'plot').boundingBox();
  assert.ok(plot && plot.width < 600, 'it is scaled');
  const to = { x: plot.x + plot.width * 0.7, y: plot.y + plot.height * 0.3 };
  await page.mouse.click(to.x, to.y);
  await painted(page);
  const handle = await middle(part(page, 'start'));
  assert.ok(Math.hypot(handle.x - to.x, handle.y - to.y) < 1, `${JSON.stringify([handle, to])}`);
  await pull(page, handle, { x: -90, y: 40 });
  await painted(page);
  const dragged = await middle(part(page, 'start'));
  await page.mouse.up();
  assert.ok(Math.hypot(dragged.x - handle.x + 90, dragged.y - handle.y - 40) < 1.5, `${JSON.stringify(dragged)}`);
  assert.deepEqual(troubles, []);
});

test('in a page without margins the figure is as wide as the window, with the knob at its last step', async () => {
  const { page } = await host(browser, `<!doctype html><meta name="viewport" content="width=device-width"><body style="margin: 0"><heavy-ball></heavy-ball>${SCRIPT}`, PHONE);
  await ready(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});

test('in a page written from right to left the words on the canvases are the same', async () => {
  const prints = [];
  for (const dir of ['ltr', 'rtl']) {
    const { page } = await host(browser, `<!doctype html><html dir="${dir}"><body><heavy-ball style="width: 700px"></heavy-ball>${SCRIPT}`, { reducedMotion: 'reduce' });
    await ready(page);
    const inks = [await ink(page, 'paths'), await ink(page, 'axes')];
    prints.push(inks.map(({ print }) => print));
    await page.context().close();
  }
  assert.deepEqual(prints[1], prints[0]);
});

test('a host that gives its parts a border or room of their own does not part the hand from the picture', async () => {
  const style = '<style>heavy-ball::part(plot), heavy-ball::part(chart) { border: 12px solid; padding: 20px; }</style>';
  const { page } = await host(browser, `<!doctype html>${style}<body>
    <div style="transform: scale(0.6, 0.8); transform-origin: 0 0"><heavy-ball></heavy-ball></div>${SCRIPT}`);
  await ready(page);
  const { x, y } = await middle(part(page, 'plot'));
  const to = { x: x + 100, y: y - 60 };
  await page.mouse.click(to.x, to.y);
  await painted(page);
  const handle = await middle(part(page, 'start'));
  assert.ok(Math.hypot(handle.x - to.x, handle.y - to.y) < 1.5, JSON.stringify([handle, to]));
  const wide = await part(page, 'landscape').evaluate((canvas) => canvas.clientWidth - /** @type {HTMLElement} */ (canvas.parentElement).clientWidth);
  assert.equal(wide, 0, 'it reaches to the border');
  const knob = await part(page, 'needle').boundingBox();
  assert.ok(knob);
  const step = () => ask(page, (figure) => figure.step);
  const before = await step();
  await page.mouse.click(knob.x + knob.width / 2, knob.y + 5);
  await painted(page);
  assert.equal(await step(), before, 'the needle is where it is taken');
});

test('sharp: a canvas has as many pixels as the screen, at every ratio, zoomed by a host and after it changed', async () => {
  for (const deviceScaleFactor of [1, 2, 3]) {
    const { page } = await host(browser, `<!doctype html><body><heavy-ball></heavy-ball>${SCRIPT}`, { deviceScaleFactor });
    await ready(page);
    await painted(page);
    const sizes = () => part(page, 'landscape').evaluate((element) => {
      const canvas = /** @type {HTMLCanvasElement} */ (element);
      const box = canvas.getBoundingClientRect();
      return [canvas.width / box.width, canvas.height / box.height];
    });
    for (const ratio of await sizes()) assert.ok(Math.abs(ratio - deviceScaleFactor) < 0.01, `${ratio} at ${deviceScaleFactor}`);
    if (deviceScaleFactor !== 1) continue;
    await ask(page, (figure) => (figure.style.zoom = '1.6'));
    await painted(page);
    for (const ratio of await sizes()) assert.ok(Math.abs(ratio - 1) < 0.01, `${ratio} where a host zooms`);
    await ask(page, (figure) => (figure.style.zoom = ''));
    const session = await page.context().newCDPSession(page);
    // Together with the width, as by zoom: of another ratio alone, an emulated screen says nothing to the page.
    await session.send('Emulation.setDeviceMetricsOverride', { width: 1024, height: 900, deviceScaleFactor: 2.5, mobile: false });
    await until(page, async () => (await sizes()).every((ratio) => Math.abs(ratio - 2.5) < 0.01), 'the canvases follow the ratio');
    assert.ok((await ink(page, 'paths')).pixels > 0);
    await page.context().close();
  }
});

test('controls="none" leaves the figure without them', async () => {
  const { page } = await host(browser, `<!doctype html><body><heavy-ball controls="none"></heavy-ball>${SCRIPT}`);
  await ready(page);
  assert.equal(await part(page, 'learning-rate').isVisible(), false);
  assert.equal(await part(page, 'plot').isVisible(), true);
  await painted(page);
  const wide = await inFigure(page, ':is(.root, .plot, .chart)').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
  assert.ok(wide.length === 3 && wide.every((width) => width === wide[0] && width > 1000), `all of the width: ${wide}`);
  const cells = () => map(page).locator('canvas').first().evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).width);
  assert.equal(await cells(), 0, 'nothing is run for a map that is hidden');
  await ask(page, (figure) => figure.removeAttribute('controls'));
  await painted(page);
  assert.equal(await part(page, 'learning-rate').isVisible(), true);
  await until(page, async () => (await cells()) > 200, 'the map is there');
});

test('controls="dials" leaves the figure with play, the timeline, α and β, in all of its width', async () => {
  const left = ['plot', 'start', 'needle', 'play', 'back', 'on', 'speed', 'learning-rate', 'learning-rate-box', 'momentum', 'momentum-box', 'cards'];
  const gone = ['scenes', 'scene-sentence', 'surface', 'parameters', 'layout', 'start-x', 'rules', 'match', 'plane', 'map-open', 'code', 'from-here', 'undo', 'skip'];
  const { page, troubles } = await host(browser, `<!doctype html><meta name="viewport" content="width=device-width"><body><heavy-ball controls="dials"></heavy-ball>${SCRIPT}`, {
    reducedMotion: 'reduce',
  });
  await ready(page);
  for (const [width, beside] of /** @type {[number, boolean][]} */ ([[1280, true], [768, true], [390, false]])) {
    await page.setViewportSize({ width, height: 900 });
    await painted(page);
    for (const name of left) assert.equal(await part(page, name).isVisible(), true, `${name} at ${width} px`);
    for (const name of gone) assert.equal(await part(page, name).isVisible(), false, `${name} at ${width} px`);
    assert.equal(await inFigure(page, '.about').first().isVisible(), false);
    const boxes = await inFigure(page, ':is(.root, .plot, .chart, .dials, .dial, .transport)').evaluateAll((all) =>
      Object.fromEntries(all.map((each) => [each.className, each.getBoundingClientRect().toJSON()])));
    for (const name of ['plot', 'chart', 'dials']) assert.equal(boxes[name].width, boxes.root.width, `${name} at ${width} px`);
    assert.ok(boxes.root.width > width - 20);
    assert.ok(boxes.dials.bottom - boxes.plot.top < 900, 'all of it is seen at once');
    assert.ok(boxes.dials.top >= boxes.transport.bottom && boxes.dials.top < boxes.transport.bottom + 30, 'they stand below play');
    const [alpha, beta] = await Promise.all(['learning-rate', 'momentum'].map((name) => part(page, name).boundingBox()));
    assert.equal(alpha?.y === beta?.y, beside, `beside each other at ${width} px`);
    const cards = await part(page, 'cards').boundingBox();
    assert.ok(cards && cards.y >= boxes.dials.bottom, 'and over no card');
  }
  await drag(page, await thumb(part(page, 'learning-rate')), { x: 30 });
  assert.ok((await ask(page, (figure) => figure.scene?.learningRate ?? 0)) > 0.05);
  await ask(page, (figure) => figure.setAttribute('controls', ''));
  await page.setViewportSize({ width: 1280, height: 900 });
  await painted(page);
  for (const name of [...left, 'surface', 'plane', 'from-here']) assert.equal(await part(page, name).isVisible(), true, name);
  assert.deepEqual(troubles, []);
  await page.context().close();
});

test('what stands over the figure stands under the bars of its host', async () => {
  const bars = '<style>i { position: sticky; display: block; height: 300px; z-index: 1; background: #fff }</style>';
  const { page } = await host(browser, `<!doctype html>${bars}<body><i style="top: 0"></i><heavy-ball></heavy-ball><i style="bottom: 0"></i>${SCRIPT}`, {
    viewport: { width: 700, height: 900 }, reducedMotion: 'reduce',
  });
  await ready(page);
  await page.evaluate(() => scrollTo(0, 400));
  await painted(page);
  const over = await page.evaluate(() => {
    const points = Array.from({ length: 35 * 30 }, (_, i) => [10 + 20 * (i % 35), 5 + 10 * Math.floor(i / 35)]);
    return points.flatMap(([x, y]) => [y, 600 + y].map((at) => document.elementFromPoint(x, at)?.localName)).filter((name) => name === 'heavy-ball').length;
  });
  assert.equal(over, 0);
  await page.context().close();
});

test('ink and paper of a host give what is muted its colour, and leave the handle on the landscape alone', async () => {
  const { page } = await host(browser, `<!doctype html><body><heavy-ball style="--heavy-ball-ink: #ddd; --heavy-ball-paper: #222"></heavy-ball>${SCRIPT}`, { colorScheme: 'light' });
  await ready(page);
  const muted = await inFigure(page, '.numbers .note').evaluate((note) => getComputedStyle(note).color.match(/[\d.]+/g)?.map(Number) ?? []);
  // color(srgb r g b): on #222 this is far above 4.5 : 1.
  assert.ok(muted.every((channel) => channel > 0.6), muted.join());
  assert.equal(await part(page, 'start').evaluate((start) => getComputedStyle(start, '::after').backgroundColor), 'rgb(29, 36, 48)');
});

test('a figure of another theme than its page has a margin, and paints nothing beside its box', async () => {
  for (const width of [480, 390]) {
    const { page } = await host(browser, `<!doctype html><body style="margin: 20px"><heavy-ball theme="dark" style="max-width: 480px"></heavy-ball>${SCRIPT}`, {
      colorScheme: 'light', reducedMotion: 'reduce', viewport: { width: width + 40, height: 844 },
    });
    await ready(page);
    await painted(page);
    const box = await ask(page, (figure) => figure.getBoundingClientRect().toJSON());
    // The strip of scenes has room beside it for a ring.
    const inner = await page.locator('heavy-ball .root > :not(.scenes), heavy-ball .figure > *').evaluateAll((all) =>
      all.map((element) => element.getBoundingClientRect()).filter((rect) => rect.width > 1).map(({ left, right }) => [left, right]));
    assert.ok(inner.length > 5);
    for (const [left, right] of inner) assert.ok(left >= box.left + 12 && right <= box.right - 12, `${left} to ${right}`);
    const beside = () => Promise.all([0, box.right].map((x) => page.screenshot({ clip: { x, y: 0, width: 20, height: 844 } })));
    const painting = await beside();
    await ask(page, (figure) => (figure.style.visibility = 'hidden'));
    assert.deepEqual(await beside(), painting, 'nothing is painted beside it');
    await page.context().close();
  }
});

test('the margin of a figure with a theme is its own, whatever its page resets, and makes nothing wider', async () => {
  const reset = '<style>* { margin: 0; padding: 0; box-sizing: border-box }</style>';
  for (const [style, width] of /** @type {const} */ ([['inline-size: 100%', 390], ['', 390], ['display: block', 250]])) {
    const { page } = await host(browser, `<!doctype html>${reset}<body><div style="inline-size: ${width}px"><heavy-ball theme="dark" style="${style}"></heavy-ball></div>${SCRIPT}`, {
      reducedMotion: 'reduce', viewport: { width: 390, height: 844 },
    });
    await ready(page);
    await painted(page);
    const [own, inner, wide] = await page.evaluate(() => {
      const figure = /** @type {HTMLElement} */ (document.querySelector('heavy-ball'));
      const plot = /** @type {HTMLElement} */ (figure.shadowRoot?.querySelector('.plot'));
      return [figure.offsetWidth, plot.getBoundingClientRect().left, document.documentElement.scrollWidth];
    });
    assert.deepEqual([own, wide], [width, 390], style);
    assert.ok(inner >= 12, `${inner}`);
    await page.context().close();
  }
});

test('on a page of another ground its own goes on beside its letters', async () => {
  const { page } = await host(browser, `<!doctype html><body style="margin: 20px; color-scheme: dark; background: #222"><heavy-ball></heavy-ball>${SCRIPT}`);
  await ready(page);
  await painted(page);
  const { left } = await ask(page, (figure) => figure.getBoundingClientRect().toJSON());
  // Within a margin all that is painted is the ground.
  const ground = (/** @type {number} */ x) => page.screenshot({ clip: { x, y: 24, width: 4, height: 4 } });
  assert.deepEqual(await ground(left - 8), await ground(left - 4));
  assert.notDeepEqual(await ground(left - 8), await ground(left - 16));
  await page.context().close();
});

test('whatever height an author gives it, it is as high as what it shows, and nothing is printed over what follows', async () => {
  for (const controls of ['', 'controls="none"']) {
    const { page } = await host(browser, `<!doctype html><body><heavy-ball rules="ema" ${controls} style="width: 480px; height: 320px"></heavy-ball><p>What follows.</p>${SCRIPT}`);
    await ready(page);
    const ends = () => ask(page, (figure) => {
      const root = figure.shadowRoot?.querySelector('.frame');
      return { shown: root?.getBoundingClientRect().bottom, box: figure.getBoundingClientRect().bottom };
    });
    const low = await ends();
    assert.equal(low.shown, low.box);
    assert.ok(low.box > 500, 'it is higher than asked for');
    await ask(page, (figure) => (figure.style.height = '2000px'));
    assert.ok((await ends()).box > 2000, 'a height that holds all is kept');
    await page.context().close();
  }
});

test('at no width a row of the transport ends between undo, redo and reset', async () => {
  const { page } = await host(browser, `<!doctype html><body><heavy-ball address="https://example.org/"></heavy-ball>${SCRIPT}`);
  await ready(page);
  for (let width = 280; width <= 1200; width += 20) {
    await ask(page, (figure, wide) => (figure.style.width = `${wide}px`), width);
    await painted(page);
    const tops = await inFigure(page, '.transport').evaluate((row) =>
      ['undo', 'redo', 'reset', 'copy'].map((name) => row.querySelector(`[data-ref="${name}"]`)?.getBoundingClientRect().top));
    assert.equal(new Set(tops).size, 1, `${width} px: ${tops}`);
  }
});

test('however a host writes, from right to left, indented or in capitals, the figure is the same', async () => {
  const style = `.odd { direction: rtl; font: italic small-caps 900 30px/2 serif; letter-spacing: 3px; word-spacing: 9px; text-transform: uppercase;
    text-align: justify; text-indent: 3em; white-space: pre; hyphens: auto; word-break: break-all; border-spacing: 9px; quotes: "x" "y"; cursor: wait; }`;
  const { page } = await host(browser, `<!doctype html><html lang="ar"><style>${style}</style><body><div class="odd"><heavy-ball style="width: 700px"></heavy-ball></div>${SCRIPT}`);
  await ready(page);
  const look = () => ask(page, (figure) => {
    const { left, top } = figure.getBoundingClientRect();
    const root = /** @type {HTMLElement} */ (figure.shadowRoot?.querySelector('.frame'));
    const { cursor } = getComputedStyle(root);
    const { direction } = getComputedStyle(/** @type {Element} */ (root.querySelector('canvas')));
    const boxes = [...root.querySelectorAll('*')].map((each) => each.getBoundingClientRect()).filter(({ width }) => width > 0);
    const places = boxes.map((box) => [box.left - left, box.top - top, box.width, box.height].map(Math.round).join(' '));
    return { text: root.innerText, lang: root.lang, direction, cursor, places };
  });
  const odd = await look();
  assert.deepEqual([odd.lang, odd.direction, odd.cursor], ['en', 'ltr', 'auto']);
  await page.evaluate(() => document.querySelector('.odd')?.removeAttribute('class'));
  const plain = await look();
  assert.deepEqual(odd, plain);
  // Its own names for colours and lengths are not those of the figure.
  for (const value of ['1.25', '40px', 'red']) {
    const names = await ask(page, (figure, to) => {
      const sheets = figure.shadowRoot?.adoptedStyleSheets ?? [];
      const text = sheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join('');
      const read = [...new Set([...text.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name))].filter((name) => !name.startsWith('--heavy-ball-'));
      for (const name of read) document.documentElement.style.setProperty(name, to);
      return read;
    }, value);
    assert.ok(names.length > 20, `${names}`);
    assert.deepEqual(await look(), plain, value);
  }
  await page.context().close();
});

test('on a page written from top to bottom it is as wide as it may be', async () => {
  const { page } = await host(browser, `<!doctype html><html style="writing-mode: vertical-rl"><body><heavy-ball></heavy-ball>${SCRIPT}`);
  await ready(page);
  const { width = 0 } = (await part(page, 'plot').boundingBox()) ?? {};
  assert.ok(width > 500, `its plot is ${width} px wide`);
  await page.context().close();
});

test('where its place is as wide as what is in it, it has a width of its own, and shrinks where there is none', async () => {
  const { page } = await host(browser, `<!doctype html><body style="margin: 0"><div id="place"></div>${SCRIPT}`);
  const places = {
    'a table': '<table><td>Some words.<td>F</table>',
    'a column for what is in it': '<div style="display: grid; grid-template-columns: auto minmax(0, 1fr)">F<p>Words</p></div>',
    'as wide as it fits': '<div style="width: fit-content">F</div>',
    'a row': '<div style="display: flex">F</div>',
    'a float': '<div style="display: flow-root"><div style="float: left">F</div></div>',
  };
  const widths = await page.evaluate(async (shapes) => {
    await customElements.whenDefined('heavy-ball');
    const place = /** @type {HTMLElement} */ (document.querySelector('#place'));
    place.innerHTML = Object.values(shapes).join('').replaceAll('F', '<heavy-ball controls="none" rules="ema"></heavy-ball>');
    const figures = /** @type {HTMLElement[]} */ ([...place.querySelectorAll('heavy-ball')]);
    await Promise.all(figures.map((figure) => /** @type {any} */ (figure).ready));
    return [1200, 170].map((width) => {
      place.style.width = `${width}px`;
      return figures.map((figure) => figure.offsetWidth);
    });
  }, places);
  Object.keys(places).forEach((name, i) => {
    assert.ok(widths[0][i] > 900, `${widths[0][i]} px in ${name} of 1200`);
    assert.ok(widths[1][i] >= 130 && widths[1][i] <= 170, `${widths[1][i]} px in ${name} of 170`);
  });
  await page.context().close();
});
