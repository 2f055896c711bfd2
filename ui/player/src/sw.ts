/// <reference lib="webworker" />
// The service worker: keeps exactly this build's files, so that the game plays without internet.
export {};

declare const self: ServiceWorkerGlobalScope;

/** Both are filled in by the exporter. */
const DIGEST = "{{digest}}";
const FILES = ["{{files}}"];

/** Caches of this game, of whatever build: others may live on the same server. */
const OURS = `snapcade:${self.registration.scope}:`;
const CACHE = OURS + DIGEST;
const urls = FILES.map((file) => new URL(file, self.registration.scope).href);

self.addEventListener("install", (event) => {
  const requests = urls.map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

// No skipWaiting: a page that is loading must not get files of two builds.
self.addEventListener("activate", (event) => {
  const removeOlder = async (): Promise<void> => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
  };
  event.waitUntil(removeOlder());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  url.hash = url.search = "";
  // The page is kept by its folder's address: some servers send whoever asks for index.html there.
  if (url.href === `${self.registration.scope}index.html`) url.href = self.registration.scope;
  // "reload" is "Try again": what was kept may be what is damaged.
  if (request.method !== "GET" || request.cache === "reload" || !urls.includes(url.href)) return;
  event.respondWith(caches.open(CACHE).then(async (cache) => (await cache.match(url.href)) ?? fetch(request)));
});
