// JS as tutorials have it: weights, gradient and memory are arrays, rules and surfaces are functions over them.
//
// The arithmetic is the core's, operation by operation, so that the points are the same to the last bit.

/** @typedef {import('./workload.js').Workload} Workload */
/** @typedef {{ value: (w: number[]) => number, gradient: (w: number[]) => number[] }} Surface */
/** @typedef {{ w: number[], v: number[] }} State weights and memory */
/** @typedef {(state: State, surface: Surface, alpha: number, beta: number) => State} Rule */

/** @param {number[]} w @param {number} angle */
function turn([x, y], angle) {
  return [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)];
}

/** @param {Workload} workload @returns {Surface} */
function quadratic({ shape, rotation }) {
  return {
    value(w) {
      const [u, v] = turn(w, rotation);
      return (u * u + v * v * shape) * 0.5;
    },
    gradient(w) {
      const [u, v] = turn(w, rotation);
      const [x, y] = turn([u, -(v * shape)], rotation);
      return [x, -y];
    },
  };
}

/** @param {Workload} workload @returns {Surface} */
function rosenbrock({ shape }) {
  return {
    value: ([x, y]) => (x - 1) * (x - 1) + (y - x * x) * (y - x * x) * shape,
    gradient([x, y]) {
      const wall = (y - x * x) * (2 * shape);
      return [(x - 1 - x * wall) * 2, wall];
    },
  };
}

/** @type {Rule} */
function ema({ w, v }, surface, alpha, beta) {
  const g = surface.gradient(w);
  const memory = v.map((vi, i) => beta * vi + (1 - beta) * g[i]);
  return { w: w.map((wi, i) => wi - alpha * memory[i]), v: memory };
}

/** @type {Rule} */
function heavyBall({ w, v }, surface, alpha, beta) {
  const g = surface.gradient(w);
  const memory = v.map((vi, i) => beta * vi - alpha * g[i]);
  return { w: w.map((wi, i) => wi + memory[i]), v: memory };
}

/** @type {Rule} */
function trace({ w, v }, surface, alpha, beta) {
  const g = surface.gradient(w);
  const memory = v.map((vi, i) => beta * vi + g[i]);
  return { w: w.map((wi, i) => wi - alpha * memory[i]), v: memory };
}

/** @type {Rule} */
function nesterov({ w, v }, surface, alpha, beta) {
  const g = surface.gradient(w.map((wi, i) => wi + beta * v[i]));
  const memory = v.map((vi, i) => beta * vi - alpha * g[i]);
  return { w: w.map((wi, i) => wi + memory[i]), v: memory };
}

/** @param {Workload} workload */
export function run(workload) {
  const { start, alpha, beta, steps } = workload;
  const surface = workload.surface === 'quadratic' ? quadratic(workload) : rosenbrock(workload);
  return [ema, heavyBall, trace, nesterov].map((rule) => {
    let state = { w: [...start], v: [0, 0] };
    const points = [state.w];
    const losses = [surface.value(state.w)];
    for (let t = 0; t < steps; t++) {
      state = rule(state, surface, alpha, beta);
      const loss = surface.value(state.w);
      if (!Number.isFinite(loss)) break;
      points.push(state.w);
      losses.push(loss);
    }
    return { points, losses };
  });
}
