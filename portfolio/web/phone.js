// A phone in a workshop: follows the facilitator, sends what is given, and loses nothing.
// What has no word back yet is kept in localStorage and sent again; giving the same twice counts
// once (portfolio/usecases/workshops/contributions.py).
"use strict";
(() => {
  const main = document.getElementById("step");
  if (!main) return;
  const lost = document.getElementById("lost"), told = document.getElementById("told");
  const home = main.dataset.home.split("?")[0], query = location.search;
  const store = "deltag " + home;
  const read = (name, otherwise) => {
    try { return JSON.parse(localStorage.getItem(name)) || otherwise; } catch { return otherwise; }
  };
  const write = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* private mode */ } };
  const waiting = new Map(read(store, []));
  const drafts = read(store + " notes", {});
  let sending = false, turn = Number(main.dataset.turn), asked = 0;

  // --- sending: the newest answer of each field, one at a time ------------------------------
  function give(field, answer, done) {
    waiting.set(field, { ...answer, field });
    write(store, [...waiting]);
    give.done.set(field, done);
    send();
  }
  give.done = new Map();

  async function send() {
    if (sending) return;
    sending = true;
    let wait = 300;
    while (waiting.size) {
      const [field, answer] = waiting.entries().next().value;
      let response = null, said = {};
      try {
        response = await fetch(home + "/svar" + query, {
          method: "POST", headers: { "content-type": "application/json" },
          body: JSON.stringify(answer), signal: AbortSignal.timeout(8000),
        });
        said = await response.json();
      } catch { response = null; }
      if (!response || response.status >= 500) {
        lost.hidden = false;
        await new Promise((after) => setTimeout(after, wait));
        wait = Math.min(wait * 2, 4000);
        continue;
      }
      lost.hidden = true;
      wait = 300;
      if (waiting.get(field) === answer) waiting.delete(field);
      write(store, [...waiting]);
      tell(response.ok ? "" : said.said);
      if (response.ok) give.done.get(field)?.(said); else await draw();
      if (response.ok && "left" in said && said.left !== null) showLeft(said.left);
    }
    sending = false;
  }

  function tell(sentence) {
    told.textContent = sentence || "";
    told.hidden = !sentence;
  }

  function showLeft(left) {
    const line = document.getElementById("left");
    if (line) line.textContent = line.dataset.words.replace("#", left);
  }

  // --- what the participant does -------------------------------------------------------------
  const about = (element) => ({
    step: element.closest(".all").dataset.step,
    proposal: element.closest("[data-proposal]")?.dataset.proposal || null,
  });

  main.addEventListener("change", (event) => {
    if (event.target.type !== "radio") return;
    const scale = event.target.closest(".scale"), kept = scale.querySelector(".kept");
    kept.textContent = "…";
    count();
    give(event.target.name, {
      kind: "score", ...about(scale), criterion: scale.dataset.criterion, value: Number(event.target.value),
    }, () => { kept.textContent = main.dataset.kept; });
  });

  main.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".more, .fewer")) return dot(button);
    if (button.dataset.mode || button.dataset.go) return turnTo(button);
    if (button.matches(".support")) {
      const on = button.getAttribute("aria-pressed") !== "true";
      return give("support " + button.dataset.key, { kind: "support", key: button.dataset.key, on }, draw);
    }
    if (button.matches(".back")) {
      const item = button.closest("li");
      give("back " + item.dataset.key, { kind: "take_back", key: item.dataset.key }, () => item.remove());
    }
  });

  function dot(button) {
    const box = button.closest(".dots");
    const count = Math.max(0, Number(box.dataset.count) + (button.matches(".more") ? 1 : -1));
    box.dataset.count = count;
    box.querySelector("output").textContent = count;
    box.querySelector(".drawn").textContent = "●".repeat(count);
    const place = about(box);
    give("dots " + place.proposal, { kind: "dots", ...place, count });
  }

  main.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target, field = form.querySelector("textarea"), words = field.value.trim();
    if (!words) return field.focus();
    const key = keyOf(field.id, words);
    give("note " + key, { kind: "note", ...about(form), note: form.dataset.kind, words, key }, () => {
      if (field.value.trim() === words) field.value = "";
      delete keys[field.id];
      write(store + " keys", keys);
      keepDraft(field);
      draw();
    });
  });

  /** The key belongs to the text, not to the press: sent twice it is the same note. */
  const keys = read(store + " keys", {});
  function keyOf(id, words) {
    if (keys[id]?.words !== words) keys[id] = { words, key: crypto.randomUUID ? crypto.randomUUID() : uuid() };
    write(store + " keys", keys);
    return keys[id].key;
  }

  // randomUUID is there on https and localhost only.
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [8, 12, 16, 20].reduceRight((text, at) => text.slice(0, at) + "-" + text.slice(at), hex);
  }

  main.addEventListener("input", (event) => { if (event.target.matches("textarea")) keepDraft(event.target); });
  function keepDraft(field) {
    if (field.value) drafts[field.id] = field.value; else delete drafts[field.id];
    write(store + " notes", drafts);
  }

  // --- following the facilitator -------------------------------------------------------------
  async function draw() {
    const mine = ++asked;
    try {
      const response = await fetch(home + "/trin" + query, { cache: "no-store" });
      if (response.status === 410) return location.reload();
      if (!response.ok || mine !== asked) return;
      const focused = document.activeElement?.id;
      const step = main.querySelector(".all")?.dataset.step;
      main.innerHTML = await response.text();
      if (step !== main.querySelector(".all")?.dataset.step) scrollTo(0, 0);
      wake();
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    } catch { /* the line below asks again when the connection is back */ }
  }

  // --- scoring: one proposal a screen, or one criterion with all of them in a list -----------
  const view = read(store + " view", { mode: "one", at: {} });

  function turnTo(button) {
    if (button.dataset.mode) view.mode = button.dataset.mode;
    else view.at[view.mode] = (view.at[view.mode] || 0) + Number(button.dataset.go);
    write(store + " view", view);
    turnPage();
    scrollTo(0, 0);
    if (button.dataset.go) main.querySelector(".all section:not([hidden]) h2, .all section:not([hidden]) legend")?.scrollIntoView({ block: "center" });
  }

  function turnPage() {
    const way = document.getElementById("way"), sections = [...main.querySelectorAll(".all section")];
    if (!way) return;
    const criteria = [...new Set([...main.querySelectorAll(".scale")].map((one) => one.dataset.criterion))];
    const pages = view.mode === "one" ? sections.length : criteria.length;
    const at = view.at[view.mode] = Math.min(Math.max(view.at[view.mode] || 0, 0), pages - 1);
    for (const [place, section] of sections.entries()) {
      section.hidden = view.mode === "one" && place !== at;
      for (const scale of section.querySelectorAll(".scale")) {
        scale.hidden = view.mode === "list" && scale.dataset.criterion !== criteria[at];
      }
    }
    const title = view.mode === "list" ? main.querySelector(`.scale[data-criterion="${criteria[at]}"]`)?.dataset.title : "";
    way.hidden = pages < 2;
    way.querySelector("b").textContent = `${title ? title + " · " : ""}${at + 1} / ${pages}`;
    way.querySelector("[data-go='-1']").disabled = at === 0;
    way.querySelector("[data-go='1']").disabled = at === pages - 1;
    for (const mode of main.querySelectorAll("[data-mode]")) mode.setAttribute("aria-pressed", mode.dataset.mode === view.mode);
  }

  function count() {
    const line = document.getElementById("count");
    if (!line) return;
    const scales = [...main.querySelectorAll(".scale")];
    const given = scales.filter((scale) => scale.querySelector(":checked")).length;
    line.textContent = line.dataset.words.replace("#", given).replace("%", scales.length);
  }

  function wake() {
    for (const answer of waiting.values()) { // given, and not acknowledged yet
      const field = answer.kind === "score" && main.querySelector(`[name="${answer.field}"][value="${answer.value}"]`);
      if (field) field.checked = true;
    }
    turnPage();
    count();
    for (const [id, words] of Object.entries(drafts)) {
      const field = document.getElementById(id);
      if (field && !field.value) field.value = words;
    }
    tick();
  }

  function tick() {
    const clock = document.getElementById("clock");
    if (!clock) return;
    const left = Math.max(0, Math.round((new Date(clock.dataset.ends) - Date.now()) / 1000));
    clock.textContent = "· " + Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
  }

  const line = new EventSource(home + "/foelg");
  line.onmessage = (event) => {
    lost.hidden = !waiting.size || !sending;
    if (Number(event.data) !== turn) { turn = Number(event.data); draw(); }
    send();
  };
  line.onerror = () => { lost.hidden = false; };
  addEventListener("online", send);
  setInterval(tick, 1000);
  wake();
  send();
})();
