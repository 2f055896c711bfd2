// What 1,000 moving, colliding actors cost, in the browser.

import { VIEWPORT } from './browser.js';
import { spread } from './statistics.js';
import { showSpread } from './table.js';

const TICK_MS = 1000 / 60;
/** The part of a core that the rules may take at 60 ticks a second. */
const CORE_LIMIT = 1 / 3;
/** So that everything is compiled and everybody has landed. */
const WARM_UP_TICKS = 600;
/** Ticks that are timed together: a second of the game. */
const BATCH_TICKS = 60;

/**
 * How long a tick takes, in ms: of everything, and of the physics alone where there is such a thing.
 * @typedef {{ whole: number, physics?: number }} Tick
 */

/** @param {import('playwright-core').Browser} browser @param {string} address */
async function open(browser, address) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto(address);
  /** @param {number} ticks @returns {Promise<Tick>} */
  const play = (ticks) => page.evaluate((count) => Reflect.get(globalThis, 'measure')(count), ticks);
  return {
    play,
    check: async () => {
      await page.evaluate(() => Reflect.get(globalThis, 'check')());
      return page;
    },
    close: () => context.close(),
  };
}

/** @param {Tick[]} ticks */
const wholes = (ticks) => spread(ticks.map(({ whole }) => whole));

/** @param {Tick[]} ticks */
const physics = (ticks) => spread(ticks.map((tick) => tick.physics ?? NaN));

/**
 * @param {import('playwright-core').Browser} browser
 * @param {{ ours?: string, phaser: Record<string, string>, phaserName: string }} addresses ours, and Phaser's by
 *   the way that it looks for neighbours
 * @param {number} rounds
 * @param {string} [screenshot] where to put a picture of Phaser's crowd
 * @returns {Promise<import('./table.js').Row[]>}
 */
export async function rules(browser, { ours, phaser, phaserName }, rounds, screenshot) {
  const addresses = { ...phaser, ...(ours === undefined ? {} : { ours }) };
  const runners = [];
  for (const [name, address] of Object.entries(addresses)) {
    const page = await open(browser, address);
    await page.play(WARM_UP_TICKS);
    runners.push({ name, page, ticks: /** @type {Tick[]} */ ([]) });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { page, ticks } of runners) {
      ticks.push(await page.play(BATCH_TICKS));
    }
  }
  for (const { name, page } of runners) {
    const shown = await page.check();
    if (screenshot !== undefined && name !== 'ours') {
      await shown.screenshot({ path: screenshot });
    }
    await page.close();
  }
  const own = runners.find(({ name }) => name === 'ours')?.ticks;
  const time = own && wholes(own);
  // Of the two ways Phaser has, the quicker one counts.
  const peers = runners.filter(({ name }) => name !== 'ours');
  peers.sort((a, b) => physics(a.ticks).median - physics(b.ticks).median);
  const shownTime = time ? showSpread(time) : '';
  const benchmark = '1,000 actors';
  /** @type {import('./table.js').Row[]} */
  const rows = [{
    benchmark,
    what: 'a tick, of a core at 60 ticks a second',
    ours: time ? `${shownTime}, ${((time.median / TICK_MS) * 100).toFixed(2)} %` : '',
    beside: `limit ${(TICK_MS * CORE_LIMIT).toFixed(1)} ms, a third of a core`,
    ratio: time && time.median / (TICK_MS * CORE_LIMIT),
    atMost: 1,
    times: time ? [time] : [],
  }];
  const [best, other] = peers;
  if (best) {
    const inTurn = [
      { what: 'a tick, beside physics alone', times: physics(best.ticks), name: best.name },
      { what: 'a tick, beside physics and turning at edges', times: wholes(best.ticks), name: best.name },
      ...(other ? [{ what: 'a tick, beside physics alone', times: physics(other.ticks), name: other.name }] : []),
    ];
    for (const { what, times, name } of inTurn) {
      const beside = `${phaserName} ${name} ${showSpread(times)}`;
      const ratio = time && time.median / times.median;
      rows.push({ benchmark, what, ours: shownTime, beside, ratio, times: [times] });
    }
  }
  return rows;
}
