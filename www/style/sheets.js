// Style sheets of a shadow root: a text is parsed once for a document, however many figures stand in it.

/** By their text. A sheet can be adopted in the document alone that it was made for. @type {WeakMap<Document, Map<string, CSSStyleSheet>>} */
const made = new WeakMap();

/**
 * Dresses a shadow root, once, with what comes later over what was there.
 * @param {ShadowRoot} root
 * @param {string} text
 */
export function adopt(root, text) {
  const owner = root.ownerDocument;
  const sheets = made.get(owner) ?? new Map();
  made.set(owner, sheets);
  let sheet = sheets.get(text);
  if (!sheet) {
    sheet = new (owner.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
