import * as Phaser from 'phaser';
import heroImage from '../shared/hero.png';
import { markWhenDrawn } from '../shared/mark.js';

class Walk extends Phaser.Scene {
  preload() {
    this.load.image('hero', heroImage);
  }

  create() {
    this.add.rectangle(0, 140, 320, 40, 0x4f9d4a).setOrigin(0);
    this.hero = this.add.image(60, 132, 'hero');
    this.keys = this.input.keyboard.createCursorKeys();
    this.game.events.once(Phaser.Core.Events.POST_RENDER, markWhenDrawn);
  }

  update(time, delta) {
    const keys = Number(this.keys.right.isDown) - Number(this.keys.left.isDown);
    this.hero.x = (this.hero.x + (keys || 1) * delta * 0.06 + 320) % 320;
  }
}

new Phaser.Game({
  type: Phaser.WEBGL,
  width: 320,
  height: 180,
  scale: { mode: Phaser.Scale.FIT, autoCenter: Phaser.Scale.CENTER_BOTH },
  pixelArt: true,
  banner: false,
  backgroundColor: '#6cb8e8',
  scene: Walk,
});
