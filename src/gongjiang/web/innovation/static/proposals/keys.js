// Work through ideas by keyboard. Every key presses what is on the page: without this script the
// links, boxes and buttons are there all the same.
const TYPING = "textarea, select, input:not([type=radio], [type=checkbox], [type=hidden])";

const place = () => document.querySelector("[data-keys]");
const all = (what) => [...(place()?.querySelectorAll(what) ?? [])];
const one = (what) => place()?.querySelector(what);

function step(by) {
  const entries = all("[data-entry]");
  const at = entries.findIndex((entry) => entry.getAttribute("aria-current") === "true" || entry === document.activeElement);
  const next = entries[Math.min(Math.max(at + by, 0), entries.length - 1)];
  if (!next) return;
  next.focus();
  if (next.matches("[data-opens-at-once]")) next.click();
}

// A digit marks the criterion that has the focus, else the first without a mark; 0 stands for 10.
function mark(digit) {
  const groups = all("[data-mark]");
  const focused = document.activeElement?.closest?.("[data-mark]");
  const group = focused ?? groups.find((each) => !each.querySelector("input:checked")) ?? groups.at(-1);
  const choice = group?.querySelector(`input[value="${digit === "0" ? 10 : digit}"]`);
  if (!choice) return;
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  const next = groups[groups.indexOf(group) + 1];
  if (next) (next.querySelector("input:checked") ?? next.querySelector("input")).focus();
  else one("[data-save]")?.focus();
}

function tick() {
  const entry = document.activeElement?.closest?.("[data-entry]") ?? one("[data-entry][aria-current=true]");
  const box = entry?.parentElement.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function focus(what) {
  const field = one(what);
  const folded = field?.closest("details");
  if (folded) folded.open = true;
  field?.focus();
}

const KEYS = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  x: tick,
  "/": () => focus("[data-filter]"),
  n: () => focus("[data-note]"),
  a: () => {
    const assign = one("[data-assign]");
    if (assign?.matches("a")) assign.click();
    else focus("[data-assign]");
  },
  Enter: () => one("[data-save]")?.form.requestSubmit(),
  "?": () => document.getElementById("keys")?.showModal(),
};

// While the next idea is on its way, keys are kept for it: none is lost on the one that goes.
let kept = null;
const isEntry = (event) => event.target.matches?.("[data-entry]");
document.addEventListener("htmx:beforeRequest", (event) => { if (isEntry(event)) kept ??= []; });
for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:sendAbort", "htmx:timeout"]) {
  document.addEventListener(failed, (event) => { if (isEntry(event)) kept = null; });
}

document.addEventListener("keydown", (event) => {
  if (!place() || event.ctrlKey || event.metaKey || event.altKey) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
    return;
  }
  const { target } = event;
  if (document.querySelector("dialog[open]")) return;
  if (target.matches?.(TYPING)) {
    if (event.key === "Escape") target.blur();
    return;
  }
  if (!kept && event.key === "Enter" && target.matches?.("a, button, summary")) return;
  if (event.key.startsWith("Arrow") && target.matches?.("input[type=radio]")) return;
  const deed = /^\d$/.test(event.key) ? () => mark(event.key) : KEYS[event.key];
  if (!deed) return;
  event.preventDefault();
  if (kept) kept.push(deed);
  else deed();
});

// After the next idea came in, the reader's place is its entry.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.matches?.("[data-keys]")) {
    const entry = event.target.querySelector("[data-entry][aria-current=true]");
    entry?.scrollIntoView({ block: "nearest" });
    const pressed = kept ?? [];
    kept = null;
    for (const deed of pressed) deed();
  }
});
