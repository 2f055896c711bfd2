import * as LJS from 'littlejsengine';
import heroImage from '../shared/hero.png';
import { markWhenDrawn } from '../shared/mark.js';

const GROUND = new LJS.Color(0.31, 0.62, 0.29);
let hero;

class Hero extends LJS.EngineObject {
  update() {
    const keys = LJS.keyDirection().x;
    const x = this.pos.x + (keys || 1) * 0.0625;
    this.pos = LJS.vec2(x > 10 ? -10 : x, this.pos.y);
    super.update();
  }
}

function start() {
  LJS.setCameraScale(48);
  LJS.setCanvasClearColor(new LJS.Color(0.42, 0.72, 0.91));
  hero = new Hero(LJS.vec2(-6, -2.5), LJS.vec2(1), LJS.tile(0, 16));
}

function drawGround() {
  LJS.drawRect(LJS.vec2(0, -4.5), LJS.vec2(60, 3), GROUND);
}

LJS.setTilesPixelated(true);
LJS.engineInit(start, () => {}, () => {}, drawGround, markWhenDrawn, [heroImage]);
