// The public page's own switch: as the system has it, or the other way round. Its figures follow its `color-scheme`.

const KEY = 'heavy-ball-theme';
const ORDER = /** @type {const} */ (['auto', 'light', 'dark']);
const NIGHT_FIRST = /** @type {const} */ (['auto', 'dark', 'light']);
const WORDS = { auto: 'as the system has them', light: 'light', dark: 'dark' };

/** @typedef {(typeof ORDER)[number]} Theme */

// Notes that load the release's one script have no such page.
const page = document.querySelector('[data-page="heavy-ball"]');
const button = page?.querySelector('#theme');
const system = matchMedia('(prefers-color-scheme: dark)');

/** @returns {Theme} */
function remembered() {
  try {
    return ORDER.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    // Private windows may refuse.
    return 'auto';
  }
}

/** @param {Theme} theme */
function show(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  button?.setAttribute('aria-label', `Colours: ${WORDS[theme]}`);
  button?.setAttribute('title', `Colours: ${WORDS[theme]}`);
}

let theme = remembered();
if (page) show(theme);
if (button instanceof HTMLElement) {
  button.hidden = false;
  button.addEventListener('click', () => {
    // The first press always changes what one sees.
    const order = system.matches ? ORDER : NIGHT_FIRST;
    theme = order[(order.indexOf(theme) + 1) % order.length];
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // It holds for this visit, then.
    }
    show(theme);
  });
}
