// Phaser's arcade physics doing what our rules do with 1,000 walkers: gravity, solid tiles, turning at walls and edges,
// meeting one hero. Walkers do not push each other, as ours do not. Nothing is drawn while it is measured.
import * as Phaser from 'phaser';
import { CHAMBER, HEIGHT, HERO_FLOOR, TILE_PX, WIDTH, placeOfWalker, tiles } from './arena.js';

const WALKERS = 1000;
const TICK_MS = 1000 / 60;
/** Our standard rules, in pixels and seconds. */
const GRAVITY = 1012;
const MAX_FALL = 300;
const RUN = 112;
const JUMP = 290;
const WALK = 26;
const BODY = { width: 14, height: 13 };

const usesTree = new URLSearchParams(location.search).get('tree') !== 'no';

class Crowd extends Phaser.Scene {
  create() {
    const brush = this.make.graphics({}, false);
    brush.fillStyle(0x4f9d4a).fillRect(0, 0, TILE_PX, TILE_PX).generateTexture('tile', TILE_PX, TILE_PX);
    brush.clear().fillStyle(0xd64242).fillRect(0, 0, BODY.width, BODY.height);
    brush.generateTexture('walker', BODY.width, BODY.height);
    brush.clear().fillStyle(0xffffff).fillRect(0, 0, BODY.width, 24).generateTexture('hero', BODY.width, 24);

    const map = this.make.tilemap({ data: tiles(), tileWidth: TILE_PX, tileHeight: TILE_PX });
    this.layer = map.createLayer(0, map.addTilesetImage('tile'), 0, 0);
    map.setCollision(0);
    this.physics.world.setBounds(0, -400, WIDTH * TILE_PX, HEIGHT * TILE_PX + 400);

    this.walkers = this.physics.add.group({ collideWorldBounds: true });
    for (let i = 0; i < WALKERS; i += 1) {
      const { x, y } = placeOfWalker(i);
      const walker = this.walkers.create(x, y - BODY.height / 2, 'walker');
      walker.body.setMaxVelocityY(MAX_FALL);
      walker.flipX = i % 2 === 0;
    }
    const middle = ((CHAMBER[0] + CHAMBER[1] + 1) / 2) * TILE_PX;
    this.hero = this.physics.add.image(middle, HERO_FLOOR * TILE_PX - 12, 'hero');
    this.hero.body.setMaxVelocityY(MAX_FALL);
    this.physics.add.collider(this.walkers, this.layer);
    this.physics.add.collider(this.hero, this.layer);
    this.physics.add.overlap(this.hero, this.walkers, () => {});
    this.ticks = 0;
  }

  /** What a game does for its hero and walkers each tick. */
  act() {
    const phase = this.ticks % 120;
    this.hero.setVelocityX(phase < 30 ? RUN : phase >= 50 && phase < 80 ? -RUN : 0);
    if (this.ticks % 40 === 0 && this.hero.body.blocked.down) {
      this.hero.setVelocityY(-JUMP);
    }
    for (const walker of this.walkers.getChildren()) {
      const { body } = walker;
      // A walker that is flipped goes to the right.
      const isRight = walker.flipX;
      const isAtWall = isRight ? body.blocked.right : body.blocked.left;
      const column = Math.floor((isRight ? body.right : body.left) / TILE_PX);
      const isAtEdge = body.blocked.down && !this.layer.hasTileAt(column, Math.floor((body.bottom + 1) / TILE_PX));
      const goesRight = isAtWall || isAtEdge ? !isRight : isRight;
      walker.flipX = goesRight;
      walker.setVelocityX(goesRight ? WALK : -WALK);
    }
  }
}

const game = new Phaser.Game({
  type: Phaser.WEBGL,
  width: WIDTH * TILE_PX,
  height: HEIGHT * TILE_PX,
  banner: false,
  backgroundColor: '#20304a',
  physics: {
    default: 'arcade',
    // Without customUpdate the scene would step the world by itself.
    arcade: { gravity: { y: GRAVITY }, fps: 60, useTree: usesTree, customUpdate: true },
  },
  scene: Crowd,
});

const crowdReady = new Promise((done) => {
  game.events.once(Phaser.Core.Events.POST_RENDER, () => {
    game.loop.sleep();
    done(game.scene.getScene('default'));
  });
});

/**
 * Plays so many ticks and tells how long one took, in ms: physics alone, and with what walkers and hero do themselves.
 * @param {number} ticks
 */
globalThis.measure = async (ticks) => {
  const scene = await crowdReady;
  const { world } = scene.physics;
  let physics = 0;
  const begin = performance.now();
  for (let i = 0; i < ticks; i += 1) {
    scene.act();
    const before = performance.now();
    // One fixed step each; the remainder that rounding leaves must not add or swallow one.
    world._elapsed = 0;
    world.update(scene.ticks * TICK_MS, TICK_MS + 0.001);
    world.postUpdate();
    physics += performance.now() - before;
    scene.ticks += 1;
  }
  return { whole: (performance.now() - begin) / ticks, physics: physics / ticks };
};

/** Makes sure that what was measured is a crowd that walks on the floors, and shows it. */
globalThis.check = async () => {
  const scene = await crowdReady;
  const walkers = scene.walkers.getChildren();
  const begin = walkers.map((walker) => walker.x);
  await globalThis.measure(30);
  const moving = walkers.filter((walker, i) => Math.abs(walker.x - begin[i]) > 1).length;
  const standing = walkers.filter((walker) => walker.body.blocked.down).length;
  if (walkers.length !== WALKERS || scene.physics.world.bodies.size !== WALKERS + 1) {
    throw new Error(`${walkers.length} walkers, ${scene.physics.world.bodies.size} bodies`);
  }
  if (moving < WALKERS * 0.98 || standing < WALKERS * 0.98) {
    throw new Error(`of ${WALKERS} walkers ${moving} move and ${standing} stand on a floor`);
  }
  game.loop.wake();
};
