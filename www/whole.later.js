// The wall with all rules and the code of the libraries.

export * from './wasm/heavy_ball_whole.js';
export { default } from './wasm/heavy_ball_whole.js';
