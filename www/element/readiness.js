// The promise that a figure stands as it was asked to: another one whenever there is something to wait for again.

export class Readiness {
  /** @type {Promise<void>} */
  promise;
  /** Undefined once the promise is kept or broken. @type {{ resolve: () => void, reject: (reason: Error) => void } | undefined} */
  #open;

  constructor() {
    this.promise = this.#begin();
  }

  /** Who waits from now on waits for what is under way. */
  renew() {
    if (!this.#open) this.promise = this.#begin();
  }

  keep() {
    this.#open?.resolve();
    this.#open = undefined;
  }

  /** @param {Error} reason */
  fail(reason) {
    this.#open?.reject(reason);
    this.#open = undefined;
  }

  #begin() {
    /** @type {Promise<void>} */
    const promise = new Promise((resolve, reject) => (this.#open = { resolve, reject }));
    // The sentence stands in the figure: a page that does not ask need not hear of it again.
    promise.catch(() => {});
    return promise;
  }
}
