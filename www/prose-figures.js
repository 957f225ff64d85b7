/** The figures within the prose wait in templates until the reader comes near, so that arrival waits for none of them. */

/** How far below the window they are made, so that they stand when they come into sight. */
const NEAR = '0px 0px 25%';

/** @param {Document} [page] */
export function makeWhenNear(page = document) {
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const template = /** @type {HTMLTemplateElement} */ (target.querySelector('template'));
      template.replaceWith(template.content);
    }
  }, { rootMargin: NEAR });
  for (const template of page.querySelectorAll('.figures > template')) near.observe(/** @type {Element} */ (template.parentElement));
}
