// WebKitGTK's MiniBrowser through the W3C WebDriver protocol, in a virtual screen of its own.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** MiniBrowser lies beside WebKitGTK's library, in a folder named after the version. */
function miniBrowser() {
  const libraries = '/usr/lib/x86_64-linux-gnu';
  const found = readdirSync(libraries).filter((name) => /^webkit2?gtk-/.test(name)).sort().at(-1);
  return process.env.SNAPCADE_MINIBROWSER ?? `${libraries}/${found}/MiniBrowser`;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A virtual screen; resolves when it can be drawn on. */
function startScreen() {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    screen.once('error', reject);
    screen.stdio[3].once('data', (number) => resolve({ screen, display: `:${String(number).trim()}` }));
  });
}

/** A browser window under automation. */
export class WebKit {
  static async launch() {
    const { screen, display } = await startScreen();
    const port = await freePort();
    const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
      env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' },
      stdio: 'ignore',
    });
    const webkit = new WebKit();
    webkit.children = [driver, screen];
    webkit.base = `http://127.0.0.1:${port}`;
    try {
      await webkit.whenListening();
      const browser = { binary: miniBrowser(), args: ['--automation'] };
      const capabilities = { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': browser } };
      const { sessionId } = await webkit.call('POST', '/session', { capabilities });
      webkit.base += `/session/${sessionId}`;
    } catch (error) {
      webkit.kill();
      throw error;
    }
    return webkit;
  }

  /** The driver says nothing when it is ready: ask until it answers. */
  async whenListening() {
    for (;;) {
      if (this.children[0].exitCode !== null) throw new Error('WebKitWebDriver ended at once');
      try {
        await fetch(`${this.base}/status`);
        return;
      } catch {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  async call(method, path, body) {
    const response = await fetch(this.base + path, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value?.error}: ${value?.message}`);
    return value;
  }

  goto(url) {
    return this.call('POST', '/url', { url });
  }

  /** Runs the body of a function in the page; what it returns, or promises, comes back. */
  async evaluate(body, ...args) {
    const script = `const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);
      Promise.resolve().then(() => (${body})(...args)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.call('POST', '/execute/async', { script, args });
    if (error) throw new Error(error);
    return value;
  }

  /** Real key events: `down` and `up` name keys as WebDriver does. */
  keys(actions) {
    return this.call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  async find(selector) {
    return (await this.call('POST', '/element', { using: 'css selector', value: selector }))[ELEMENT];
  }

  async close() {
    try {
      await this.call('DELETE', '');
    } finally {
      this.kill();
    }
  }

  kill() {
    for (const child of this.children) child.kill();
  }
}
