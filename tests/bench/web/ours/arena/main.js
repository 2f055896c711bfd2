// Our rules as they are shipped: player.wasm and a pack with 1,000 awake actors, ticked in a loop, nothing drawn.

const LEFT = 1;
const RIGHT = 2;
const JUMP = 16;
const PLAYING = 2;

/** The hero runs to and fro and jumps, as in the native benchmark. @param {number} tick */
function buttonsAt(tick) {
  const phase = tick % 120;
  const run = phase < 30 ? RIGHT : phase >= 50 && phase < 80 ? LEFT : 0;
  return tick % 40 < 8 ? run | JUMP : run;
}

/** The first level with the native benchmark's seed. */
function startLevel(rules) {
  rules.start(0, 1, 0);
}

async function ready() {
  const [player, pack] = await Promise.all(['player.wasm', 'arena.pack'].map(async (name) => {
    const answer = await fetch(`/arena-files/${name}`);
    if (!answer.ok) {
      throw new Error(`${name} is not in the build's arena folder`);
    }
    return new Uint8Array(await answer.arrayBuffer());
  }));
  const { instance } = await WebAssembly.instantiate(player);
  const rules = instance.exports;
  const inbox = rules.inbox(pack.length) >>> 0;
  new Uint8Array(rules.memory.buffer, inbox, pack.length).set(pack);
  const code = rules.load();
  if (code !== 0) {
    const text = new Uint8Array(rules.memory.buffer, rules.text_address() >>> 0, rules.text_length());
    throw new Error(`arena.pack (${code}): ${new TextDecoder().decode(text)}`);
  }
  startLevel(rules);
  return rules;
}

const rulesReady = ready();
let tick = 0;

/**
 * Plays so many ticks and tells how long one took, in ms.
 * @param {number} ticks
 */
globalThis.measure = async (ticks) => {
  const rules = await rulesReady;
  const begin = performance.now();
  for (let i = 0; i < ticks; i += 1) {
    rules.tick(buttonsAt(tick));
    tick += 1;
  }
  return { whole: (performance.now() - begin) / ticks };
};

/**
 * Makes sure that what was measured is a level that goes on, and the one of which the native benchmark has seen that
 * everybody is awake and moves.
 */
globalThis.check = async () => {
  const rules = await rulesReady;
  const moment = () => new Uint32Array(rules.memory.buffer, rules.moment_address() >>> 0, 12).slice();
  const before = moment();
  rules.tick(buttonsAt(tick));
  tick += 1;
  const after = moment();
  if (after[0] !== PLAYING) {
    throw new Error(`after ${tick} ticks the level is over (screen ${after[0]})`);
  }
  if (before[9] === after[9] && before[10] === after[10]) {
    throw new Error('the state no longer changes');
  }
  const expected = await (await fetch('/arena-files/arena.json')).json();
  startLevel(rules);
  for (let i = 0; i < expected.ticks; i += 1) {
    rules.tick(buttonsAt(i));
  }
  const [low, high] = moment().slice(9, 11);
  const hash = [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
  if (hash !== expected.hash) {
    throw new Error(`after ${expected.ticks} ticks the state is ${hash}, natively ${expected.hash}`);
  }
};
