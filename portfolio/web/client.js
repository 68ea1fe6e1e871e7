/* What Streamlit 1.67 has no setting for, done in the browser: Danish for its own English words,
   <html lang>, no single-key shortcuts, and links that stay in the session.
   Open this when Streamlit shows an English word, or when a link behaves oddly. */
(() => {
  "use strict";

  const script = document.currentScript;
  const ROOT = new URL("../../", script.src); // the app's root, also behind a prefix
  const BASE = ROOT.pathname;
  const SERVER = new Set(script.dataset.server.split(" ")); // first words that are not pages

  // Streamlit's word for hosts that know where its server is. Else /forslag is tried as the root
  // first: two answers 404 and half a second later on a slow line.
  window.__streamlit = { BACKEND_BASE_URL: ROOT.href };

  // --- language ------------------------------------------------------------------------------

  /** The language is in the address and nowhere else; portfolio/web/index.py has the same rule. */
  const asked = () => (new URLSearchParams(location.search).get("lang") === "en" ? "en" : "da");
  let language = asked();

  const DA = {
    "Skip to main content": "Gå til indholdet", "App pages": "Sider", "Main menu": "Menu",
    "Sidebar": "Sidepanel", "Expand sidebar": "Vis sidepanel", "Collapse sidebar": "Skjul sidepanel",
    "Navigate to home page": "Gå til forsiden", "View less": "Vis færre",
    "view more": "vis mere", "view less": "vis mindre", "Notifications": "Beskeder",
    "Close": "Luk", "Dismiss": "Luk", "Cancel": "Annuller", "Copy": "Kopiér", "Delete": "Slet",
    "Copied": "Kopieret", "Copied!": "Kopieret", "Copy to clipboard": "Kopiér",
    "Link to heading": "Link til overskriften", "(opens in new tab)": "(åbner i ny fane)",
    "Help": "Hjælp", "Help for": "Hjælp til", "Error": "Fejl", "Running...": "Arbejder …",
    "In progress...": "Arbejder …", "Please wait...": "Vent …", "Loading...": "Henter …",
    "Stop": "Stop", "Stopping...": "Stopper …", "progress": "fremdrift", "Rerun": "Kør igen",
    // connection, missing page, our own faults
    "Connection error": "Ingen forbindelse", "Network error": "Ingen forbindelse",
    "Streamlit server is not responding. Are you connected to the internet?":
      "Serveren svarer ikke. Siden forbinder igen af sig selv, når der er hul igennem.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Serveren svarer ikke. Er den stoppet, startes den igen i terminalen:",
    "Connection timed out.": "Serveren svarede ikke i tide.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Forbindelsen røg. Vent, til den er tilbage, og prøv igen.",
    "Page not found": "Siden findes ikke",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Adressen fører ikke til en side. Du ser forsiden i stedet.",
    "Unexpected error. Please try again.": "Der skete en fejl. Prøv igen.",
    "Download failed": "Filen kunne ikke hentes", "Upload failed": "Filen blev ikke modtaget",
    // fields
    "(required)": "(skal udfyldes)", "Choose an option": "Vælg", "Choose options": "Vælg",
    "Choose or add an option": "Vælg eller skriv", "Choose or add options": "Vælg eller skriv",
    "Add options": "Skriv", "Add an option": "Skriv", "Add": "Tilføj", "No results": "Ingen træf", "Select all": "Vælg alle",
    "No options to select": "Intet at vælge", "Selectbox options": "Muligheder",
    "Multiselect options": "Muligheder", "Select...": "Vælg", "Open": "Åbn", "Clear value": "Ryd", "Clear entry": "Ryd",
    "Clear all": "Ryd alle", "Selected values": "Valgte", "Search": "Søg",
    "Increment": "Hæv værdien", "Decrement": "Sænk værdien", "Show password": "Vis adgangskoden",
    "Hide password": "Skjul adgangskoden", "you@example.com": "navn@kommune.dk",
    "Enter a valid email address.": "Skriv en gyldig e-mailadresse.",
    "Invalid input.": "Ugyldig værdi.", "Invalid value.": "Ugyldig værdi.",
    "Feedback rating": "Bedømmelse", "Thumbs up": "Tommel op", "Thumbs down": "Tommel ned",
    "Color picker": "Vælg farve", "Send message": "Send", "Record": "Optag",
    "Upload": "Vælg fil", "Add files": "Tilføj filer", "add icon": "Tilføj", "file upload": "fil",
    "Too many files": "For mange filer", "Only one file is allowed.": "Der er kun plads til én fil.",
    "Pagination": "Sidevælger", "Next page": "Næste side", "Previous page": "Forrige side",
    "Scroll tabs left": "Rul faner til venstre", "Scroll tabs right": "Rul faner til højre",
    // dates and times
    "Choose date": "Vælg dato", "Choose date range": "Vælg periode", "Date range": "Periode",
    "Choose date and time": "Vælg dato og tid", "Quick select a date range": "Vælg en kendt periode",
    "Past Week": "Seneste uge", "Past Month": "Seneste måned", "Past 3 Months": "Seneste 3 måneder",
    "Past 6 Months": "Seneste 6 måneder", "Past Year": "Seneste år", "Past 2 Years": "Seneste 2 år",
    "Clear date": "Ryd datoen", "Clear dates": "Ryd datoerne", "Clear time": "Ryd tiden",
    "Clear date and time": "Ryd dato og tid", "Next month": "Næste måned",
    "Previous month": "Forrige måned", "day": "dag", "month": "måned", "year": "år",
    "hour": "time", "minute": "minut", "yyyy": "åååå", "HH": "tt", "Time": "Tid",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Gå mellem dage med piletasterne, vælg med Enter, luk med Escape.",
    "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.":
      "Gå med piletasterne, vælg med Enter, skift mellem kalender og tid med Tab, luk med Escape.",
    "Invalid time format. Please use HH:MM.": "Skriv tiden som tt:mm.",
    "Hours must be 0–23.": "Timer går fra 0 til 23.", "Minutes must be 0–59.": "Minutter går fra 0 til 59.",
    // tables
    "Download as CSV": "Hent som CSV", "Show/hide columns": "Vis eller skjul kolonner",
    "Fullscreen": "Fuld skærm", "Close fullscreen": "Luk fuld skærm", "Close Search": "Luk søgning",
    "Next Result": "Næste træf", "Previous Result": "Forrige træf", "Add row": "Tilføj række",
    "Delete row(s)": "Slet rækker", "Clear selection": "Fravælg", "(index)": "(række)",
    "Dataframe column menu": "Kolonnens menu", "Copy column name": "Kopiér kolonnens navn",
    "Sort ascending": "Sortér stigende", "Sort descending": "Sortér faldende", "Format": "Format",
    "Statistics": "Statistik", "Autosize": "Tilpas bredden", "Pin column": "Fastgør kolonnen",
    "Unpin column": "Frigør kolonnen", "Hide column": "Skjul kolonnen", "Values": "Værdier",
    "Empty": "Tom", "Distinct": "Forskellige", "Minimum": "Mindst", "Maximum": "Størst",
    "Average": "Gennemsnit", "Median": "Median", "Sum": "Sum", "Standard deviation": "Standardafvigelse",
    "25th percentile": "25 %-fraktil", "75th percentile": "75 %-fraktil", "Automatic": "Automatisk",
    "Localized": "Dansk", "Plain": "Uden skilletegn", "Compact": "Kort", "Dollar": "Dollar",
    "Euro": "Euro", "Yen": "Yen", "Percent": "Procent", "Scientific": "Videnskabelig",
    "Accounting": "Regnskab", "Duration": "Varighed", "Distance": "Afstand i tid",
    "Calendar": "Kalender", "No data": "Ingen data",
    "⚠️ Please fill out this cell.": "⚠️ Udfyld cellen.",
    // charts
    "Zoom": "Zoom", "Zoom in": "Zoom ind", "Zoom out": "Zoom ud", "Pan": "Flyt",
    "Box Select": "Vælg i firkant", "Lasso Select": "Vælg i frihånd", "Autoscale": "Tilpas akser",
    "Reset axes": "Nulstil akser", "Download plot as a PNG": "Hent som billede",
    "Double-click to zoom back out": "Dobbeltklik for at zoome ud igen",
    "Show data": "Vis tal", "Show chart": "Vis diagram", "Download as PNG": "Hent som billede",
    "Copy Vega-Lite spec": "Kopiér diagrammets kilde", "Vega visualization": "Diagram",
  };
  const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december"];
  const MAANEDER = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august",
    "september", "oktober", "november", "december"];
  const month = (name) => MAANEDER[MONTHS.indexOf(name.toLowerCase())] ?? name;
  const PATTERNS = [
    [/^Press (.+) to apply$/, "Tryk $1 for at bruge"],
    [/^Press (.+) to submit form$/, "Tryk $1 for at sende"],
    [/^(\d+) options? available\.$/, "Muligheder: $1."],
    [/^(\d+) results?$/, "$1 træf"],
    [/^Select (\d+) matches$/, "Vælg de $1 træf"],
    [/^Remove (.+)$/, "Fjern $1"],
    [/^Page (\d+)$/, "Side $1"],
    [/^View (\d+) more$/, "Vis $1 mere"],
    [/^(\d+) out of (\d+) stars?$/, "$1 af $2 stjerner"],
    [/^Help for (.+)$/, "Hjælp til $1"],
    [/^(.+) color picker$/, "Vælg farve: $1"],
    [/^(.+) start date$/, "$1, fra"],
    [/^(.+) end date$/, "$1, til"],
    [/^([\d.]+)([KMG]?B) per file$/, "$1 $2 pr. fil"],
    [/^(.+) files are not allowed\.$/, "Filtypen $1 kan ikke bruges."],
    [/^File is (larger|smaller) than (.+)$/, (_, size, limit) =>
      `Filen er ${size === "larger" ? "større" : "mindre"} end ${limit}`],
    [/^You can only select up to (\d+) \w+\. Remove an option first\.$/,
      "Du kan højst vælge $1. Fjern en først."],
    [/^(?:Number|Date|Date and time) (?:is|set) \w+ (?:the )?allowed range\. Please \w+ a (?:value|date|date and time) between (.+) and (.+)\.$/,
      "Vælg en værdi fra $1 til $2."],
    [/^(?:Number|Date|Date and time) (?:is|set) \w+ (?:the )?allowed range\. Please .+ (?:or after|or equal to|greater than or equal to) (.+)\.$/,
      "Vælg en værdi inden for grænsen $1."],
    [/^(?:Date|Date and time) set outside allowed range\. Please .+ on or before (.+)\.$/,
      "Vælg en værdi inden for grænsen $1."],
    [/^(\d\d) – (\w+)$/, (_, number, name) => `${number} – ${month(name)}`],
    [/^Selected (?:Date|Time|Range): (.+)$/, (_, what) => "Valgt: " + what
      .replace(/(\w+) 0?(\d+), (\d{4})/g, (__, name, day, year) => `${day}. ${month(name)} ${year}`)
      .replace(" at ", " kl. ").replace(" to ", " til ")],
    [/^You have requested page (\S+), .+$/, "$1 findes ikke. Du ser forsiden i stedet."],
    [/^This app has encountered an error\. .+$/s,
      "Der skete en fejl hos os. Den er skrevet i loggen. Genindlæs siden, og prøv igen."],
  ];

  /** The Danish for one of Streamlit's own sentences; any other text comes back as it was. */
  function danish(text) {
    const [, lead, said, tail] = text.match(/^([\s:]*)(.*?)(\s*)$/s);
    if (!said || said.length > 400) return text;
    if (Object.hasOwn(DA, said)) return lead + DA[said] + tail;
    for (const [pattern, words] of PATTERNS)
      if (pattern.test(said)) return lead + said.replace(pattern, words) + tail;
    const [, first, mark, rest] = said.match(/^(.+?)([:,]) ?(.*)$/s) ?? [];
    if (first && Object.hasOwn(DA, first)) return `${lead}${DA[first]}${mark} ${danish(rest)}`.trimEnd() + tail;
    return text;
  }

  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "data-title"];
  const TEXT = "#text";
  // What the pages write themselves, and what people type, is never touched.
  const CONTENT = "script, style, textarea, [data-testid=stIconMaterial], " +
    ".stMarkdown, .stHeading, .stText, .stTable, .stAlert, .stCode, .stJson, .stHtml";
  const originals = new WeakMap(); // node -> { attribute or "#text": [English, Danish] }

  /** Say one attribute or text in the current language, and remember the English for later. */
  function say(node, name) {
    const now = name === TEXT ? node.data : node.getAttribute(name);
    if (!now) return;
    const known = originals.get(node) ?? {};
    const [english, ours] = known[name] ?? [];
    const next = now === ours ? (language === "da" ? ours : english) : language === "da" ? danish(now) : now;
    if (next === now) return;
    originals.set(node, { ...known, [name]: language === "da" ? [now, next] : undefined });
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

  for (const change of ["pushState", "replaceState"]) {
    const original = history[change];
    history[change] = function (...given) {
      original.apply(this, given);
      followLanguage();
    };
  }
  addEventListener("popstate", followLanguage);

  // --- links ---------------------------------------------------------------------------------

  /** The address of a page of this app that the link leads to, or null. */
  function pageOf(link) {
    if (!link.hasAttribute("href") || link.hasAttribute("download")) return null;
    const url = new URL(link.href, location.href);
    const name = url.pathname.slice(BASE.length);
    const here = url.pathname === location.pathname && url.search === location.search;
    if (url.origin !== location.origin || !url.pathname.startsWith(BASE)) return null;
    if (/[/.]/.test(name) || SERVER.has(name) || (here && url.hash)) return null;
    return url;
  }

  /** Streamlit opens Markdown links in a new window, and screen readers say so. Not ours. */
  function stayInTab(link) {
    if (!link.hasAttribute("target") || !pageOf(link)) return;
    link.removeAttribute("target");
    link.removeAttribute("rel");
  }

  document.addEventListener("click", (event) => {
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    // Streamlit's own menu and page links have been handled by now, and say so.
    if (event.defaultPrevented || event.button !== 0 || modified) return;
    const link = event.target.closest?.("a");
    const url = link && pageOf(link);
    // Without a connection Streamlit would change the address only; then load the page anew.
    if (!url || !document.querySelector("[data-test-connection-state=CONNECTED]")) return;
    event.preventDefault();
    if (language === "en" && !url.searchParams.has("lang")) url.searchParams.set("lang", "en");
    history[url.href === location.href ? "replaceState" : "pushState"](null, "", url);
    // What Streamlit listens for when the user goes back: it reads the address and reruns.
    dispatchEvent(new PopStateEvent("popstate", { state: null }));
    const main = document.getElementById("stMain");
    main?.scrollTo(0, 0);
    main?.focus({ preventScroll: true }); // the link may be gone; reading goes on at the top
  });

  // --- keys ----------------------------------------------------------------------------------

  // WCAG 2.1.4: Streamlit reruns on r and clears its caches on c, anywhere outside a field. Its
  // listener sits on document, as this one, and comes later; what widgets do with keys is over.
  document.addEventListener("keydown", (event) => {
    const modified = event.metaKey || event.ctrlKey || event.altKey;
    if (!modified && /^[acr]$/i.test(event.key)) event.stopImmediatePropagation();
  });

  // --- watch ---------------------------------------------------------------------------------

  // An observer is called before the browser paints, so no English word flashes by.
  new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(sayAll);
      else if (type === "characterData") sayAll(target);
      else if (ATTRIBUTES.includes(attributeName)) say(target, attributeName);
      else if (target.localName === "a") stayInTab(target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: [...ATTRIBUTES, "href", "target"],
  });
  followLanguage();
  sayAll(document.documentElement);
})();
