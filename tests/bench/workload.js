// The runs that the core and its two references in JS are timed on: four forms of momentum on two surfaces.

/**
 * @typedef {object} Workload
 * @property {'quadratic' | 'rosenbrock'} surface
 * @property {number} shape κ of the quadratic, b of Rosenbrock (whose a is 1), as the core's own defaults
 * @property {number} rotation of the quadratic's axes, in radians
 * @property {[number, number]} start
 * @property {number} alpha
 * @property {number} beta
 * @property {number} steps
 */

/** The forms, in the order in which every contender returns their runs. */
export const RULES = ['ema', 'heavy-ball', 'trace', 'nesterov'];

// At β = 0.9 the quadratic's losses would pass through the subnormal numbers on the way to 0, and the time for those
// is the processor's, not the contenders'.
/** @type {Omit<Workload, 'steps'>[]} */
const SURFACES = [
  { surface: 'quadratic', shape: 20, rotation: 0, start: [3.5, 3.5], alpha: 0.05, beta: 0.98 },
  { surface: 'rosenbrock', shape: 100, rotation: 0, start: [-1.5, 0.6], alpha: 0.0005, beta: 0.9 },
];

/** @type {Workload[]} */
export const WORKLOADS = SURFACES.flatMap((surface) => [1000, 10000].map((steps) => ({ ...surface, steps })));

/**
 * The Scene of a workload, in the keys of the element.
 * @param {Workload} workload
 */
export function scene({ surface, start, alpha, beta, steps }) {
  return { surface, start, steps, rules: RULES, learningRate: alpha, momentum: beta };
}
