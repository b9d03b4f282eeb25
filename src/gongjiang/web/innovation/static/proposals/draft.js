// An idea is kept on the phone while it is typed, and sent under one key however often it is tried.
// Without this script the form is a plain form.
import { keep, kept, letGo } from "./kept.js";
import { fill, small, thumb } from "./photos.js";

const PAUSE = 300;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "photos"]);

class Draft {
  constructor(form) {
    this.form = form;
    this.name = form.dataset.draft;
    this.field = form.querySelector("[name=photos]");
    this.list = form.querySelector("[data-photos]");
    this.status = document.querySelector("[data-draft-status]");
    this.discard = document.querySelector("[data-draft-discard]");
    this.photos = [];
    this.sending = false;
    this.gone = false;
    this.waiting = false;
  }

  async begin({ restoring }) {
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("change", (event) => {
      if (event.target === this.field) this.take([...this.field.files]);
      else this.later();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(event.submitter);
    });
    this.discard?.addEventListener("click", () => this.forget());
    if (this.field) this.field.removeAttribute("capture");
    try {
      const draft = await kept(this.name);
      if (draft) await this.restore(draft, restoring);
    } catch {
      this.say("unkept");
    }
  }

  async restore(draft, restoring) {
    this.photos = draft.photos ?? [];
    if (restoring) {
      for (const [name, values] of Object.entries(draft.fields)) this.put(name, values);
      this.form.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
      this.say(draft.tried ? "unsent" : "kept");
    }
    await this.show();
  }

  put(name, values) {
    for (const field of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.type !== "file") field.value = values[0] ?? "";
    }
  }

  fields() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (!NOT_KEPT.has(name) && typeof value === "string") (fields[name] ??= []).push(value);
    }
    // A box that was unticked is remembered too.
    for (const box of this.form.querySelectorAll("input[type=checkbox]")) fields[box.name] ??= [];
    return fields;
  }

  get isEmpty() {
    const typed = [...this.form.querySelectorAll("textarea, input[type=text]")];
    return this.photos.length === 0 && typed.every((field) => field.value.trim() === "");
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepNow(false), PAUSE);
  }

  async keepNow(tried) {
    clearTimeout(this.timer);
    if (this.gone) return;
    try {
      if (this.isEmpty && !tried) {
        await letGo(this.name);
        this.say("");
        return;
      }
      await keep(this.name, { fields: this.fields(), photos: this.photos, tried, at: Date.now() });
      if (!this.sending) this.say(tried ? "unsent" : "kept");
    } catch {
      this.say("unkept");
    }
  }

  // Photos.

  async take(files) {
    const most = Number(this.form.dataset.mostPhotos);
    let refused = false;
    for (const file of files) {
      const photo = await small(file);
      if (photo === null) refused = true;
      else if (this.photos.length < most) this.photos.push(photo);
      else this.tellPhotos("tooMany");
    }
    await this.show();
    await this.keepNow(false);
    if (refused) this.tellPhotos("noPhoto");
  }

  async show() {
    if (!this.field) return;
    fill(this.field, this.photos);
    const items = await Promise.all(this.photos.map((photo, place) => this.item(photo, place)));
    this.list.replaceChildren(...items);
    this.list.hidden = items.length === 0;
    this.tellPhotos("");
  }

  async item(photo, place) {
    const item = document.createElement("li");
    const picture = document.createElement("img");
    picture.src = await thumb(photo);
    picture.alt = `${this.form.dataset.saysPhoto} ${place + 1}`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.textContent = this.form.dataset.saysRemove;
    button.setAttribute("aria-label", `${this.form.dataset.saysRemove} ${picture.alt}`);
    button.addEventListener("click", async () => {
      this.photos.splice(place, 1);
      await this.show();
      await this.keepNow(false);
      this.field.focus();
    });
    item.append(picture, button);
    return item;
  }

  tellPhotos(what) {
    const place = this.form.querySelector("[data-photos-told]");
    if (place) place.textContent = what ? this.form.dataset[`says${what[0].toUpperCase()}${what.slice(1)}`] : "";
  }

  // Sending.

  async send(submitter = this.submitter) {
    if (this.sending) return;
    this.sending = true;
    this.submitter = submitter;
    const body = new FormData(this.form, submitter);
    await this.keepNow(!submitter?.matches("[data-step]"));
    this.say("sending");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      await this.hear(answer);
    } catch {
      this.say("offline");
      this.waiting = true;
    } finally {
      this.sending = false;
    }
  }

  async hear(answer) {
    const is = (answer.headers.get("Content-Type") ?? "").split(";")[0];
    if (answer.ok && is === "application/json") {
      this.gone = true;
      const { to } = await answer.json();
      await letGo(this.name).catch(() => {});
      location.assign(to);
    } else if (answer.ok && is === "text/html") {
      // Sent without a name: the page itself is the answer, and nothing stays behind.
      this.gone = true;
      await letGo(this.name).catch(() => {});
      await this.replace(await answer.text());
    } else if (answer.status === 422 && is === "text/html") {
      await this.replace(await answer.text());
    } else if (answer.type === "opaqueredirect" || answer.status === 403) this.say("signedOut");
    else this.say("failed");
  }

  // The house wants another look: its page takes this one's place, the photos stay.
  async replace(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const main = page.getElementById("main");
    document.getElementById("main").replaceWith(main);
    window.htmx?.process(main);
    document.dispatchEvent(new CustomEvent("idea:shown"));
    main.querySelector("[data-takes-focus]")?.focus();
    await begin({ restoring: false });
  }

  async forget() {
    this.gone = true;
    await letGo(this.name).catch(() => {});
    location.reload();
  }

  say(what) {
    if (!this.status) return;
    const { dataset } = this.form;
    this.status.hidden = what === "";
    if (this.discard) this.discard.hidden = what === "" || what === "unkept";
    this.status.dataset.state = what;
    this.status.querySelector("[data-draft-says]").textContent = what
      ? dataset[`says${what[0].toUpperCase()}${what.slice(1)}`]
      : "";
  }
}

let current = null;

async function begin({ restoring }) {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  current = new Draft(form);
  await current.begin({ restoring });
}

addEventListener("online", () => {
  if (current?.waiting) {
    current.waiting = false;
    current.send();
  }
});
addEventListener("pagehide", () => {
  if (current && !current.gone && !current.isEmpty && !current.sending) current.keepNow(false);
});

begin({ restoring: true });
