// The table that a person reads; it looks like the one of the Rust benchmarks.

/**
 * @typedef {object} Row
 * @property {string} benchmark
 * @property {string} what
 * @property {string} ours
 * @property {string} [beside] what it is held against
 * @property {number} [ratio] ours over that
 * @property {number} [atMost] what the ratio may be
 * @property {import('./statistics.js').Spread[]} [times] what it was made of; tells how restless the machine was
 */

const HEAD = ['benchmark', 'what', 'ours', 'peer or limit', 'ratio', 'target', ''];

/** Columns of words stand on the left, numbers on the right. */
const WORDS = new Set([0, 1, 6]);

/** Above this the table says that the machine was busy. */
const RESTLESS = 1.25;

/** @param {number} number A whole number with commas between its thousands. */
export const grouped = (number) => Math.round(number).toLocaleString('en-US');

/** @param {number} bytes */
export const showBytes = (bytes) => `${grouped(bytes)} B`;

/** @param {number} ms */
export const showTime = (ms) => (ms >= 1 ? `${ms.toFixed(1)} ms` : `${(ms * 1000).toFixed(1)} us`);

/** @param {import('./statistics.js').Spread} times in ms */
export const showSpread = ({ median, low, high }) => {
  const [scale, digits] = median >= 1 ? [1, median >= 10 ? 0 : 2] : [1000, 0];
  return `${showTime(median)} (${(low * scale).toFixed(digits)}-${(high * scale).toFixed(digits)})`;
};

/** @param {Row} row */
function verdict({ ratio, atMost }) {
  if (atMost === undefined) {
    return '';
  }
  if (ratio === undefined) {
    return 'NOT MEASURED';
  }
  return ratio <= atMost ? 'ok' : 'MISSED';
}

/** @param {Row} row @param {string} shownBenchmark */
function cells(row, shownBenchmark) {
  const { what, ours, beside, ratio, atMost } = row;
  const shownRatio = ratio === undefined ? '' : ratio < 10 ? ratio.toFixed(2) : grouped(ratio);
  const target = atMost === undefined ? '' : `<= ${Number(atMost.toFixed(3))}`;
  return [shownBenchmark, what, ours, beside ?? '', shownRatio, target, verdict(row)];
}

/**
 * All rows as text.
 * @param {Row[]} rows
 */
export function table(rows) {
  const lines = [HEAD];
  let last = '';
  for (const row of rows) {
    lines.push(cells(row, row.benchmark === last ? '' : row.benchmark));
    last = row.benchmark;
  }
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const text = lines.map((line) => {
    const padded = line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return WORDS.has(column) ? cell.padEnd(width) : cell.padStart(width);
    });
    return padded.join('  ').trimEnd();
  });
  text.splice(1, 0, '-'.repeat(widths.reduce((sum, width) => sum + width, 2 * (HEAD.length - 1))));
  const times = rows.flatMap((row) => row.times ?? []);
  const noise = Math.max(1, ...times.map(({ median, quickest }) => median / quickest));
  if (noise > RESTLESS) {
    text.push('', `The machine was busy: a middle round took up to ${noise.toFixed(1)} times as long as the quickest.`);
  }
  return text.join('\n');
}
