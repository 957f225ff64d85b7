// What there is to read of the surfaces that a page does not open with.

export { SURFACES } from '../wasm/words.js';
