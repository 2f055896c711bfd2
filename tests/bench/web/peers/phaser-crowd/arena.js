// The arena of the native benchmark (tests/bench/src/arena.rs) for Phaser: the same floors, walls and chamber.

export const WIDTH = 38;
export const HEIGHT = 27;
export const TILE_PX = 16;

/** Rows of the floors. */
export const FLOORS = [6, 10, 14, 18, 22, 26];
/** The floor that the hero stands on, and the columns of its chamber's walls. */
export const HERO_FLOOR = 14;
export const CHAMBER = [16, 22];

const LOW_WALLS = { 5: [12, 27], 21: [14, 29], 25: [10, 20, 30] };

/** @param {number} x @param {number} y */
export function isSolid(x, y) {
  if (FLOORS.includes(y)) {
    const isGap = [6, 14, 22].includes(y) && x % 9 === 7 && !(x === CHAMBER[0] && y === HERO_FLOOR);
    return !isGap;
  }
  const isChamberWall = CHAMBER.includes(x) && y >= 11 && y <= 13;
  return isChamberWall || (LOW_WALLS[y] ?? []).includes(x);
}

/** The tile map: 0 for solid, -1 for nothing. */
export function tiles() {
  return Array.from({ length: HEIGHT }, (_, y) => Array.from({ length: WIDTH }, (_, x) => (isSolid(x, y) ? 0 : -1)));
}

/** Where walker number `i` starts: all over the floors, but not in the chamber. @param {number} i */
export function placeOfWalker(i) {
  const columns = [];
  for (const row of FLOORS) {
    for (let x = 1; x < WIDTH - 1; x += 1) {
      const isInChamber = row === HERO_FLOOR && x >= CHAMBER[0] - 1 && x <= CHAMBER[1] + 1;
      if (!isInChamber && isSolid(x, row) && !isSolid(x, row - 1)) {
        columns.push([x, row]);
      }
    }
  }
  const [x, row] = columns[i % columns.length];
  // Spread within the tile, so that no two do the same.
  const shift = (Math.floor(i / columns.length) * 5 + i * 3) % TILE_PX;
  return { x: x * TILE_PX + shift, y: row * TILE_PX };
}
