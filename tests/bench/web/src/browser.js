// The one browser that everybody is measured in.

import { access } from 'node:fs/promises';

import { chromium } from 'playwright-core';

/** The window, in pixels. */
export const VIEWPORT = { width: 960, height: 540 };

const FLAGS = [
  // WebGL in software: the same on every machine, also on those without a graphics card.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // Shaders are compiled anew by every page, as on a first visit.
  '--disable-gpu-program-cache',
  '--disable-gpu-shader-disk-cache',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page that is measured while another one lies on top of it runs as quickly as that.
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
];

async function installed() {
  const asked = process.env['SNAPCADE_CHROMIUM'];
  const places = asked ? [asked] : ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  for (const place of places) {
    try {
      await access(place);
      return place;
    } catch {
      // The next one.
    }
  }
  throw new Error(`no Chromium at ${places.join(', ')}: install it, or name it in SNAPCADE_CHROMIUM`);
}

/** Starts Chromium without a window. */
export async function launch() {
  return chromium.launch({ executablePath: await installed(), headless: true, args: FLAGS, chromiumSandbox: false });
}
