// DEFLATE (RFC 1951) for browsers that cannot do it themselves. Small rather than fast: 200 kB take some 10 ms.

/** How many codes of each length there are, and the symbols in the order of their codes. */
interface Huffman {
  counts: Uint16Array;
  symbols: Uint16Array;
}

const LONGEST_CODE = 15;
/** The order in which a block tells the lengths of its length codes. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** First length (or distance) of each symbol, from how many extra bits the symbols have. */
const bases = (extra: readonly number[], first: number): number[] =>
  extra.map((_, symbol) => extra.slice(0, symbol).reduce((base, bits) => base + (1 << bits), first));
const LENGTH_EXTRA = [...Array.from({ length: 28 }, (_, i) => Math.max(0, (i >> 2) - 1)), 0];
const LENGTH_BASE = bases(LENGTH_EXTRA, 3);
// The last symbol is the longest length by itself.
LENGTH_BASE[28] = 258;
const DISTANCE_EXTRA = Array.from({ length: 30 }, (_, i) => Math.max(0, (i >> 1) - 1));
const DISTANCE_BASE = bases(DISTANCE_EXTRA, 1);

function huffman(lengths: ArrayLike<number>): Huffman {
  const counts = new Uint16Array(LONGEST_CODE + 1);
  const symbols: number[] = [];
  for (let length = 1; length <= LONGEST_CODE; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      symbols.push(symbol);
      counts[length] = (counts[length] ?? 0) + 1;
    }
  }
  return { counts, symbols: Uint16Array.from(symbols) };
}

/** What was deflated (raw). Throws when it is damaged. */
export function inflateHere(source: Uint8Array): Uint8Array<ArrayBuffer> {
  let out = new Uint8Array(source.length * 4 + 1024);
  let length = 0;
  /** The next bit of `source`. */
  let at = 0;

  const damaged = (): never => {
    throw new Error("damaged deflate stream");
  };
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value |= (((source[at >> 3] ?? damaged()) >> (at & 7)) & 1) << i;
    return value;
  };
  // Codes of a length are consecutive, and longer ones follow shorter ones.
  const symbol = ({ counts, symbols }: Huffman): number => {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let size = 1; size <= LONGEST_CODE; size++) {
      code |= bits(1);
      const count = counts[size] ?? 0;
      if (code < first + count) return symbols[index + code - first] ?? damaged();
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return damaged();
  };
  const put = (byte: number): void => {
    if (length === out.length) {
      const larger = new Uint8Array(out.length * 2);
      larger.set(out);
      out = larger;
    }
    out[length++] = byte;
  };
  const codes = (): [Huffman, Huffman] => {
    const [literals, distances, orders] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
    const orderLengths = new Uint8Array(19);
    for (const order of ORDER.slice(0, orders)) orderLengths[order] = bits(3);
    const order = huffman(orderLengths);
    const lengths: number[] = [];
    while (lengths.length < literals + distances) {
      const next = symbol(order);
      if (next < 16) lengths.push(next);
      else {
        const repeated = next === 16 ? (lengths[lengths.length - 1] ?? damaged()) : 0;
        let times = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
        while (times--) lengths.push(repeated);
      }
    }
    return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals, literals + distances))];
  };
  const fixed = (): [Huffman, Huffman] => [
    huffman(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
    huffman(Array.from({ length: 30 }, () => 5)),
  ];

  for (let isLast = 0; !isLast; ) {
    isLast = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      at = (at + 7) & ~7;
      let stored = bits(16);
      at += 16;
      while (stored--) put(bits(8));
      continue;
    }
    const [literal, distance] = kind === 1 ? fixed() : kind === 2 ? codes() : damaged();
    for (let next = symbol(literal); next !== 256; next = symbol(literal)) {
      if (next < 256) {
        put(next);
        continue;
      }
      let times = (LENGTH_BASE[next - 257] ?? damaged()) + bits(LENGTH_EXTRA[next - 257] ?? 0);
      const far = symbol(distance);
      const back = (DISTANCE_BASE[far] ?? damaged()) + bits(DISTANCE_EXTRA[far] ?? 0);
      if (back > length) damaged();
      while (times--) put(out[length - back] ?? 0);
    }
  }
  return out.slice(0, length);
}
