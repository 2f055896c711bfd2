// Replays and state hashes as the terminal program prints them.

/** Each button and the key that a player presses for it: `KeyboardEvent.code`. */
export const KEYS = {
  left: 'ArrowLeft',
  right: 'ArrowRight',
  up: 'ArrowUp',
  down: 'ArrowDown',
  jump: 'Space',
  action: 'KeyE',
  pause: 'KeyP',
};

/** Reads `level`, `seed` (as two 32-bit halves) and runs of `{ buttons, ticks }`. */
export function readReplay(text) {
  const replay = { level: 0, seed: [0, 0], runs: [] };
  for (const line of text.split('\n')) {
    const [word, count] = line.split('#')[0].trim().split(/\s+/);
    if (!word) continue;
    if (word === 'level') replay.level = Number(count);
    else if (word === 'seed') replay.seed = [Number(BigInt(count) & 0xffffffffn), Number(BigInt(count) >> 32n)];
    else replay.runs.push({ buttons: word === 'none' ? [] : word.split('+'), ticks: Number(count) });
  }
  return replay;
}

/** How long a replay is. */
export const ticksOf = (replay) => replay.runs.reduce((sum, { ticks }) => sum + ticks, 0);

/** Reads lines of a tick and a hash into an object. */
export function readHashes(text) {
  return Object.fromEntries(text.trim().split('\n').map((line) => line.trim().split(/\s+/)));
}

/** The keys to press and to release, and the tick to come to before, one after the other. */
export function keystrokes(replay) {
  const strokes = [];
  let held = [];
  let tick = 0;
  for (const { buttons, ticks } of replay.runs) {
    const up = held.filter((button) => !buttons.includes(button));
    const down = buttons.filter((button) => !held.includes(button));
    strokes.push({ at: tick, up: up.map((button) => KEYS[button]), down: down.map((button) => KEYS[button]) });
    held = buttons;
    tick += ticks;
  }
  strokes.push({ at: tick, up: held.map((button) => KEYS[button]), down: [] });
  return strokes;
}
