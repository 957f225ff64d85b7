// The map of heavy ball on Rosenbrock's banana as JS has it: every pair's steps, without ending early, and at each step
// whether the run is inside the tolerance. The arithmetic is the core's, operation by operation.

/**
 * @typedef {object} Plane
 * @property {Float64Array} alphas of the columns
 * @property {Float64Array} betas of the rows
 * @property {[number, number]} start
 * @property {number} steps
 * @property {number} tolerance
 */

/** @typedef {(plane: Plane) => Int32Array} Rival the last step outside the tolerance of each pair, row by row */

/** Written for this one pair: all in local numbers. @type {Rival} */
export function scalar({ alphas, betas, start: [x0, y0], steps, tolerance }) {
  const outcomes = new Int32Array(alphas.length * betas.length);
  const near = tolerance * tolerance;
  let cell = 0;
  for (let row = 0; row < betas.length; row++) {
    const beta = betas[row];
    for (let column = 0; column < alphas.length; column++) {
      const alpha = alphas[column];
      let [x, y, vx, vy, outside] = [x0, y0, 0, 0, 0];
      for (let t = 1; t <= steps; t++) {
        const wall = (y - x * x) * 200;
        vx = beta * vx - alpha * ((x - 1 - x * wall) * 2);
        vy = beta * vy - alpha * wall;
        x += vx;
        y += vy;
        if (!((x - 1) * (x - 1) + (y - 1) * (y - 1) <= near)) outside = t;
      }
      outcomes[cell++] = outside;
    }
  }
  return outcomes;
}

/** @param {number[]} w */
const gradient = ([x, y]) => {
  const wall = (y - x * x) * 200;
  return [(x - 1 - x * wall) * 2, wall];
};

/**
 * @param {{ w: number[], v: number[] }} state
 * @param {number} alpha
 * @param {number} beta
 */
function heavyBall({ w, v }, alpha, beta) {
  const g = gradient(w);
  const memory = v.map((vi, i) => beta * vi - alpha * g[i]);
  return { w: w.map((wi, i) => wi + memory[i]), v: memory };
}

/** As tutorials have it: weights, gradient and memory are arrays, rule and surface are functions. @type {Rival} */
export function arrays({ alphas, betas, start, steps, tolerance }) {
  const outcomes = new Int32Array(alphas.length * betas.length);
  outcomes.forEach((_, cell) => {
    let state = { w: [...start], v: [0, 0] };
    for (let t = 1; t <= steps; t++) {
      state = heavyBall(state, alphas[cell % alphas.length], betas[Math.floor(cell / alphas.length)]);
      const [dx, dy] = state.w.map((wi) => wi - 1);
      if (!(dx * dx + dy * dy <= tolerance * tolerance)) outcomes[cell] = t;
    }
  });
  return outcomes;
}
