// The hall's wall: fetches the newest picture, shows one scene after another, and says when the
// network is gone. Everything it says stands in the picture already, in the reader's language.
const EVERY = 60_000;
const AFTER_FAILURE = 15_000;
const PATIENCE = 20_000;
const SCENE_LASTS = 20_000;
const LONGEST_STAY = 24 * 60 * 60 * 1000;
const KEPT = "Hall-Kept";

const { pictureUrl, workerUrl, workerScope } = document.body.dataset;
const openedAt = Date.now();
const shown = { scene: "", held: false, next: 0 };

const scenes = () => [...document.querySelectorAll(".scene")];
const picture = () => document.getElementById("picture");

function stage(id) {
  const all = scenes();
  const chosen = all.find((scene) => scene.id === id) ?? all[0];
  shown.scene = chosen.id;
  for (const scene of all) scene.classList.toggle("on-stage", scene === chosen);
  document.querySelector(".scenes").classList.add("staged");
  const choices = document.querySelector("[data-scene-choices]");
  choices.hidden = all.length < 2;
  for (const button of choices.querySelectorAll("[data-scene]")) {
    if (button.dataset.scene === chosen.id) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  choices.querySelector("[data-pause]").setAttribute("aria-pressed", String(shown.held));
  clearTimeout(shown.next);
  shown.next = setTimeout(() => (shown.held ? stage(shown.scene) : step(1)), SCENE_LASTS);
}

function step(by) {
  const all = scenes();
  const place = all.findIndex((scene) => scene.id === shown.scene);
  stage(all[(place + by + all.length) % all.length].id);
}

function hold() {
  shown.held = !shown.held;
  stage(shown.scene);
}

function say(state) {
  for (const sentence of document.querySelectorAll("[data-while]")) {
    sentence.hidden = sentence.dataset.while !== state;
  }
}

function replace(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("picture");
  if (!fresh || Number(fresh.dataset.toldAt) < Number(picture().dataset.toldAt)) return;
  const focused = document.activeElement?.dataset?.scene;
  picture().replaceWith(document.adoptNode(fresh));
  stage(shown.scene);
  if (focused) document.querySelector(`[data-scene="${focused}"]`)?.focus();
}

async function newest() {
  const answer = await fetch(pictureUrl, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  // Our own refusal, not that of something in between: the screen was closed.
  if (answer.headers.get("Hall") === "pair") return location.reload();
  if (!answer.ok || answer.headers.get("Hall") !== "shown") throw new Error("no picture");
  const release = picture().dataset.release;
  const kept = answer.headers.has(KEPT);
  replace(await answer.text());
  if (kept) throw new Error("kept");
  const outdated = picture().dataset.release !== release || Date.now() - openedAt > LONGEST_STAY;
  if (outdated) location.reload();
}

async function refresh() {
  let wait = EVERY;
  try {
    await newest();
    say("connected");
  } catch {
    say("cut-off");
    wait = AFTER_FAILURE;
  }
  setTimeout(refresh, wait);
}

// A screen keeps the page, its files and the newest picture; a reader's own browser keeps nothing.
async function keepForLater() {
  if (!workerUrl || !navigator.serviceWorker) return;
  await navigator.serviceWorker.register(workerUrl, { scope: workerScope });
  const { active } = await navigator.serviceWorker.ready;
  const files = [...document.querySelectorAll("link[href], script[src]")].map((e) => e.href || e.src);
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const own = [...files, ...loaded].filter((url) => new URL(url).pathname.startsWith("/static/"));
  active.postMessage({ page: location.href, picture: new URL(pictureUrl, location).href, files: [...new Set(own)] });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.scene) stage(button.dataset.scene);
  else if (button && "pause" in button.dataset) hold();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight") step(1);
  else if (event.key === "ArrowLeft") step(-1);
  else if (event.key === " " && !event.target.closest("button")) hold();
});
addEventListener("online", () => newest().then(() => say("connected"), () => {}));
addEventListener("load", () => keepForLater().catch(() => {}));

stage("");
navigator.wakeLock?.request("screen").catch(() => {});
if (navigator.serviceWorker?.controller) refresh();
else setTimeout(refresh, EVERY);
