// Put into a page before its own scripts: remembers what a Content-Security-Policy stopped and how loud the sound is.
(() => {
  window.testViolations = [];
  addEventListener('securitypolicyviolation', (event) => {
    window.testViolations.push(`${event.violatedDirective}: ${event.blockedURI}`);
  });
  window.testAudio = [];
  if (typeof AudioContext === 'undefined') return;
  const connect = AudioNode.prototype.connect;
  // Whatever reaches the loudspeaker also reaches an ear of ours.
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode) {
      let heard = window.testAudio.find(({ context }) => context === this.context);
      if (!heard) {
        heard = { context: this.context, ear: this.context.createAnalyser() };
        window.testAudio.push(heard);
      }
      connect.call(this, heard.ear);
    }
    return connect.call(this, target, ...rest);
  };
  /** The loudest sample of the last moment, from 0 to 1. */
  window.testLoudness = () => {
    let peak = 0;
    for (const { ear } of window.testAudio) {
      const samples = new Float32Array(ear.fftSize);
      ear.getFloatTimeDomainData(samples);
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  };
})();
