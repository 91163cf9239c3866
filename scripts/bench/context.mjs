/** What every measurement is told: which builds, how thoroughly, and where to say how far it is. */

/**
 * @typedef {object} Checkout
 * @property {string} path a folder with a built `dist/`
 * @property {string} name empty for this one
 * @property {(what: string) => string} label what is measured, with the checkout's name where it is not this one
 */

/**
 * @typedef {object} Context
 * @property {readonly Checkout[]} checkouts this one first; measured in turn, so that a busy moment is nobody's alone
 * @property {boolean} isQuick fewer and smaller runs
 * @property {readonly number[] | undefined} lines the sizes of files that were asked for
 * @property {(text: string) => void} say tells how far the run is
 */

/** @param {string} path @param {string} name @returns {Checkout} */
export function checkoutAt(path, name) {
  return { path, name, label: (what) => (name === '' ? what : `${what}, ${name}`) };
}
