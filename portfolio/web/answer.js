// The form of a status: keeps what is typed, shows one button at a time, and never sends twice.
// Without it the form works all the same; the server refuses "unchanged" over typed words.
"use strict";
(() => {
  const form = document.getElementById("answer"), done = document.querySelector(".done");
  const shelf = "svar ";
  const put = (name, value) => { try { sessionStorage.setItem(shelf + name, value); } catch { /* private mode */ } };
  const drop = (proposal) => {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(shelf + proposal)) sessionStorage.removeItem(name);
  };
  if (done) drop(done.dataset.sent);
  if (!form) return;
  const PAUSE = 1500, at = (id) => document.getElementById(id);
  const kept = at("kept"), echo = at("echo"), beside = at("beside");
  const buttons = [...form.querySelectorAll("button")];
  form.classList.add("scripted");

  // --- what was typed, kept in this tab until it is sent --------------------------------------
  const typed = () => new URLSearchParams(new FormData(form));
  const HIDDEN = new Set([...form.querySelectorAll("[type=hidden]")].map((one) => one.name));
  function restore() {
    const words = sessionStorage.getItem(shelf + form.dataset.key);
    if (!words || form.querySelector("[aria-invalid]")) return;
    fill(new URLSearchParams(words));
    form.classList.add("touched");
  }
  function fill(said) {
    for (const [name, value] of said) {
      const field = HIDDEN.has(name) ? null : form.elements[name];
      if (field) field.value = value ?? ""; // of radio buttons too: the list takes it
    }
  }
  restore();

  // --- kept on the server too, at each pause ----------------------------------------------------
  let waiting = 0;
  async function keep(last = false) {
    clearTimeout(waiting);
    waiting = 0;
    try {
      const answer = await fetch(form.action.split("?")[0] + "/kladde" + location.search.replace(/[?&]sendt=\d+/, "?"), {
        method: "POST", body: typed(), keepalive: last,
      });
      const told = await answer.json();
      if (told.version) form.elements.version.value = told.version;
      if (told.echo) echo.textContent = told.echo;
      kept.textContent = told.said || told.kept || "";
      meet(told);
    } catch { /* the tab has it; the next pause tries again */ }
  }
  // --- somebody else's draft, beside what is typed: both stay until one of them is chosen ----------
  let theirs = null;
  function meet(told) {
    theirs = told.theirs;
    if (beside.innerHTML !== (told.beside || "")) beside.innerHTML = told.beside || "";
  }
  beside.addEventListener("click", ({ target }) => {
    if (!theirs || target.tagName !== "BUTTON") return;
    if (target.value === "theirs") fill(Object.entries(theirs));
    form.elements.version.value = theirs.version;
    beside.replaceChildren();
    form.elements.happened.focus(); // where one goes on
    form.dispatchEvent(new Event("input"));
    keep();
  });
  form.addEventListener("input", () => {
    form.classList.add("touched");
    put(form.dataset.key, typed());
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  addEventListener("pagehide", () => { if (waiting) keep(true); });

  // --- one press is one answer --------------------------------------------------------------------
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    waiting = 0;
    if (form.dataset.sending) return event.preventDefault();
    form.dataset.sending = "yes";
  });
  addEventListener("pageshow", () => { delete form.dataset.sending; });
  // A second tap meant for the one just sent must not send the next.
  if (done) {
    buttons.forEach((one) => { one.disabled = true; });
    setTimeout(() => buttons.forEach((one) => { one.disabled = false; }), PAUSE);
  }

  // --- a light that wants a reason leads to it; by keys one goes on choosing -----------------------
  form.querySelector(".lights").addEventListener("click", (event) => {
    if (event.detail && /amber|red/.test(event.target.value)) form.elements.reason.focus();
  });
  if (!done) form.querySelector("[aria-invalid]")?.focus();

  // --- the bar stays above the phone's keyboard -----------------------------------------------------
  const seen = window.visualViewport;
  const follow = () => {
    const covered = Math.max(0, innerHeight - seen.height - seen.offsetTop);
    document.documentElement.style.setProperty("--keyboard", covered + "px");
  };
  // What is typed in, and what was said last above it, stay in sight as the keyboard comes up.
  const show = () => {
    follow();
    if (document.activeElement.matches("textarea, input")) document.activeElement.scrollIntoView({ block: "nearest" });
  };
  seen?.addEventListener("resize", show);
  seen?.addEventListener("scroll", follow);
})();
