// Tight JS: every rule's loop written out on every surface, all in local numbers, into arrays of the right size.
//
// The arithmetic is the core's, operation by operation, so that the points are the same to the last bit.

/** @typedef {import('./workload.js').Workload} Workload */
/** @typedef {(workload: Workload, run: Run) => void} Rule */

/** The points `[x0, y0, x1, y1, ...]` and losses of a run; what is behind the last finite step means nothing. */
class Run {
  /** @param {number} steps */
  constructor(steps) {
    this.points = new Float64Array(2 * (steps + 1));
    this.losses = new Float64Array(steps + 1);
  }
}

/**
 * @param {Workload} workload
 * @param {Run[]} [runs] of the same number of steps, to be written over
 */
export function run(workload, runs = ['ema', 'heavy-ball', 'trace', 'nesterov'].map(() => new Run(workload.steps))) {
  const rules = workload.surface === 'quadratic' ? quadratic : rosenbrock;
  rules.forEach((rule, i) => rule(workload, runs[i]));
  return runs;
}

/** @type {Rule} */
function quadraticAverage({ start: [x0, y0], shape, rotation, alpha, beta, steps }, { points, losses }) {
  const cosine = Math.cos(rotation);
  const sine = Math.sin(rotation);
  const fresh = 1 - beta;
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  let u = x * cosine + y * sine;
  let v = y * cosine - x * sine;
  for (let t = 0; ; t++) {
    const loss = (u * u + v * v * shape) * 0.5;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    v *= shape;
    vx = beta * vx + fresh * (u * cosine - v * sine);
    vy = beta * vy + fresh * (u * sine + v * cosine);
    x -= alpha * vx;
    y -= alpha * vy;
    u = x * cosine + y * sine;
    v = y * cosine - x * sine;
  }
}

/** @type {Rule} */
function quadraticHeavyBall({ start: [x0, y0], shape, rotation, alpha, beta, steps }, { points, losses }) {
  const cosine = Math.cos(rotation);
  const sine = Math.sin(rotation);
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  let u = x * cosine + y * sine;
  let v = y * cosine - x * sine;
  for (let t = 0; ; t++) {
    const loss = (u * u + v * v * shape) * 0.5;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    v *= shape;
    vx = beta * vx - alpha * (u * cosine - v * sine);
    vy = beta * vy - alpha * (u * sine + v * cosine);
    x += vx;
    y += vy;
    u = x * cosine + y * sine;
    v = y * cosine - x * sine;
  }
}

/** @type {Rule} */
function quadraticTrace({ start: [x0, y0], shape, rotation, alpha, beta, steps }, { points, losses }) {
  const cosine = Math.cos(rotation);
  const sine = Math.sin(rotation);
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  let u = x * cosine + y * sine;
  let v = y * cosine - x * sine;
  for (let t = 0; ; t++) {
    const loss = (u * u + v * v * shape) * 0.5;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    v *= shape;
    vx = beta * vx + (u * cosine - v * sine);
    vy = beta * vy + (u * sine + v * cosine);
    x -= alpha * vx;
    y -= alpha * vy;
    u = x * cosine + y * sine;
    v = y * cosine - x * sine;
  }
}

/** @type {Rule} */
function quadraticNesterov({ start: [x0, y0], shape, rotation, alpha, beta, steps }, { points, losses }) {
  const cosine = Math.cos(rotation);
  const sine = Math.sin(rotation);
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const u = x * cosine + y * sine;
    const v = y * cosine - x * sine;
    const loss = (u * u + v * v * shape) * 0.5;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const qx = x + beta * vx;
    const qy = y + beta * vy;
    const qu = qx * cosine + qy * sine;
    const qv = (qy * cosine - qx * sine) * shape;
    vx = beta * vx - alpha * (qu * cosine - qv * sine);
    vy = beta * vy - alpha * (qu * sine + qv * cosine);
    x += vx;
    y += vy;
  }
}

/** @type {Rule} */
function rosenbrockAverage({ start: [x0, y0], shape, alpha, beta, steps }, { points, losses }) {
  const fresh = 1 - beta;
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const r = y - x * x;
    const loss = (x - 1) * (x - 1) + r * r * shape;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const wall = r * (2 * shape);
    vx = beta * vx + fresh * ((x - 1 - x * wall) * 2);
    vy = beta * vy + fresh * wall;
    x -= alpha * vx;
    y -= alpha * vy;
  }
}

/** @type {Rule} */
function rosenbrockHeavyBall({ start: [x0, y0], shape, alpha, beta, steps }, { points, losses }) {
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const r = y - x * x;
    const loss = (x - 1) * (x - 1) + r * r * shape;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const wall = r * (2 * shape);
    vx = beta * vx - alpha * ((x - 1 - x * wall) * 2);
    vy = beta * vy - alpha * wall;
    x += vx;
    y += vy;
  }
}

/** @type {Rule} */
function rosenbrockTrace({ start: [x0, y0], shape, alpha, beta, steps }, { points, losses }) {
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const r = y - x * x;
    const loss = (x - 1) * (x - 1) + r * r * shape;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const wall = r * (2 * shape);
    vx = beta * vx + (x - 1 - x * wall) * 2;
    vy = beta * vy + wall;
    x -= alpha * vx;
    y -= alpha * vy;
  }
}

/** @type {Rule} */
function rosenbrockNesterov({ start: [x0, y0], shape, alpha, beta, steps }, { points, losses }) {
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const r = y - x * x;
    const loss = (x - 1) * (x - 1) + r * r * shape;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const qx = x + beta * vx;
    const qy = y + beta * vy;
    const wall = (qy - qx * qx) * (2 * shape);
    vx = beta * vx - alpha * ((qx - 1 - qx * wall) * 2);
    vy = beta * vy - alpha * wall;
    x += vx;
    y += vy;
  }
}

const quadratic = [quadraticAverage, quadraticHeavyBall, quadraticTrace, quadraticNesterov];
const rosenbrock = [rosenbrockAverage, rosenbrockHeavyBall, rosenbrockTrace, rosenbrockNesterov];
