// Tight JS: every rule's loop written out on every surface, all in local numbers, into arrays of the right size.
//
// The arithmetic is the core's, operation by operation, so that the points are the same to the last bit.

import { CONDITION_NUMBER, WALL } from './workload.js';

/** @typedef {import('./workload.js').Workload} Workload */

/** The points `[x0, y0, x1, y1, ...]` and losses of a run; the part behind the last finite step stays 0. */
class Run {
  /** @param {number} steps */
  constructor(steps) {
    this.points = new Float64Array(2 * (steps + 1));
    this.losses = new Float64Array(steps + 1);
  }
}

/** @param {Workload} workload */
export function run(workload) {
  return workload.surface === 'quadratic' ? quadratic(workload) : rosenbrock(workload);
}

/** @param {Workload} workload */
function quadratic(workload) {
  return [quadraticAverage, quadraticHeavyBall, quadraticTrace, quadraticNesterov].map((rule) => rule(workload));
}

/** @param {Workload} workload */
function rosenbrock(workload) {
  return [rosenbrockAverage, rosenbrockHeavyBall, rosenbrockTrace, rosenbrockNesterov].map((rule) => rule(workload));
}

// The quadratic can be turned, in the page as here.
const COSINE = Math.cos(0);
const SINE = Math.sin(0);

/** @param {Workload} workload */
function quadraticAverage({ start: [x0, y0], alpha, beta, steps }) {
  const { points, losses } = new Run(steps);
  const fresh = 1 - beta;
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  let u = x * COSINE + y * SINE;
  let v = y * COSINE - x * SINE;
  for (let t = 0; ; t++) {
    const loss = (u * u + v * v * CONDITION_NUMBER) * 0.5;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    v *= CONDITION_NUMBER;
    vx = beta * vx + fresh * (u * COSINE - v * SINE);
    vy = beta * vy + fresh * (u * SINE + v * COSINE);
    x -= alpha * vx;
    y -= alpha * vy;
    u = x * COSINE + y * SINE;
    v = y * COSINE - x * SINE;
  }
  return { points, losses };
}

/** @param {Workload} workload */
function quadraticHeavyBall({ start: [x0, y0], alpha, beta, steps }) {
  const { points, losses } = new Run(steps);
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  let u = x * COSINE + y * SINE;
  let v = y * COSINE - x * SINE;
  for (let t = 0; ; t++) {
    const loss = (u * u + v * v * CONDITION_NUMBER) * 0.5;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    v *= CONDITION_NUMBER;
    vx = beta * vx - alpha * (u * COSINE - v * SINE);
    vy = beta * vy - alpha * (u * SINE + v * COSINE);
    x += vx;
    y += vy;
    u = x * COSINE + y * SINE;
    v = y * COSINE - x * SINE;
  }
  return { points, losses };
}

/** @param {Workload} workload */
function quadraticTrace({ start: [x0, y0], alpha, beta, steps }) {
  const { points, losses } = new Run(steps);
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  let u = x * COSINE + y * SINE;
  let v = y * COSINE - x * SINE;
  for (let t = 0; ; t++) {
    const loss = (u * u + v * v * CONDITION_NUMBER) * 0.5;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    v *= CONDITION_NUMBER;
    vx = beta * vx + (u * COSINE - v * SINE);
    vy = beta * vy + (u * SINE + v * COSINE);
    x -= alpha * vx;
    y -= alpha * vy;
    u = x * COSINE + y * SINE;
    v = y * COSINE - x * SINE;
  }
  return { points, losses };
}

/** @param {Workload} workload */
function quadraticNesterov({ start: [x0, y0], alpha, beta, steps }) {
  const { points, losses } = new Run(steps);
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const u = x * COSINE + y * SINE;
    const v = y * COSINE - x * SINE;
    const loss = (u * u + v * v * CONDITION_NUMBER) * 0.5;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const qx = x + beta * vx;
    const qy = y + beta * vy;
    const qu = qx * COSINE + qy * SINE;
    const qv = (qy * COSINE - qx * SINE) * CONDITION_NUMBER;
    vx = beta * vx - alpha * (qu * COSINE - qv * SINE);
    vy = beta * vy - alpha * (qu * SINE + qv * COSINE);
    x += vx;
    y += vy;
  }
  return { points, losses };
}

/** @param {Workload} workload */
function rosenbrockAverage({ start: [x0, y0], alpha, beta, steps }) {
  const { points, losses } = new Run(steps);
  const fresh = 1 - beta;
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const r = y - x * x;
    const loss = (x - 1) * (x - 1) + r * r * WALL;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const wall = r * (2 * WALL);
    vx = beta * vx + fresh * ((x - 1 - x * wall) * 2);
    vy = beta * vy + fresh * wall;
    x -= alpha * vx;
    y -= alpha * vy;
  }
  return { points, losses };
}

/** @param {Workload} workload */
function rosenbrockHeavyBall({ start: [x0, y0], alpha, beta, steps }) {
  const { points, losses } = new Run(steps);
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const r = y - x * x;
    const loss = (x - 1) * (x - 1) + r * r * WALL;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const wall = r * (2 * WALL);
    vx = beta * vx - alpha * ((x - 1 - x * wall) * 2);
    vy = beta * vy - alpha * wall;
    x += vx;
    y += vy;
  }
  return { points, losses };
}

/** @param {Workload} workload */
function rosenbrockTrace({ start: [x0, y0], alpha, beta, steps }) {
  const { points, losses } = new Run(steps);
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const r = y - x * x;
    const loss = (x - 1) * (x - 1) + r * r * WALL;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const wall = r * (2 * WALL);
    vx = beta * vx + (x - 1 - x * wall) * 2;
    vy = beta * vy + wall;
    x -= alpha * vx;
    y -= alpha * vy;
  }
  return { points, losses };
}

/** @param {Workload} workload */
function rosenbrockNesterov({ start: [x0, y0], alpha, beta, steps }) {
  const { points, losses } = new Run(steps);
  let [x, y, vx, vy] = [x0, y0, 0, 0];
  for (let t = 0; ; t++) {
    const r = y - x * x;
    const loss = (x - 1) * (x - 1) + r * r * WALL;
    if (!Number.isFinite(loss)) break;
    points[2 * t] = x;
    points[2 * t + 1] = y;
    losses[t] = loss;
    if (t === steps) break;
    const qx = x + beta * vx;
    const qy = y + beta * vy;
    const wall = (qy - qx * qx) * (2 * WALL);
    vx = beta * vx - alpha * ((qx - 1 - qx * wall) * 2);
    vy = beta * vy - alpha * wall;
    x += vx;
    y += vy;
  }
  return { points, losses };
}
