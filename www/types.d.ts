/** What crosses the wall between JS and wasm, what the element's parts share, and what a page is told. */

import type { HeavyBall } from './heavy-ball.js';

/** A Scene as plain JSON: what `<heavy-ball>.scene` gives and takes. */
export interface Scene {
  version: number;
  surface: string;
  start: [number, number];
  steps: number;
  rules: string[];
  learningRate: number;
  momentum: number;
  match: 'raw' | 'matched';
  schedule: string;
  tolerance: number;
}

/** Something that was asked for and is not legal; its default stands instead. */
export interface Problem {
  key: string;
  value: string;
  message: string;
}

export interface Parameter {
  key: string;
  symbol: string;
  default: number;
  usual: [number, number];
  units: string;
  meaning: string;
}

/** What there is to read of a surface; '' in the opening module, which has it of the first one alone. */
export interface SurfaceWords {
  /** MathML. */
  formula: string;
  source: string;
  lesson: string;
}

export interface SurfaceCard extends SurfaceWords {
  name: string;
  title: string;
  start: [number, number];
  learningRate: number;
  parameters: Parameter[];
}

/** A named convention of a rule. */
export interface Choice {
  key: string;
  meaning: string;
  options: { name: string; meaning: string }[];
  default: string;
  /** The field that makes it idle where that is 0; '' if there is none. */
  idleAtZero: string;
}

/** What there is to read of a rule; '' in the opening module. */
export interface RuleWords {
  source: string;
  link: string;
  convention: string;
  matchedWhy: string;
  /** The stability limit of α λ, and where it is that: "2(1+β), with |β| < 1"; '' where there is none. */
  limit: string;
}

export interface RuleCard extends RuleWords {
  name: string;
  title: string;
  /** One of the catalogue's families. */
  family: string;
  /** Whether it has a place on the first screen, and a look of its own. */
  usual: boolean;
  sentence: string;
  usedBy: string;
  recurrence: { mathml: string; number: boolean; unlessZero: string; only: string[] }[][];
  fields: (Parameter & { shared: boolean })[];
  choices: Choice[];
  /** The keys of the fields that span its map: two, one or none. */
  axes: string[];
  /** What the libraries call it: `torch.optim.SGD`. */
  calls: string[];
  memories: { name: string; units: string }[];
}

export interface Catalogue {
  /** The most runs of a Scene. */
  rulesLimit: number;
  /** The families of rules, in their order. */
  families: string[];
  surfaces: SurfaceCard[];
  rules: RuleCard[];
}

export interface RuleRun {
  name: string;
  text: string;
  label: string;
  /** The rule's title, with a number among runs that are alike. */
  title: string;
  /** Those that run this rule with the same conventions. */
  libraries: string[];
  /** Whether it takes the Scene's number, or has its own; a key is absent where it has no use for one. */
  takes: { 'learning-rate'?: boolean; momentum?: boolean };
  color: string;
  dash: number[];
  last: number;
  converged: number;
}

export interface Marker {
  step: number;
  text: string;
  label: string;
}

export interface Trajectory {
  rule: string;
  label: string;
  /** The option of each convention; null where there is nothing to choose, as of the form of a weight decay of 0. */
  choices: Record<string, string | null>;
  /** The values of each key, an update each. */
  hyperparameters: Record<string, Float64Array>;
  points: Float64Array;
  losses: Float64Array;
  /** Of each update, at the point where it was taken. */
  gradients: Float64Array;
  /** What each update moved the weights by. */
  steps: Float64Array;
  memories: Record<string, Float64Array>;
  converged: number | null;
  stop: { reason: 'number range'; step: number } | null;
}

/** The events of the element, which bubble and leave shadow roots; its class says when each comes. */
export interface HeavyBallEvents {
  'heavy-ball-ready': CustomEvent<{ source: Source }>;
  'heavy-ball-change': CustomEvent<{ source: Source; keys: string[]; landmark: boolean }>;
  'heavy-ball-step': CustomEvent<{ source: Source; step: number }>;
  'heavy-ball-end': CustomEvent<{ source: Source }>;
  'heavy-ball-error': CustomEvent<{ source: Source; problems: Problem[] }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'heavy-ball': HeavyBall;
  }
  interface HTMLElementEventMap extends HeavyBallEvents {}
}

export type Layout = 'overlay' | 'panels';
export type Theme = 'auto' | 'light' | 'dark';
export type Source = 'user' | 'program';

/** The surface in force: numbers that its parameters make, null for what it has not. */
export interface SurfaceFacts {
  name: string;
  /** In the order of its card. */
  parameters: number[];
  /** Lowest and highest x, lowest and highest y. */
  domain: [number, number, number, number];
  minimizers: [number, number][];
  /** At the first minimizer. */
  conditionNumber: number | null;
  minimum: number | null;
}

/** A run in a library. */
export interface LibraryCall {
  library: string;
  /** '' where the library has none. */
  call: string;
  /** The call's texts, with the key of the hyperparameter whose value one is. */
  parts: { text: string; key: '' | 'learning-rate' | 'momentum' }[];
  /** What is to be known beside the call, or why there is none and what comes nearest. */
  notes: string;
}

/** How a map lies in its box; rectangles are x, y, width, height in CSS pixels. */
export interface MapFrame {
  axes: { key: string; symbol: string; meaning: string }[];
  /** The first of them is α = 0, and goes into the gutter. */
  columns: number;
  rows: number;
  plot: [number, number, number, number];
  gutter: [number, number, number, number];
}

/** One wasm Playground: a Scene, its runs and a view of them. */
export interface Playground {
  free(): void;
  set(entries: object): Problem[];
  adjust(key: string, value: number, from: number): boolean;
  setMarker(step: number, text: string): Problem[];
  removeMarker(step: number): void;
  moveMarker(from: number, to: number): void;
  moveStart(x: number, y: number): void;
  scene(): Scene;
  check(entries: object): Problem[];
  surface(): SurfaceFacts;
  rules(): RuleRun[];
  markers(): Marker[];
  /** Whether a change at step 0 leaves nothing of this number. */
  overrules(key: 'learning-rate' | 'momentum'): boolean;
  force(step: number): { learningRate: number; momentum: number };
  link(step: number, layout: string): string;
  open(link: string): { problems: Problem[]; step: number; layout: string };
  steps(): number;
  trajectory(index: number): Trajectory;
  numbers(index: number, step: number): string;
  facts(index: number, step: number): string;
  verdict(index: number): string;
  readChart(step: number): string;
  /** In the whole module alone; throws where the library has none of the runs. */
  code(library: string): string;
  /** A run in each library, in the whole module alone. */
  calls(index: number): LibraryCall[];
  resize(width: number, height: number, chartWidth: number, chartHeight: number): void;
  keepOutOf(left: number, top: number, width: number, height: number): void;
  theme(dark: boolean, contrast: boolean): void;
  layout(name: string): void;
  window(): Float64Array;
  views(): number;
  zoom(px: number, py: number, factor: number): void;
  pan(dx: number, dy: number): void;
  home(): void;
  showStart(): void;
  atHome(): boolean;
  look(window: Float64Array): void;
  /** What suits, and the least. */
  panelsHeight(width: number): Float64Array;
  toData(px: number, py: number): Float64Array;
  toPixel(x: number, y: number): Float64Array;
  startMark(): Float64Array;
  read(px: number, py: number): string;
  holdGhost(): void;
  dropGhost(): void;
  drawLandscape(canvas: HTMLCanvasElement, ratio: number, draft: boolean): void;
  drawGhost(): number;
  drawPaths(step: number): number;
  appendPaths(from: number, to: number): number;
  drawPlayhead(step: number, arrows: number): number;
  axes(): number;
  drawAxes(): number;
  drawLosses(): number;
  /** Whether any of them is begun anew: those that are still true stay. */
  beginMaps(rules: Uint32Array, width: number, height: number, cells: number, from: number): boolean;
  advanceMaps(packSteps: number): boolean;
  /** NaN for a map without cells. */
  mapProgress(i: number): number;
  mapFrame(i: number): MapFrame;
  mapPixels(i: number): Uint8Array<ArrayBuffer>;
  drawMap(i: number, step: number): number;
  mapPoint(i: number, step: number, into: Float64Array): void;
  mapHere(i: number): Float64Array;
  /** Colours of the ramp from soon to late, then those of what is still outside, of what ends farther away and of what overflows at once and at last. */
  mapLegend(): Uint8Array;
  mapRead(i: number, px: number, py: number, step: number): string;
  mapReadAt(i: number, step: number): string;
  mapBest(i: number, step: number): { numbers: [number, number]; step: number; beside: string } | null;
  mapOptimum(i: number, step: number): { numbers: [number, number]; says: string; stays: boolean; from: number } | null;
  mapCurvatures(i: number, step: number): string;
  mapNumbers(i: number, px: number, py: number, ofCell?: boolean): Float64Array;
  placeOnMap(i: number, across: number, up: number, from: number): void;
  fetch(into: Float64Array): void;
  word(number: number): string;
  chartX(step: number): number;
  chartStep(x: number): number;
  chartCaption(): string;
}

/** The module, loaded once per document and shared by all elements in it. */
export interface Engine {
  Playground: new () => Playground;
  /** The Scene's keys, as attributes and as properties. */
  keys: { name: string; property: string }[];
  /** Read at the first use. */
  readonly catalogue: Catalogue;
  /** Whether a Scene could have these rules, as it has them or as text. */
  knows(rules: unknown): boolean;
  /** Whether it has all rules. */
  whole: boolean;
}

/** What the attributes of one element say. */
export interface Wishes {
  /** Scene keys that are set, by attribute name, as text. */
  entries: Record<string, string>;
  layout: Layout;
  theme: Theme;
  /** Steps per second; null leaves it to the number of steps. */
  speed: number | null;
  /** Which are left; null for all. */
  controls: 'dials' | 'none' | null;
  /** Of the page that opens links; null where there is none to copy. */
  address: string | null;
  autoplay: boolean;
  problems: Problem[];
}

/** What changed since a Session last told it. */
export interface Change {
  source: Source;
  /** Properties of the Scene that changed, and `layout`. */
  keys: Set<string>;
  /** A new surface, other rules or a whole new Scene: what a reader would go back from. */
  landmark: boolean;
}

/** What a Session tells, and what comes with it. */
export interface Told {
  draw: Change;
  problems: Change;
  scene: Change;
  view: Change;
  state: Change;
  step: Change;
  frame: Change;
  /** Playback reached the last step. */
  end: Pick<Change, 'source'>;
  /** There are all rules, in a Playground of their own. */
  grown: undefined;
  /** Another Scene altogether comes, or the attributes' own again. */
  anew: undefined;
  /** There are new cards. */
  cards: null;
  hover: string;
  say: string;
  fail: string;
}

/** All canvases' sizes in CSS pixels. */
export interface Size {
  width: number;
  height: number;
  chartWidth: number;
  chartHeight: number;
  /** What no name is to cover: left, top, width and height in the plot. */
  tools: [number, number, number, number];
  ratio: number;
}
