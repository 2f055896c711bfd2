/**
 * What many measurements say.
 * @typedef {object} Spread
 * @property {number} quickest
 * @property {number} median
 * @property {number} low the first quartile
 * @property {number} high the third quartile
 */

/** @param {number[]} sorted @param {number} part of 1 */
function quantile(sorted, part) {
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/**
 * Median and quartiles.
 * @param {number[]} values
 * @returns {Spread}
 */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    quickest: quantile(sorted, 0),
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
  };
}
