// Attributes as the element reads them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readAttributes } from '../../www/element/attributes.js';
import { desk, engine, wishes } from './desk.js';

test("the Scene's keys are those of the wasm module, read in kebab case", () => {
  const { entries } = wishes({ 'learning-rate': '0.1', rules: 'ema trace', 'data-x': '1', class: 'figure' });
  assert.deepEqual(entries, { 'learning-rate': '0.1', rules: 'ema trace' });
  assert.ok(engine.keys.every(({ name }) => name in { ...wishes({}).entries } === false));
});

test('a version is read with the keys, and a newer one is a notice', () => {
  assert.deepEqual(wishes({ version: '7', steps: '50' }).entries, { version: '7', steps: '50' });
  const { session } = desk({ version: '7', steps: '50' });
  assert.deepEqual(session.problems.map(({ key }) => key), ['version']);
  assert.match(session.problems[0].message, /version 7/);
  assert.equal(session.scene.steps, 50);
  session.follow(wishes({ version: '1', steps: '50' }), ['version']);
  assert.equal(session.problems.length, 0);
  session.follow(wishes({ version: 'new', steps: '50' }), ['version']);
  assert.match(session.problems[0].message, /^version: expected .*"new"/);
  session.follow(wishes({ steps: '50' }), ['version']);
  assert.equal(session.problems.length, 0);
});

test('nothing said is nothing wished', () => {
  assert.deepEqual(wishes({}), {
    entries: {},
    layout: 'overlay',
    theme: 'auto',
    speed: null,
    controls: null,
    address: null,
    autoplay: false,
    problems: [],
  });
});

test('controls are shown unless the author says which are left', () => {
  for (const controls of ['', 'controls', 'true']) assert.deepEqual(wishes({ controls }), wishes({}));
  for (const controls of ['dials', 'none']) assert.deepEqual(wishes({ controls }), { ...wishes({}), controls });
});

test('a view that is not legal is its default and a sentence with key, value and what is legal', () => {
  const { layout, theme, speed, controls, problems } = wishes({ layout: 'cube', theme: 'sepia', speed: 'fast', controls: 'maybe' });
  assert.deepEqual([layout, theme, speed, controls], ['overlay', 'auto', null, null]);
  assert.deepEqual(problems.map(({ message }) => message), [
    'layout: expected overlay or panels, got "cube"',
    'theme: expected auto or light or dark, got "sepia"',
    'speed: expected a number of steps per second above 0 and up to 10000, got "fast"',
    'controls: expected dials or none, or no value, got "maybe"',
  ]);
});

test('a key as it is written elsewhere is named with the name it has here', () => {
  const { problems } = wishes({ learningrate: '0.1', v: '1', step: '3', scene: '[object Object]' });
  assert.deepEqual(problems.map(({ message }) => message), [
    'learningrate: expected it as learning-rate, got "0.1"',
    'v: expected it as version, got "1"',
    'step: expected it as the property step, got "3"',
    'scene: expected it as the property scene, got "[object Object]"',
  ]);
});

test('a speed is a finite number above 0', () => {
  assert.equal(wishes({ speed: ' 12.5 ' }).speed, 12.5);
  for (const speed of ['', ' ', '0', '-3', 'Infinity', 'NaN', '1e9']) assert.equal(wishes({ speed }).speed, null, speed);
});

test('an address is that of a page, seen from the page the figure stands in', () => {
  const read = (/** @type {string} */ address, URL = 'https://a.example/notes/1.html?x=1#top') =>
    readAttributes({ getAttribute: (name) => (name === 'address' ? address : null), baseURI: 'https://a.example/assets/', ownerDocument: { URL } }, engine);
  assert.equal(read('').address, 'https://a.example/notes/1.html?x=1');
  assert.equal(read('', 'about:srcdoc').address, 'https://a.example/assets/');
  assert.equal(read('../ball/').address, 'https://a.example/ball/');
  assert.equal(read('https://b.example#v=1').address, 'https://b.example/');
  const { address, problems } = read('https://');
  assert.equal(address, null);
  assert.deepEqual(problems.map(({ message }) => message), ['address: expected the address of a page that reads links, got "https://"']);
});
