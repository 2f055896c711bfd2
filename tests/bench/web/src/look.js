// `npm run look -- --build FOLDER`: a picture of every page that is measured, in `dist/look`, for a person to look at.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { findBuild } from './build.js';
import { load } from './first-frame.js';
import { DIST } from './peers.js';
import { rules } from './rules.js';
import { setUp } from './stage.js';

const { values } = parseArgs({ options: { build: { type: 'string' } } });
const stage = await setUp(await findBuild(values.build));
try {
  const folder = path.join(DIST, 'look');
  await mkdir(folder);
  const { ours, empty, peers } = stage.pages;
  for (const page of [empty, ...peers, ...ours]) {
    const picture = path.join(folder, `${page.name.replaceAll(/[^\w.]+/g, '-')}.png`);
    const { colors } = await load(stage.browser, page, picture);
    console.log(`${picture}: ${colors} colours on the first frame`);
  }
  const crowd = path.join(folder, 'phaser-crowd.png');
  await rules(stage.browser, stage.crowd, 1, crowd);
  console.log(crowd);
} finally {
  await stage.close();
}
