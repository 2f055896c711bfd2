import kaplay from 'kaplay';
import heroImage from '../shared/hero.png';
import { markWhenDrawn } from '../shared/mark.js';

const k = kaplay({ width: 320, height: 180, letterbox: true, crisp: true, global: false, background: '#6cb8e8' });
k.loadSprite('hero', heroImage);

k.onLoad(() => {
  k.add([k.rect(320, 40), k.pos(0, 140), k.color(79, 157, 74)]);
  const hero = k.add([k.sprite('hero'), k.pos(52, 124)]);
  hero.onUpdate(() => {
    const keys = Number(k.isKeyDown('right')) - Number(k.isKeyDown('left'));
    hero.pos.x = (hero.pos.x + (keys || 1) * k.dt() * 60 + 320) % 320;
  });
  // Drawn last, so the hero is on the picture when this is called.
  k.add([k.z(1), { draw: markWhenDrawn }]);
});
