// The page's address against a figure and a browser of the test's own; tests/browser drives the real ones.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { Hash } from '../../www/page/hash.js';

class Figure extends EventTarget {
  link = 'v=1&n=0';
  /** @type {string[]} */
  problems = [];
  resets = 0;
  /** @type {Promise<void>} */
  ready = Promise.resolve();

  reset() {
    this.resets += 1;
  }

  /** @param {string} link @param {object} [detail] */
  user(link, detail = {}) {
    this.link = link;
    this.dispatchEvent(new CustomEvent('heavy-ball-change', { detail: { source: 'user', landmark: false, ...detail } }));
  }
}

/** A window's history, in which `go` walks. */
class Page extends EventTarget {
  /** @param {string} hash */
  constructor(hash) {
    super();
    this.entries = [hash];
    this.at = 0;
    this.writes = 0;
  }

  get location() {
    return { hash: this.entries[this.at] };
  }

  history = {
    /** @param {unknown} _state @param {string} _title @param {string} hash */
    pushState: (_state, _title, hash) => {
      this.entries.splice(this.at + 1, Infinity, hash);
      this.at += 1;
      this.writes += 1;
    },
    /** @param {unknown} _state @param {string} _title @param {string} hash */
    replaceState: (_state, _title, hash) => {
      this.entries[this.at] = hash;
      this.writes += 1;
    },
  };

  /** @param {number} by */
  go(by) {
    this.at += by;
    this.dispatchEvent(new Event('popstate'));
    this.dispatchEvent(new Event('hashchange'));
    return opened();
  }
}

/** What is opened stands a few promises later. */
const opened = () => new Promise((resolve) => setImmediate(resolve));

/** @param {string} hash */
async function open(hash) {
  const figure = new Figure();
  const page = new Page(hash);
  new Hash(figure, /** @type {Window} */ (/** @type {unknown} */ (page)));
  await opened();
  return { figure, page };
}

test('a link in the address is opened, an anchor is left alone', async () => {
  assert.equal((await open('#v=1&momentum=0.5')).figure.link, 'v=1&momentum=0.5');
  for (const hash of ['', '#why', '#version=2']) {
    const { figure, page } = await open(hash);
    assert.equal(figure.link, 'v=1&n=0');
    assert.equal(figure.resets, 0);
    assert.equal(page.writes, 0);
  }
});

test('a link that could not be taken as it is stays one step back', async () => {
  const { figure, page } = await open('#v=1&rules=lion');
  figure.problems = ['rules: "lion" is none of those at hand.'];
  figure.user('v=1&n=1');
  assert.deepEqual(page.entries, ['#v=1&rules=lion', '#v=1&n=1']);
  page.dispatchEvent(new Event('pointerup'));
  figure.user('v=1&n=2', { landmark: false });
  page.dispatchEvent(new Event('pointerup'));
  await page.go(-1);
  assert.equal(figure.link, 'v=1&rules=lion');
});

test('where there was no link, what is wrong with a figure adds no entry', async () => {
  const { figure, page } = await open('');
  figure.problems = ['learning-rate: expected a number, got "fast"'];
  figure.user('v=1&n=1');
  assert.deepEqual(page.entries, ['#v=1&n=1']);
});

test('while dragging, the address is written at most four times a second, and the last word counts', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { figure, page } = await open('');
  for (let move = 1; move <= 120; move += 1) {
    figure.user(`v=1&n=${move}`);
    mock.timers.tick(1000 / 60);
  }
  assert.ok(page.writes >= 2 && page.writes <= 8, `${page.writes} writes in two seconds`);
  mock.timers.tick(1000);
  assert.deepEqual(page.entries, ['#v=1&n=120']);
  const { writes } = page;
  mock.timers.tick(60_000);
  assert.equal(page.writes, writes, 'nothing is written while nothing happens');
  mock.timers.reset();
});

test('where a drag ends, its last word is written soon, and quick clicks are no flood of writes', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { figure, page } = await open('');
  for (let move = 1; move <= 5; move += 1) figure.user(`v=1&n=${move}`);
  assert.deepEqual(page.entries, ['#v=1&n=1']);
  // The last move has not been told yet.
  figure.link = 'v=1&n=6';
  page.dispatchEvent(new Event('pointerup'));
  mock.timers.tick(300);
  assert.deepEqual(page.entries, ['#v=1&n=6']);
  const { writes } = page;
  for (let click = 0; click < 50; click += 1) {
    figure.user(`v=1&n=${click}`);
    page.dispatchEvent(new Event('pointerup'));
  }
  assert.ok(page.writes <= writes + 1, `${page.writes - writes} writes at once`);
  mock.timers.tick(300);
  assert.deepEqual(page.entries, ['#v=1&n=49']);
  mock.timers.reset();
});

test('a landmark is an entry of its own, and what was dragged before it is not lost', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { figure, page } = await open('');
  figure.user('v=1&n=1');
  figure.user('v=1&n=2');
  page.dispatchEvent(new Event('pointerup'));
  figure.user('v=1&n=3', { landmark: true });
  mock.timers.tick(1000);
  assert.deepEqual(page.entries, ['#v=1&n=2', '#v=1&n=3']);
  await page.go(-1);
  assert.equal(figure.link, 'v=1&n=2');
  await page.go(1);
  assert.equal(figure.link, 'v=1&n=3');
  mock.timers.reset();
});

test('back to the address without a hash shows what the attributes say', async () => {
  const { figure, page } = await open('');
  figure.user('v=1&n=1', { landmark: true });
  await page.go(-1);
  assert.equal(figure.resets, 1);
  await page.go(1);
  assert.equal(figure.link, 'v=1&n=1');
});

test('a play that a reader began is written where it ends', async () => {
  const { figure, page } = await open('');
  figure.link = 'v=1&n=9';
  const end = (/** @type {string} */ source) => figure.dispatchEvent(new CustomEvent('heavy-ball-end', { detail: { source } }));
  end('program');
  assert.equal(page.writes, 0);
  end('user');
  assert.deepEqual(page.entries, ['#v=1&n=9']);
});

test('what the program changed is not written', async () => {
  const { figure, page } = await open('');
  figure.user('v=1&n=1', { source: 'program', landmark: true });
  assert.equal(page.writes, 0);
});

test('an anchor keeps its place in the history', async () => {
  const { figure, page } = await open('#why');
  figure.user('v=1&n=1');
  assert.deepEqual(page.entries, ['#why', '#v=1&n=1']);
  await page.go(-1);
  assert.equal(figure.link, 'v=1&n=1');
  assert.equal(figure.resets, 0);
});

test('while what an address asks for is on its way, the figure shows something else, which is not written', async () => {
  const { figure, page } = await open('');
  let arrive = () => {};
  figure.ready = new Promise((resolve) => (arrive = resolve));
  page.entries.push('#v=1&rules=lion');
  await page.go(1);
  figure.user('v=1&n=0&momentum=0.5');
  page.dispatchEvent(new Event('pointerup'));
  figure.link = 'v=1&n=0&rules=lion';
  arrive();
  await opened();
  assert.deepEqual(page.entries, ['', '#v=1&rules=lion']);
  figure.user('v=1&n=1&rules=lion');
  assert.deepEqual(page.entries, ['', '#v=1&n=1&rules=lion']);
});

test('a reader who leaves for an anchor stays there, and so does who comes back to one', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { figure, page } = await open('');
  figure.user('v=1&n=1');
  page.dispatchEvent(new Event('pointerup'));
  mock.timers.tick(500);
  page.entries.push('#question');
  await page.go(1);
  page.dispatchEvent(new Event('pointerup'));
  mock.timers.tick(2000);
  assert.deepEqual([page.entries, page.at], [['#v=1&n=1', '#question'], 1]);
  figure.user('v=1&n=2');
  page.dispatchEvent(new Event('pointerup'));
  mock.timers.tick(500);
  await page.go(-1);
  page.dispatchEvent(new Event('keyup'));
  mock.timers.tick(2000);
  assert.deepEqual([page.entries, page.at], [['#v=1&n=1', '#question', '#v=1&n=2'], 1]);
  mock.timers.reset();
});

test('what is found in the address is not written anew in the figure\'s own words', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { figure, page } = await open('');
  page.entries.push('#v=1&momentum=.5');
  const link = 'v=1&momentum=0.5';
  figure.user('v=1&n=1');
  page.at = 1;
  page.dispatchEvent(new Event('popstate'));
  figure.link = link;
  await opened();
  page.dispatchEvent(new Event('keyup'));
  mock.timers.tick(2000);
  // The reader's own move and the program's link, told as one.
  figure.user(link, { landmark: true });
  assert.deepEqual(page.entries, ['#v=1&n=1', '#v=1&momentum=.5']);
  mock.timers.reset();
});
