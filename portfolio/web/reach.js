/* What whoever goes by keyboard or by ear needs of Streamlit 1.67's pages, and it does not give:
   where one goes on after a press, which field an error is about, which row a button is of.
   Open this when the focus gets lost, or when two things on a page have one name. */
(() => {
  "use strict";

  const MAIN = "[data-testid=stMain]", PAUSE = 250; // ms in which nothing is drawn: the page stands
  const FIELD = "input:not([type=hidden]), textarea, select, [role=combobox], [role=spinbutton]";
  const ACT = "button, a[href], summary, [role=tab]";
  const HEADING = "h1, h2, h3, h4, h5, h6";
  const main = () => document.querySelector(MAIN);
  const inMain = (selector) => [...(main()?.querySelectorAll(selector) ?? [])].filter((one) => one.checkVisibility());
  const tidy = (text) => text.trim().replace(/\s+/g, " ");
  function words(node) {
    if (!node) return "";
    const copy = node.cloneNode(true);
    copy.querySelectorAll(".sources, [data-testid=stIconMaterial]").forEach((one) => one.remove());
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT), parts = [];
    while (walker.nextNode()) parts.push(walker.currentNode.data);
    return tidy(parts.join(" "));
  }
  const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const before = (node, found) => found.filter((one) => follows(one, node)).at(-1);

  // --- a name for each -------------------------------------------------------------------------

  const own = new WeakMap(); // what has been given more of a name: its name without that
  const given = (node) => own.get(node) ?? tidy(node.getAttribute("aria-label") || node.innerText);

  /** The field it is of. */
  const label = (node) => words(node.closest("[data-testid^=st]:has(> [data-testid=stWidgetLabel])")
    ?.querySelector("[data-testid=stWidgetLabel]"));

  /** The name of the row it stands in, alone of its name; else the heading it stands under. */
  function row(node, others) {
    let around = node;
    const isAlone = (place) => place !== main() && !others.some((one) => place.contains(one));
    while (isAlone(around.parentElement)) around = around.parentElement;
    const inside = (selector) => {
      const found = [...around.querySelectorAll(selector)].filter((one) => !one.contains(node));
      return words(before(node, found) ?? found[0]);
    };
    const copy = around.cloneNode(true);
    copy.querySelectorAll(`${ACT}, ${FIELD}, dt`).forEach((one) => one.remove());
    return inside(HEADING) || inside("th, strong") || words(copy) || words(before(node, inMain(HEADING)));
  }

  /** The first of what could tell them apart that does. */
  function contexts(some) {
    const ways = [
      label,
      (one) => words(one.closest("tr")?.querySelector("th, td")),
      (one) => row(one, some.filter((other) => other !== one)),
      (one) => words(before(one, inMain(HEADING))),
      (_one, place) => `${place + 1}/${some.length}`,
    ].map((way) => some.map(way));
    return ways.find((told) => new Set(told).size === some.length);
  }

  function nameApart() {
    const named = new Map();
    const acts = inMain(ACT).filter((one) => !one.closest(".frame")); // the menu's names are whole
    for (const one of acts) named.set(given(one), [...(named.get(given(one)) ?? []), one]);
    for (const [name, some] of named) {
      const isOne = new Set(some.map((one) => one.getAttribute("href") ?? one)).size === 1;
      const told = name && !isOne ? contexts(some) : [];
      some.forEach((one, place) => {
        const more = told[place], full = more && more !== name ? `${name}: ${more.slice(0, 90).replace(/:$/, "")}` : name;
        if (own.has(one) ? one.getAttribute("aria-label") === full : full === name) return;
        own.set(one, name);
        one.setAttribute("aria-label", full);
      });
    }
  }

  // --- what is wrong stands at its field -----------------------------------------------------

  let pressed = null, hasRun = false; // the button that was pressed, until the page has answered
  const named = (field) => (field.getAttribute("aria-label") ?? "").replace(/ \*$/, "");

  /** The field an error speaks of: the one it begins with, else the empty one above it. */
  function fieldOf(alert) {
    const said = words(alert), fields = inMain(FIELD).filter((one) => !one.disabled);
    const by = fields.filter((one) => named(one) && said.startsWith(`${named(one)}:`));
    if (by.length) return by[0];
    const block = alert.closest("[data-testid=stForm], [data-testid=stExpanderDetails], [data-testid=stPopoverBody], [data-testid=stVerticalBlock]");
    const above = fields.filter((one) => block?.contains(one) && follows(one, alert));
    return above.find((one) => !one.value && one.type !== "checkbox") ?? null;
  }

  function leadToWrong(alert) {
    const field = fieldOf(alert), where = field ?? alert;
    alert.id ||= `wrong-${Math.random().toString(36).slice(2)}`;
    if (field) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", alert.id);
      field.addEventListener("input", () => field.removeAttribute("aria-invalid"), { once: true });
    } else {
      alert.tabIndex = -1;
    }
    where.focus();
  }

  function forgetMended() {
    for (const field of document.querySelectorAll("[aria-invalid=true][aria-describedby^=wrong-]")) {
      if (document.getElementById(field.getAttribute("aria-describedby"))) continue;
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }

  // --- where one goes on -----------------------------------------------------------------------

  let at = null; // where the focus was last
  const keyOf = (node) => node.closest("[class*=st-key-]")?.className.match(/st-key-\S+/)[0].replace(/-\d{1,4}$/, ""); // begun again, a form counts on

  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(FIELD)) pressed = null;
    if (!target.closest(MAIN) || target === main()) return void (at = null);
    const around = [];
    for (let one = target.parentElement; one !== main(); one = one.parentElement) around.push(one);
    at = { node: target, around, key: keyOf(target), name: given(target), heading: words(before(target, inMain(HEADING))) };
  });
  document.addEventListener("click", ({ target }) => {
    pressed = target.closest?.(`${MAIN} button`) ?? null;
    hasRun = false;
    // A run so short that its begin and end were drawn as one is not seen; it is over by then.
    const mine = pressed;
    setTimeout(() => { if (mine && pressed === mine && !hasRun) { hasRun = true; later(); } }, 1500);
  }, true);

  /** What is focused is gone: its like, what came in its place, or the heading it stood under. */
  function goOn() {
    const lost = at && (!at.node.isConnected || at.node.disabled) && document.activeElement === document.body;
    if (!lost) return;
    const { key, name, heading, around } = at;
    const like = key && inMain(`${FIELD}, ${ACT}`).find((one) => keyOf(one) === key && given(one) === name && !one.disabled);
    const place = around.find((one) => one.isConnected);
    const small = place && place.querySelectorAll(HEADING).length < 4 && !place.querySelector("h1") ? place : null;
    const can = (selector) => small && inMain(selector).find((one) => small.contains(one) && !one.disabled);
    const there = can(FIELD) ?? can(ACT);
    const headings = inMain(HEADING);
    read(like ?? there ?? headings.find((one) => words(one) === heading) ?? headings[0]);
  }

  /** Go there without moving the page; a heading takes the focus as well. */
  function read(node) {
    if (!node) return;
    if (node.matches(HEADING)) node.tabIndex = -1;
    node.focus({ preventScroll: true });
  }

  // On the projector a key shows the next item, and no button was near it: one reads on at its name.
  const PRESENTED = `${MAIN}:has(.st-key-present) h1`;
  const ON_ITS_WAY = "body, h1"; // what has the focus keeps it
  let item = "", acted = false;
  for (const act of ["keydown", "click"]) addEventListener(act, () => { acted = true; }, true);

  function readItem() {
    const heading = document.querySelector(PRESENTED), now = words(heading);
    const isNew = now && now !== item && acted;
    item = now;
    if (!isNew || !document.activeElement.matches(ON_ITS_WAY)) return false;
    read(heading);
    return true;
  }

  // A toast is no live region: what was done is said once more where it is heard.
  const said = document.createElement("div");
  said.setAttribute("role", "status");
  said.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  document.addEventListener("DOMContentLoaded", () => document.body.append(said));
  function sayDone() {
    const done = [...document.querySelectorAll("[data-testid=stToastText]")].map(words).join(" ");
    if (said.textContent !== done) said.textContent = done;
  }

  // --- as the page is drawn --------------------------------------------------------------------

  let waiting = 0;
  const APP = "[data-testid=stApp]:not([data-test-script-state=notRunning])";
  function settle() {
    if (document.querySelector(APP)) return later();
    const errors = inMain("[data-testid=stAlertContainer]:has([data-testid=stAlertContentError])");
    const wrong = pressed && hasRun && (errors.find((one) => pressed.isConnected && follows(pressed, one)) ?? errors.at(-1));
    forgetMended();
    sayDone();
    if (wrong) leadToWrong(wrong);
    else if (!readItem()) goOn();
    if (hasRun) pressed = null;
    nameApart();
  }
  function later() {
    hasRun ||= Boolean(document.querySelector(APP));
    clearTimeout(waiting);
    waiting = setTimeout(settle, PAUSE);
  }
  new MutationObserver(later).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-test-script-state"],
  });
})();
