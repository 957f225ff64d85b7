// How one element is seen: theme, layout and size, the part of the plane, and what of the runs a reader points at.

import { SceneHand } from './scene-hand.js';

/** @import { Size, Theme } from '../types.js' */

/** As many runs have room for their arrows on one map. */
const FEW = 3;

export class ViewState extends SceneHand {
  /** @type {Theme} */
  #theme = 'auto';
  #systemDark = false;
  /** Whether the reader asks for more contrast. */
  contrast = false;
  #visible = true;
  /** The part of the plane to show when there is a size again, if the surface is still this one. @type {{ window: Float64Array, surface: string } | undefined} */
  #window;
  /** Which form's map is shown, where it is one: its place among the rules and its name. */
  mapped = { index: -1, name: '' };
  /** Whether the maps stand above the dials, where there is one column. */
  unfolded = false;
  /** The run that was pointed at last. */
  #kept = 0;
  /** The run that a reader points at, -1 for none. */
  pointed = -1;

  /** @type {Size} */
  size = { width: 0, height: 0, chartWidth: 0, chartHeight: 0, tools: [0, 0, 0, 0], ratio: 1 };
  /** How many pixels canvases have along a side for each of the screen's: on paper more than one. */
  grain = 1;
  /** Whether it is being printed: paper waits for nothing. */
  printing = false;

  get theme() {
    return this.#theme;
  }

  /** The theme in force. */
  get dark() {
    return this.#theme === 'dark' || (this.#theme === 'auto' && this.#systemDark);
  }

  /** @param {Theme} theme @param {boolean} [systemDark] what `auto` means here */
  setTheme(theme, systemDark = this.#systemDark) {
    this.#theme = theme;
    this.#systemDark = systemDark;
    this.playground.theme(this.dark, this.contrast);
    this.bulletin.note(['scene', 'view', 'state']);
  }

  /** @param {boolean} contrast */
  setContrast(contrast) {
    this.contrast = contrast;
    this.setTheme(this.#theme);
  }

  /** @param {Size} size */
  resize(size) {
    this.size = size;
    this.playground.resize(size.width, size.height, size.chartWidth, size.chartHeight);
    this.playground.keepOutOf(...size.tools);
    const { surface } = this.playground.scene();
    if (this.#window?.surface === surface) this.playground.look(this.#window.window);
    this.#window = undefined;
    this.bulletin.note('view');
  }

  /** @param {number} px @param {number} py @param {number} factor above 1 goes nearer */
  zoom(px, py, factor) {
    this.playground.zoom(px, py, factor);
    this.bulletin.note('view');
  }

  /** About the middle. @param {number} factor above 1 goes nearer */
  zoomIn(factor) {
    this.zoom(this.size.width / 2, this.size.height / 2, factor);
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.playground.pan(dx, dy);
    this.bulletin.note('view');
  }

  home() {
    this.#window = undefined;
    this.playground.home();
    this.bulletin.note('view');
  }

  /** Zooms out as far as it takes to see the start. */
  showStart() {
    this.playground.showStart();
    this.bulletin.note('view');
  }

  /**
   * The part of the plane that is shown, if it is not the surface's own, is so again in another Playground.
   * @protected
   */
  keepWindow() {
    const { playground } = this;
    this.#window = playground.atHome() ? undefined : { window: playground.window(), surface: playground.scene().surface };
  }

  /** False while the figure is out of sight: nothing is drawn, and playback waits. */
  get visible() {
    return this.#visible;
  }

  set visible(visible) {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.bulletin.note(['view', 'state']);
  }

  /** @param {ViewState['mapped']} mapped the form whose map is to be shown */
  showMap(mapped) {
    this.mapped = mapped;
    this.bulletin.note('state');
  }

  // --- the arrows

  /** Whether the arrows of all runs would be too many for the one map. */
  get manyArrows() {
    return this.layout === 'overlay' && this.scene.rules.length > FEW;
  }

  /** The run whose arrows are drawn; -1 for those of all. */
  get arrows() {
    const last = this.scene.rules.length - 1;
    if (this.pointed >= 0) return Math.min(this.pointed, last);
    return this.manyArrows ? Math.min(this.#kept, last) : -1;
  }

  /** @param {number} index the run that a reader points at, -1 for none; where arrows are many, the last one stays */
  point(index) {
    this.pointed = index;
    if (index >= 0) this.#kept = index;
    this.bulletin.note('draw');
  }

  forgetArrows() {
    this.pointed = -1;
    this.#kept = 0;
  }
}
