// `npm run bench -- --build FOLDER`: every number of the web build beside its peer or limit, in one run of one browser.

import { parseArgs } from 'node:util';

import { findBuild } from './build.js';
import { firstFrame } from './first-frame.js';
import { rules } from './rules.js';
import { sizes } from './sizes.js';
import { setUp } from './stage.js';
import { table } from './table.js';

const { values } = parseArgs({
  options: { build: { type: 'string' }, rounds: { type: 'string', default: '15' } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  throw new Error(`--rounds ${values.rounds}: not a number of rounds, give 1 or more`);
}

const build = await findBuild(values.build);
const stage = await setUp(build);
try {
  const rows = [
    ...await sizes(build, stage.engines),
    ...await firstFrame(stage.browser, stage.pages, rounds),
    ...await rules(stage.browser, stage.crowd, rounds * 2),
  ];
  console.log(table(rows));
  console.log(`
Chromium ${stage.browser.version()}, headless, WebGL in software. Sizes: gzip -9, file by file. Times: the median, with
the quartiles in brackets. First frame: from the start of the navigation until the frame is drawn, nothing in any cache.
1,000 actors: ours are whole ticks of the rules. Phaser's are 1,000 arcade bodies with gravity on the same floors,
against the tile map and one hero, not against each other, as ours.`);
} finally {
  await stage.close();
}
