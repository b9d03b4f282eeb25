// Keeps a hall screen's page, its files and its newest picture, so that the wall shows them
// through days without network and after a restart. Only a paired screen registers it.
const STORE = "hall";
const STATIC = "/static/";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// The page tells which files it stands on: those are kept, others are let go.
addEventListener("message", (event) => event.waitUntil(keep(event.data)));

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const scope = new URL(registration.scope).pathname;
  if (url.pathname === scope || url.pathname === `${scope}/picture`) event.respondWith(newest(event.request));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(file(event.request));
});

async function keep({ page, picture, files }) {
  const store = await caches.open(STORE);
  const kept = await store.keys();
  const old = kept.filter(({ url }) => new URL(url).pathname.startsWith(STATIC) && !files.includes(url));
  const missing = files.filter((url) => !kept.some((request) => request.url === url));
  await Promise.all(missing.map((url) => store.add(url)));
  if (!kept.some((request) => request.url === page)) await newest(new Request(page));
  if (!kept.some((request) => request.url === picture)) await newest(new Request(picture));
  await Promise.all(old.map((request) => store.delete(request)));
}

// The network's answer if it is the house's own; else the one kept last, marked as such.
async function newest(request) {
  try {
    const answer = await fetch(request);
    const hall = answer.headers.get("Hall");
    if (hall === "shown" && answer.ok) {
      const store = await caches.open(STORE);
      await store.put(request.url, answer.clone());
      return answer;
    }
    if (hall === "pair") {
      await caches.delete(STORE);
      return answer;
    }
    return (await marked(request)) ?? answer;
  } catch (failure) {
    const kept = await marked(request);
    if (kept) return kept;
    throw failure;
  }
}

async function marked(request) {
  const kept = await caches.match(request.url);
  if (!kept) return undefined;
  const headers = new Headers(kept.headers);
  headers.set("Hall-Kept", "yes");
  return new Response(await kept.arrayBuffer(), { status: kept.status, headers });
}

async function file(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}
