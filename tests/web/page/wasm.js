// Put into a page before its own scripts: a test's hands on the game's WebAssembly. `window.testWasm` says what to change:
// `seed` for every start, `trapAtTick`, the tick in which it breaks down once, or `heard`, which is told the buttons of every
// tick.
(() => {
  const changes = (window.testWasm ??= {});
  const changed = (instance) => {
    const own = instance.exports;
    let ticks = 0;
    const exports = {
      ...own,
      start: (level, low, high) => {
        ticks = 0;
        const [seedLow, seedHigh] = changes.seed ?? [low, high];
        changes.started = [...(changes.started ?? []), level];
        return own.start(level, seedLow, seedHigh);
      },
      tick: (buttons) => {
        ticks += 1;
        changes.heard?.(buttons);
        if (changes.trapAtTick === ticks) {
          delete changes.trapAtTick;
          throw new WebAssembly.RuntimeError('unreachable');
        }
        return own.tick(buttons);
      },
    };
    return Object.create(WebAssembly.Instance.prototype, { exports: { value: exports } });
  };
  const wrap = (result) => {
    if (result instanceof WebAssembly.Instance) return changed(result);
    return { module: result.module, instance: changed(result.instance) };
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[name];
    WebAssembly[name] = (...args) => own.apply(WebAssembly, args).then(wrap);
  }
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, { construct: (target, args) => changed(new target(...args)) });
})();
