// Put into a page before its own scripts: time stands still until a test moves it, frame by frame.
(() => {
  let now = 0;
  let last = 0;
  let frames = new Map();
  window.requestAnimationFrame = (callback) => {
    frames.set((last += 1), callback);
    return last;
  };
  window.cancelAnimationFrame = (id) => frames.delete(id);
  performance.now = () => now;

  /** One picture of a display, `ms` after the one before. */
  const frame = (ms) => {
    now += ms;
    const due = frames;
    frames = new Map();
    for (const callback of due.values()) callback(now);
  };

  // A picture drawn in an earlier turn can still be read.
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    return getContext.call(this, kind, { ...options, preserveDrawingBuffer: true });
  };

  const hash = () => {
    const moment = window.snapcade.moment();
    return moment[10].toString(16).padStart(8, '0') + moment[9].toString(16).padStart(8, '0');
  };

  window.testClock = {
    frame,
    frames: (count, hz) => {
      for (let i = 0; i < count; i += 1) frame(1000 / hz);
    },
    /**
     * Lets the game come to a tick on a display of 60 Hz, which shows every one. Gives back the state hashes on the way, by tick, every `every` ticks and at the end.
     */
    ticksTo: (target, every = 60) => {
      const seen = {};
      let before = window.snapcade.ticks;
      for (let i = 0; window.snapcade.ticks < target; i += 1) {
        frame(1000 / 60);
        const { ticks } = window.snapcade;
        if (ticks - before > 1) throw new Error(`${ticks - before} ticks in one picture`);
        if (ticks !== before && (ticks % every === 0 || ticks === target)) seen[ticks] = hash();
        before = ticks;
        if (i > 8 * (target + 60)) throw new Error(`stuck at tick ${ticks} before ${target}`);
      }
      return seen;
    },
    hash,
    picture: () => document.querySelector('canvas').toDataURL('image/png'),
  };
})();
