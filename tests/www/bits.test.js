// The same bits everywhere: every rule on every surface, natively (the CLI) and in wasm.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Playground, catalogue } from './wasm.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { surfaces, rules } = /** @type {import('../../www/types.js').Catalogue} */ (catalogue());

/** A rule in its last conventions, with what is switched off by default on. @param {typeof rules[number]} card */
function unusual({ name, choices, fields }) {
  const off = fields.filter((field) => !field.shared && field.default === 0);
  const keys = [...choices.map(({ key, options }) => `${key}=${options.at(-1)?.name}`), ...off.map(({ key }) => `${key}=0.1`)];
  return keys.length > 0 ? `${name}(${keys.join(',')})` : name;
}

/** A surface whose parameters are none of the defaults. @param {typeof surfaces[number]} card */
const turned = ({ name, parameters }) =>
  parameters.length > 0 ? `${name}(${parameters.map(({ key, default: usual }) => `${key}=${usual === 1 ? 2 : usual + 1}`).join(',')})` : name;

/** What each Scene adds to the defaults, so that schedules, translations and conventions are compared too. */
const variants = [
  { steps: 200, schedule: '60:learning-rate=x0.1,momentum=0.5; 120:gradient=0', each: rules.map(({ name }) => name), on: (/** @type {typeof surfaces[number]} */ { name }) => name },
  { steps: 200, match: 'matched', learningRate: 0.4, momentum: 0.99, each: rules.map(unusual), on: turned },
];

/** How many rules a Scene holds. */
const ROOM = 12;

/** @param {typeof surfaces[number]} card */
const scenes = (card) =>
  variants.flatMap(({ each, on, ...variant }) =>
    Array.from({ length: Math.ceil(each.length / ROOM) }, (_, i) => ({
      ...variant,
      surface: on(card),
      rules: each.slice(i * ROOM, (i + 1) * ROOM),
    })),
  );

/** @param {string} program @param {string[]} args @param {string} [input] what it prints */
function printed(program, args, input) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, input, maxBuffer: 1 << 28, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** The CLI as `cargo test` has built it, called without cargo, which would take longer each time than the runs. */
const cli = (() => {
  const told = printed('cargo', ['build', '--quiet', '--workspace', '--bin', 'heavy-ball', '--message-format', 'json']);
  return told.split('\n').flatMap((line) => (line && JSON.parse(line).executable) || []).at(-1);
})();

/** @param {object} scene */
const native = (scene) => JSON.parse(printed(cli, ['trace', '-', '--format', 'json'], JSON.stringify(scene)));

/** @param {{ rules: string[] }} scene */
function inWasm(scene) {
  const playground = new Playground();
  assert.deepEqual(playground.set(scene), []);
  const runs = scene.rules.map((_, i) => playground.trajectory(i));
  playground.free();
  return runs;
}

/**
 * The bits of a list of numbers, every NaN the same one. JSON gives what it has no number for as text.
 * @param {ArrayLike<number | string>} numbers
 */
function bits(numbers) {
  const exact = Float64Array.from(numbers, Number).map((number) => (Number.isNaN(number) ? NaN : number));
  return Buffer.from(exact.buffer).toString('hex');
}

before(() => {
  assert.ok(rules.length >= 50, 'all rules are in the catalogue');
  assert.ok(surfaces.length >= 20, 'all surfaces are in the catalogue');
});

for (const card of surfaces) {
  const { name } = card;
  test(`every rule on ${name} gives the same bits natively and in wasm`, () => {
    for (const scene of scenes(card)) {
      const [here, there] = [inWasm(scene), native(scene)];
      assert.equal(there.length, scene.rules.length);
      here.forEach((run, i) => {
        const other = there[i];
        const where = `${run.rule} on ${name}`;
        assert.equal(run.rule, other.rule);
        assert.deepEqual([run.stop, run.converged, run.choices], [other.stop, other.converged, other.choices], where);
        for (const part of /** @type {const} */ (['points', 'losses', 'gradients', 'steps'])) {
          assert.equal(bits(run[part]), bits(other[part]), `${part} of ${where}`);
        }
        for (const part of /** @type {const} */ (['memories', 'hyperparameters'])) {
          assert.deepEqual(Object.keys(run[part]), Object.keys(other[part]), where);
          for (const key of Object.keys(run[part])) {
            assert.equal(bits(run[part][key]), bits(other[part][key]), `${key} of ${where}`);
          }
        }
      });
    }
  });
}

test('one bit more or less is seen', () => {
  assert.notEqual(bits([1]), bits([1 + Number.EPSILON]));
  assert.notEqual(bits([0]), bits([-0]));
  assert.equal(bits(['NaN', 'Infinity']), bits([NaN, Infinity]));
});
