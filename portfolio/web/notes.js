// The board of notes: dragged, or sent by keys, under headings; drawn anew as notes come, with the
// focus, the ticks and where each column was scrolled to as they were.
"use strict";
(() => {
  const board = document.getElementById("board"), told = document.getElementById("told");
  const away = document.getElementById("away"), form = document.getElementById("new");
  const here = location.pathname;
  let dragged = null, marked = null, waits = false, ticked = new Set();

  const noteOf = (element) => element?.closest?.("li[data-note]");
  const headings = () => [...board.querySelectorAll("section[data-heading]")];

  async function act(said) {
    try {
      const answer = await fetch(here + location.search, {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(said),
      });
      const words = answer.ok ? "" : (await answer.json()).said;
      told.textContent = words;
      told.hidden = !words;
      away.hidden = true;
      await draw();
      return answer.ok;
    } catch { away.hidden = false; return false; }
  }

  async function draw() {
    if (dragged) { waits = true; return; } // not under the hand that drags
    const answer = await fetch(here + "/del" + location.search, { cache: "no-store" }).catch(() => null);
    away.hidden = Boolean(answer?.ok);
    if (answer?.status === 401) return location.reload();
    if (!answer?.ok) return;
    const focused = noteOf(document.activeElement)?.dataset.note;
    const scrolled = new Map(headings().map((one) => [one.dataset.heading, one.querySelector("ul").scrollTop]));
    const across = board.querySelector(".lists")?.scrollLeft;
    board.innerHTML = await answer.text();
    for (const one of headings()) one.querySelector("ul").scrollTop = scrolled.get(one.dataset.heading) ?? 0;
    if (across) board.querySelector(".lists").scrollLeft = across;
    for (const note of board.querySelectorAll("[data-note]")) {
      const tick = note.querySelector(".tick");
      if (tick) tick.checked = ticked.has(note.dataset.note);
      note.classList.toggle("marked", note.dataset.note === marked);
    }
    if (focused) board.querySelector(`[data-note="${focused}"]`)?.focus({ preventScroll: true });
  }

  function move(notes, heading) {
    if (notes.length) { ticked = new Set(); act({ act: "move", notes, heading }); }
  }

  /** The note with all that are ticked. */
  const withTicked = (note) => [...new Set([note.dataset.note, ...ticked])];

  board.addEventListener("click", ({ target }) => {
    const button = target.closest("button"), note = noteOf(target)?.dataset.note;
    if (!button) return;
    const { act: what, on } = button.dataset;
    if (what === "remove") act({ act: what, heading: button.closest("section").dataset.heading });
    else act({ act: what, note, on: on === "1" });
  });
  board.addEventListener("change", ({ target }) => {
    const note = noteOf(target).dataset.note;
    if (target.checked) ticked.add(note); else ticked.delete(note);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = form.querySelector("input"), title = field.value.trim();
    if (!title) return field.focus();
    if (await act({ act: "heading", title, notes: [...ticked] })) { field.value = ""; ticked = new Set(); draw(); }
  });

  // --- by hand -------------------------------------------------------------------------------
  board.addEventListener("dragstart", (event) => {
    dragged = noteOf(event.target)?.dataset.note ?? null;
    if (dragged) event.dataTransfer.setData("text/plain", dragged);
  });
  board.addEventListener("dragover", (event) => {
    const section = event.target.closest("section[data-heading]");
    if (!dragged || !section) return;
    event.preventDefault();
    light(event.target);
  });
  function light(at) {
    for (const one of board.querySelectorAll(".over")) one.classList.remove("over");
    const note = noteOf(at);
    (note && note.dataset.note !== dragged ? note : at?.closest?.("section"))?.classList.add("over");
  }
  board.addEventListener("drop", (event) => {
    const section = event.target.closest("section[data-heading]"), on = noteOf(event.target);
    const note = dragged;
    dragged = null;
    if (!note || !section) return;
    event.preventDefault();
    if (on && on.dataset.note !== note) act({ act: "merge", note, into: on.dataset.note });
    else move([...new Set([note, ...ticked])], section.dataset.heading);
  });
  board.addEventListener("dragend", () => { dragged = null; light(null); if (waits) { waits = false; draw(); } });

  // --- by keys -------------------------------------------------------------------------------
  board.addEventListener("keydown", (event) => {
    const note = noteOf(event.target);
    if (!note || event.target !== note || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (/^\d$/.test(key)) {
      const heading = headings()[Number(key)];
      if (!heading) return;
      focusNext(note);
      move(withTicked(note), heading.dataset.heading);
    } else if (key === "v") act({ act: "choose", note: note.dataset.note, on: !note.matches(".chosen") });
    else if (key === "h") { focusNext(note); act({ act: "hide", note: note.dataset.note }); }
    else if (key === "x") note.querySelector(".tick").click();
    else if (key === "l") together(note);
    else if (key.startsWith("arrow")) go(note, key.slice(5));
    else return;
    event.preventDefault();
  });

  function together(note) {
    const other = marked;
    marked = other ? null : note.dataset.note;
    if (other && other !== note.dataset.note) act({ act: "merge", note: other, into: note.dataset.note });
    else draw();
  }

  function focusNext(note) { (note.nextElementSibling ?? note.previousElementSibling)?.focus(); }

  function go(note, way) {
    if (way === "down") note.nextElementSibling?.focus();
    else if (way === "up") note.previousElementSibling?.focus();
    else {
      const lists = headings(), at = lists.indexOf(note.closest("section")), step = way === "right" ? 1 : -1;
      for (let next = at + step; lists[next]; next += step) {
        const first = lists[next].querySelector("li");
        if (first) return first.focus();
      }
    }
  }

  const line = new EventSource(here.replace(/noter$/, "skaerm/foelg"));
  line.onmessage = draw;
  line.onerror = () => { away.hidden = false; };
})();
