// Makes what the tests need with the snapcade program, into SNAPCADE_WEB_BUILD: the standard game of five levels, its web
// builds, and what the terminal program says about them.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readReplay, ticksOf } from './support/replay.mjs';

const HOUSE = resolve(import.meta.dirname, '../..');
const BUILD = resolve(process.env.SNAPCADE_WEB_BUILD ?? join(HOUSE, 'out/web-tests'));
const PROGRAM = process.env.SNAPCADE_BIN ?? join(HOUSE, 'target/release/snapcade');
const LEVELS = 5;

const snapcade = (...args) => execFileSync(PROGRAM, args, { encoding: 'utf8', cwd: BUILD });

rmSync(BUILD, { recursive: true, force: true });
mkdirSync(join(BUILD, 'expected'), { recursive: true });
const photo = join(HOUSE, 'assets/samples/photos/astronaut.png');
snapcade('make', photo, '--theme', 'space', '--levels', String(LEVELS), '--seed', '5', '-o', 'game.snapcade');
for (const form of ['folder', 'game.zip', 'game.html']) snapcade('export', 'game.snapcade', '-o', form);

for (let level = 1; level <= LEVELS; level += 1) {
  const replay = `expected/proof-${level}.txt`;
  writeFileSync(join(BUILD, replay), snapcade('proof', 'game.snapcade', '--level', String(level)));
  const hashes = level === 1 ? 'hashes.txt' : `hashes-${level}.txt`;
  writeFileSync(join(BUILD, 'expected', hashes), snapcade('hash', 'game.snapcade', '--replay', replay));
}

// The title when it has settled, a level's sign, walking, half way, and the goal.
const end = ticksOf(readReplay(snapcade('proof', 'game.snapcade', '--level', '1')));
const pictures = [{ name: 'title', level: 0, tick: 90 }];
for (const [name, tick] of Object.entries({ intro: 30, walk: 200, middle: Math.floor(end / 2), goal: end })) {
  pictures.push({ name, level: 1, tick });
}
for (const { name, level, tick } of pictures) {
  const scene = level ? ['--replay', `expected/proof-${level}.txt`] : ['--attract'];
  snapcade('render', 'game.snapcade', ...scene, '--tick', String(tick), '--scale', '1', '--png', `expected/${name}.png`);
}
writeFileSync(join(BUILD, 'expected/pictures.json'), `${JSON.stringify(pictures, null, 2)}\n`);
