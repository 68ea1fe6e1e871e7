/* What Streamlit 1.67 has no setting for, done in the browser: Danish in place of its English,
   <html lang>, no single-key shortcuts, and links that stay in the session.
   Open this when a link, a key or the language of the page behaves oddly; words are danish.js. */
(() => {
  "use strict";

  const script = document.currentScript;
  const ROOT = new URL("../../", script.src); // of the app, also behind a prefix
  const SERVER = new Set(script.dataset.server.split(" ")); // first words that are not pages

  // What Streamlit lets a host tell it. Without the first, /forslag is tried as the root before
  // the root is: two answers 404, and half a second lost on a slow line. Without the second, a
  // computer set to dark shows a black page until our theme arrives.
  window.__streamlit = {
    BACKEND_BASE_URL: ROOT.href,
    DARK_THEME: { backgroundColor: "#FFFFFF", secondaryBackgroundColor: "#F5F5F5", textColor: "#1A1A1A" },
  };

  // --- language ------------------------------------------------------------------------------

  /** The language is in the address and nowhere else; portfolio/web/index.py has the same rule. */
  const asked = () => (new URLSearchParams(location.search).get("lang") === "en" ? "en" : "da");
  let language = asked();

  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "data-title"];
  const TEXT = "#text";
  // What the pages write themselves, and what people type, is never touched.
  const CONTENT = "script, style, textarea, [data-testid=stIconMaterial], .stMarkdown, " +
    ".stHeading, .stText, .stTable, .stAlert, .stCode, .stJson, .stHtml";
  const pairs = new WeakMap(); // node -> { attribute or "#text": [English, Danish] }

  /** Put one attribute or text in the current language; both stay known for the way back. */
  function say(node, name) {
    const shown = name === TEXT ? node.data : node.getAttribute(name);
    if (!shown) return;
    const known = pairs.get(node) ?? {};
    const pair = known[name]?.includes(shown) ? known[name] : [shown, portfolioDanish(shown)];
    const next = pair[language === "da" ? 1 : 0];
    if (next === shown) return;
    pairs.set(node, { ...known, [name]: pair });
    if (name === TEXT) node.data = next;
    else node.setAttribute(name, next);
  }

  function sayAll(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!node.parentElement?.closest(CONTENT)) say(node, TEXT);
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        for (const name of ATTRIBUTES) say(node, name);
        if (node.localName === "a") stayInTab(node);
        // A stop of Tab's before the bar, to scroll by keys; whatever stands in it serves as well.
        if (node.id === "stMain") node.tabIndex = -1;
        // What is chosen of several is text; it is its button, which takes it away, that is a stop.
        if (node.matches("[data-tag]")) {
          node.tabIndex = -1;
          for (const button of node.querySelectorAll("button")) button.tabIndex = 0;
        }
        if (node.localName === "textarea") {
          startWriting(node);
          setTimeout(typeAgain, STEP, node); // React has to know it first
        }
      }
    }
  }

  /** Follow ?lang= : Streamlit changes the address without telling anybody. */
  function followLanguage() {
    document.documentElement.lang = asked();
    if (asked() === language) return;
    language = asked();
    sayAll(document.documentElement);
  }

  // --- history -------------------------------------------------------------------------------

  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  let acted = false; // the user has, and the address does not show it yet
  let closing = false; // going back ourselves, because a source was closed

  /** Whether an address is this one with its source (?kilde=) closed. */
  function closesSource(url) {
    const here = new URL(location.href);
    if (!here.searchParams.has("kilde")) return false;
    here.searchParams.delete("kilde");
    return url.pathname === here.pathname && String(url.searchParams) === String(here.searchParams);
  }

  /** English stays in the address: Streamlit's menu leaves the whole query out. */
  function keepEnglish(url) {
    if (language === "en" && !url.searchParams.has("lang")) url.searchParams.set("lang", "en");
    return url;
  }

  /** Streamlit pushes word by word, the menu three times; Back should undo what the user did. */
  history.pushState = (state, unused, address) => {
    const url = keepEnglish(new URL(address ?? location.href, location.href));
    if (closesSource(url) && history.state?.before === url.href) {
      closing = true;
      history.back();
    } else if (closesSource(url) || !acted) {
      replace(state, unused, url);
    } else {
      push(state, unused, url);
    }
    acted = false;
    followLanguage();
  };
  history.replaceState = (...given) => {
    replace(...given);
    followLanguage();
  };
  for (const act of ["click", "keydown"]) {
    addEventListener(act, () => { acted = true; }, { capture: true });
  }
  addEventListener("popstate", (event) => {
    // The script knows that the source is closed: it need not run once more.
    if (closing && event.isTrusted) event.stopImmediatePropagation();
    acted = closing = false;
    followLanguage();
  });

  // --- links ---------------------------------------------------------------------------------

  /** The address of a page of this app that the link leads to, or null. */
  function pageOf(link) {
    if (!link.hasAttribute("href") || link.hasAttribute("download")) return null;
    const url = new URL(link.href, location.href);
    if (url.origin !== ROOT.origin || !url.pathname.startsWith(ROOT.pathname)) return null;
    const name = url.pathname.slice(ROOT.pathname.length);
    if (/[/.]/.test(name) || SERVER.has(name)) return null;
    const here = url.pathname === location.pathname && url.search === location.search;
    return here && url.hash ? null : url;
  }

  /** The pages of portfolio/web/people/sign_in.py: in the same tab, but loaded by the browser. */
  function leadsToSignIn(link) {
    const url = new URL(link.href, location.href);
    const name = url.pathname.slice(ROOT.pathname.length);
    return url.origin === ROOT.origin && ["log-ind", "log-ud", "foerste-konto"].includes(name);
  }

  /** Streamlit opens Markdown links in a new window, and screen readers say so. Not ours. */
  function stayInTab(link) {
    if (!link.hasAttribute("target") || !(pageOf(link) || leadsToSignIn(link))) return;
    link.removeAttribute("target");
    link.removeAttribute("rel");
  }

  document.addEventListener("click", (event) => {
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    // Streamlit's own page links have been handled by now, and say so.
    if (event.defaultPrevented || event.button !== 0 || modified) return;
    const link = event.target.closest?.("a");
    const url = link && pageOf(link);
    if (url && goTo(url)) event.preventDefault();
  });

  const ENDED = "#root [data-test-script-state=notRunning]:not(:has([data-testid=stSkeleton])) [data-testid=stMain] h1";
  let begun = false; // the script has drawn its first page
  const hasBegun = () => { begun ||= Boolean(document.querySelector(ENDED)); return begun; };

  /** Show a page in this session. Without a connection Streamlit would change the address only,
      and before its first page is there it would draw that one all the same (a link of what was
      painted first): then it answers no, and the page is to be loaded anew. */
  function goTo(url) {
    if (!hasBegun() || !document.querySelector("[data-test-connection-state=CONNECTED]")) return false;
    const before = location.href;
    (keepEnglish(url).href === before ? replace : push)({ before }, "", url);
    // What Streamlit listens for when the user goes back: it reads the address and reruns.
    dispatchEvent(new PopStateEvent("popstate", { state: null }));
    const main = document.getElementById("stMain");
    main?.scrollTo(0, 0);
    main?.focus({ preventScroll: true }); // the link may be gone; reading goes on at the top
    return true;
  }

  // --- bar -----------------------------------------------------------------------------------

  // portfolio/screens/templates/frame.html: a button unfolds what comes after it. One is open at a
  // time; it is folded by a click or a step anywhere else, by Escape, and by going on.
  const FOLD = ".frame button[aria-expanded]";
  const SEARCH = "form[role=search]";

  function unfold(button, isOpen) {
    button.setAttribute("aria-expanded", isOpen);
  }

  /** Fold all but what holds this. */
  function foldBut(kept) {
    for (const open of document.querySelectorAll(`${FOLD}[aria-expanded=true]`)) {
      if (open !== kept && !open.nextElementSibling.contains(kept)) unfold(open, false);
    }
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(FOLD);
    foldBut(button ?? (target.closest?.("a") ? null : target));
    if (button) unfold(button, button.getAttribute("aria-expanded") === "false");
  });
  document.addEventListener("focusin", ({ target }) => foldBut(target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      const field = document.querySelector(`${SEARCH} input`);
      if (!field) return;
      event.preventDefault();
      if (!field.checkVisibility()) unfold(document.querySelector(`${FOLD}.menu`), true);
      field.select();
    } else if (event.key === "Escape") {
      const open = document.querySelector(`${FOLD}[aria-expanded=true]`);
      if (open?.parentElement.contains(document.activeElement)) open.focus();
      foldBut(null);
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(SEARCH)) return;
    event.preventDefault();
    const url = new URL(form.action);
    url.searchParams.set("q", new FormData(form).get("q").trim());
    foldBut(null);
    if (!goTo(url)) location.assign(url);
  });

  // --- pasting -------------------------------------------------------------------------------

  // What Streamlit's table cannot take from a pasted block it leaves out and says nothing. Our
  // field below it is given the block and the cell (portfolio/ui/content/pasting.py), and says.
  addEventListener("paste", (event) => {
    const table = document.activeElement?.closest("[data-testid=stDataFrame]");
    const field = document.querySelector("[class*=st-key-paste] textarea");
    const cell = table?.querySelector("[id^=glide-cell-][aria-selected=true]");
    const text = event.clipboardData?.getData("text/plain");
    if (!field || !cell || !text) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const [, , column, row] = cell.id.split("-");
    set.call(field, `@${row},${column}\n${text}`);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    sendText(field, false);
  }, { capture: true });

  // --- choosing ------------------------------------------------------------------------------

  // screens/templates/board_table.html: several proposals are ticked, and the ways on say which
  // (?vaelg=1,4). Shift ticks all from the last one.
  const PICK = "input[name=valgt]";
  let last = null;

  function sayChosen(list) {
    const here = [...list.querySelectorAll(PICK)].filter((one) => one.checked).map((one) => one.value);
    const chosen = [...list.dataset.others.split(",").filter(Boolean), ...here];
    list.querySelector(".go b").textContent = chosen.length;
    list.classList.add("other"); // than the acts above the list are about
    for (const link of list.querySelectorAll('a[href*="vaelg="]:not([href*="vaelg=alle"])')) {
      const url = new URL(link.href);
      url.searchParams.set("vaelg", chosen.join(",") || "ja");
      link.href = url;
    }
  }

  document.addEventListener("click", ({ target, shiftKey }) => {
    const list = target.closest?.(".choosing");
    if (!list || !target.matches("input[type=checkbox]")) return;
    const all = [...list.querySelectorAll(PICK)];
    const ends = [all.indexOf(last), all.indexOf(target)].sort((one, other) => one - other);
    if (target.matches(".every")) all.forEach((one) => { one.checked = target.checked; });
    else if (shiftKey && ends[0] >= 0) {
      all.slice(ends[0], ends[1]).forEach((one) => { one.checked = target.checked; });
    }
    last = target.matches(PICK) ? target : null;
    sayChosen(list);
  });

  // --- keys ----------------------------------------------------------------------------------

  const WRITING = "input:not([type=checkbox]), textarea, select, [contenteditable=true]," +
    " [role=listbox], [role=dialog]";
  const DECIDED = ".st-key-present .st-key-draft textarea";
  // Enter outside a field saves the decision and goes on, or opens the form of the next. What has
  // the focus keeps its own Enter, but for the outcome that is chosen: it is chosen already.
  const ENTER = ".st-key-present :is(.st-key-save [data-testid=stBaseButton-primary]," +
    " [class*=st-key-decide] button)";
  const CHOSEN = ".st-key-outcomes [data-testid=stBaseButton-primary]";
  // The projector: a clicker sends PageUp and PageDown, and a key of Streamlit's is one a button.
  const CLICKER = { PageUp: ".st-key-present_back button", PageDown: ".st-key-present_next button" };

  /** The button of a key that Streamlit gives none: a clicker's, its own a, any in a checkbox. */
  function buttonOf({ key, target }) {
    if (CLICKER[key]) return document.querySelector(CLICKER[key]);
    if (key === "Enter") {
      const owner = target.closest?.("button, a, summary");
      return owner && !owner.matches(CHOSEN) ? null : document.querySelector(ENTER);
    }
    if (!/^a$/i.test(key) && !target.matches?.("[type=checkbox]")) return null;
    const shown = document.querySelectorAll(".st-key-present .st-key-draft button kbd");
    return [...shown].find((one) => one.textContent === key.toUpperCase())?.closest("button");
  }

  /** Nothing moves while somebody writes, chooses from a list or holds the key down. */
  function pressButtonOf(event) {
    const button = event.target.closest?.(WRITING) || event.shiftKey ? null : buttonOf(event);
    if (!button) return;
    event.preventDefault();
    if (!event.repeat) button.click();
  }

  // WCAG 2.1.4: outside fields Streamlit reruns on r and clears its caches on c. Its listener
  // sits on document, as this one, and comes later; whatever a widget does with a key is done.
  document.addEventListener("keydown", (event) => {
    opens = event.key === "Enter" || /^[1-9]$/.test(event.key);
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (/^[acr]$/i.test(event.key)) event.stopImmediatePropagation();
    pressButtonOf(event);
    const isFree = !event.target.closest?.(WRITING);
    if (/^[1-9]$/.test(event.key) && isFree) setTimeout(write, STEP); // the digit is not for it
    if (event.key === "Escape" && event.target.matches?.(DECIDED)) event.target.blur();
  });

  // A decision is a digit, an outcome, and then words. Before the digit no field has the keys, or
  // it would be written in there; Escape lets go of the words, and the keys choose again.

  let opens = false; // whether the last key was one that opens the form or chooses an outcome

  /** A form opened by a key whose outcome is chosen: the next key is written in it. React may draw
      the field anew after any other key, which then goes on choosing. */
  function startWriting(field) {
    const chosen = `.st-key-draft:has(${CHOSEN})`;
    if (opens && field.closest(chosen) && isNowhere()) write(field);
  }

  /** Whether the focus is on nothing that is worked with: reach.js puts it on the item's name. */
  const isNowhere = () => document.activeElement === document.body || document.activeElement.matches("h1");

  /** Go to the first words of the form, once they are shown. */
  function write(field, tries = 30) {
    const first = document.querySelector(DECIDED);
    if (!first || (field ?? first) !== first) return;
    first.focus(); // in vain while React still hides it
    if (document.activeElement !== first && tries) setTimeout(write, STEP, first, tries - 1);
  }

  // --- drafts --------------------------------------------------------------------------------

  // Streamlit sends a text when its field is left. Where a draft is kept it is sent at every
  // pause, and what was typed when the connection went is sent when it is back: else it would
  // stand on the screen and not be part of what the next button sends.
  const DRAFT = ".st-key-draft textarea";
  const PAUSE = 1000, STEP = 100; // ms
  const waiting = new WeakMap(); // field -> timer
  const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");

  function wait(field, left = PAUSE, wasCut = false) {
    clearTimeout(waiting.get(field));
    if (!field.isConnected) return;
    const isCut = field.disabled; // as all fields are without a connection
    if (!isCut && left <= 0) {
      waiting.delete(field);
      return sendText(field, wasCut);
    }
    const rest = isCut ? PAUSE : left - STEP;
    waiting.set(field, setTimeout(wait, STEP, field, rest, wasCut || isCut));
  }

  function sendText(field, wasCut) {
    if (wasCut) {
      // Streamlit takes it for sent, and would wait for the next change: a blank, which is none.
      set.call(field, field.value + " "); // past React, which would see nothing new
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const key = { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent("keydown", key));
  }

  // The key we send is for the field; a button may have the same one as its shortcut.
  document.documentElement.addEventListener("keydown", (event) => {
    if (!event.isTrusted) event.stopPropagation();
  });

  document.addEventListener("input", ({ target, isTrusted }) => {
    if (isTrusted && target.matches?.(DRAFT)) wait(target);
  });

  // A reload would take along what is typed since the last pause, for Streamlit stops what a page
  // that is gone has asked for. So the tab keeps it that long, and types it again.
  const unsent = (field) => `unsent ${location.pathname}${location.search} ${field.ariaLabel}`;
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";

  addEventListener("beforeunload", () => {
    for (const field of document.querySelectorAll(DRAFT)) {
      if (waiting.has(field)) sessionStorage.setItem(unsent(field), field.value);
    }
  });
  for (const key of isReload ? [] : Object.keys(sessionStorage)) {
    if (key.startsWith("unsent ")) sessionStorage.removeItem(key); // somebody else may be here now
  }

  function typeAgain(field) {
    const text = field.matches(DRAFT) ? sessionStorage.getItem(unsent(field)) : null;
    if (text === null) return;
    sessionStorage.removeItem(unsent(field));
    set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    wait(field);
  }

  // --- workshop ------------------------------------------------------------------------------

  // portfolio/ui/workshops/run.py: how many have answered is followed here, and the clock goes
  // here. The page runs anew only when the workshop was moved, and never while it is running.
  const LINE = "[data-follow]";
  let line = null;

  function follow() {
    const shown = document.querySelector(LINE), way = shown?.dataset.follow;
    if (line && line.way !== way) { line.source.close(); line = null; }
    if (!way || line) return;
    line = { way, source: new EventSource(way + "/foelg") };
    line.source.onmessage = () => drawLine(way);
  }

  async function drawLine(way) {
    const answer = await fetch(`${way}/linje${location.search}`, { cache: "no-store" }).catch(() => null);
    const shown = document.querySelector(LINE);
    if (!answer?.ok || shown?.dataset.follow !== way) return;
    shown.innerHTML = await answer.text();
    tickLine();
    lookAgain();
  }

  function lookAgain() {
    const shown = document.querySelector(LINE), now = shown?.querySelector("[data-turn]");
    if (!now || now.dataset.turn === shown.dataset.turn) return;
    const rests = document.querySelector("[data-test-script-state=notRunning]");
    if (rests) document.querySelector(".st-key-workshop-look button")?.click();
    setTimeout(lookAgain, PAUSE);
  }

  function tickLine() {
    const clock = document.querySelector(`${LINE} time`);
    if (!clock) return;
    clock.ahead ??= new Date(clock.dataset.now) - Date.now(); // a computer may be minutes off
    const left = Math.round((new Date(clock.dataset.ends) - Date.now() - clock.ahead) / 1000);
    const time = `${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, "0")}`;
    clock.textContent = left < 0 ? clock.dataset.over.replace("#", time) : time;
  }
  setInterval(tickLine, 1000);

  // --- first paint ---------------------------------------------------------------------------

  // portfolio/web/first_paint.py: what is read is there before Streamlit. It goes once the page
  // has drawn the same, or has ended in something else: a fault, a form, another page.
  const SCREEN = ".screen:not(.frame, .proposal-head)";

  /** Whether all that was painted is drawn: what comes below it while it is hidden moves nothing. */
  function isDrawn(first) {
    const drawn = document.querySelectorAll(`#root ${SCREEN}`).length;
    return (drawn && drawn >= first.querySelectorAll(SCREEN).length) || document.querySelector(ENDED);
  }

  let read = 0; // how far down, noted as one goes: asked for at the end, all is measured once more
  document.addEventListener("scroll", ({ target }) => {
    if (target.id === "first") read = target.scrollTop;
  }, { capture: true, passive: true });

  /** Let the page be seen; where one read or tabbed to, one goes on. */
  function handOver() {
    const first = document.getElementById("first");
    if (!first || !isDrawn(first)) return;
    const at = first.contains(document.activeElement) && document.activeElement.getAttribute("href");
    first.remove();
    if (read) document.getElementById("stMain")?.scrollTo(0, read);
    if (at) document.querySelector(`#root a[href="${CSS.escape(at)}"]`)?.focus();
  }

  // --- watch ---------------------------------------------------------------------------------

  // An observer is called before the browser paints, so no English word flashes by.
  new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(sayAll);
      else if (type === "characterData") sayAll(target);
      else if (ATTRIBUTES.includes(attributeName)) say(target, attributeName);
      else if (target.localName === "a") stayInTab(target);
    }
    hasBegun();
    handOver();
    follow();
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: [...ATTRIBUTES, "href", "target"],
  });
  followLanguage();
  sayAll(document.documentElement);
})();
