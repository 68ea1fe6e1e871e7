/* Danish for the English that Streamlit 1.67 writes by itself, which it has no setting for.
   Open this when an English word shows on a Danish page: add the whole text as it stands in the
   page, or a pattern if part of it varies. client.js puts the words in place. */
(() => {
  "use strict";

  const WORDS = {
    "Skip to main content": "Gå til indholdet", "Notifications": "Beskeder",
    "view more": "vis mere", "view less": "vis mindre", "Delete": "Slet",
    "Close": "Luk", "Dismiss": "Luk", "Cancel": "Annullér", "Copy": "Kopiér", "Copied": "Kopieret",
    "Copied!": "Kopieret", "Copy to clipboard": "Kopiér", "Link to heading": "Link til overskriften",
    "(opens in new tab)": "(åbner i ny fane)", "Help": "Hjælp", "Error": "Fejl",
    "Running...": "Arbejder …", "In progress...": "Arbejder …", "Please wait...": "Vent …",
    "Loading...": "Henter …", "Stopping...": "Stopper …", "progress": "fremdrift",
    // connection, missing page, our own faults
    "Connection error": "Ingen forbindelse", "Network error": "Ingen forbindelse",
    "Streamlit server is not responding. Are you connected to the internet?":
      "Serveren svarer ikke. Siden forbinder igen af sig selv, når serveren svarer.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Serveren svarer ikke. Er den stoppet, startes den igen i terminalen:",
    "Connection timed out.": "Serveren svarede ikke i tide.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Forbindelsen blev afbrudt. Vent, til den er tilbage, og prøv igen.",
    "Page not found": "Siden findes ikke",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Adressen fører ikke til en side. Du ser forsiden i stedet.",
    "Unexpected error. Please try again.": "Der skete en fejl. Prøv igen.",
    "Download failed": "Filen kunne ikke hentes", "Upload failed": "Filen blev ikke modtaget",
    "Failed to generate file for download":
      "Filen kunne ikke laves. Prøv igen, og sig det til den, der driver programmet, hvis det sker igen.",
    // fields
    "(required)": "(skal udfyldes)", "Choose an option": "Vælg", "Choose options": "Vælg",
    "Choose or add an option": "Vælg eller skriv", "Choose or add options": "Vælg eller skriv",
    "Add an option": "Skriv", "Add options": "Skriv", "Add": "Tilføj", "Select...": "Vælg",
    "No results": "Ingen træf", "No options to select": "Intet at vælge", "Select all": "Vælg alle",
    "Selectbox options": "Muligheder", "Multiselect options": "Muligheder", "Open": "Åbn",
    "Selected values": "Valgte", "Clear value": "Ryd", "Clear entry": "Ryd", "Clear all": "Ryd alle",
    "Search": "Søg", "Increment": "Hæv værdien", "Decrement": "Sænk værdien",
    "Show password": "Vis adgangskoden", "Hide password": "Skjul adgangskoden",
    "you@example.com": "navn@kommune.dk", "Enter a valid email address.": "Skriv en gyldig e-mailadresse.",
    "This field is required.": "Udfyld feltet.", "Invalid input.": "Ugyldig værdi.", "Invalid value.": "Ugyldig værdi.",
    "Feedback rating": "Bedømmelse", "Thumbs up": "Tommel op", "Thumbs down": "Tommel ned",
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
    "hour": "time", "minute": "minut", "yyyy": "åååå", "HH": "tt",
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
    "Sort ascending": "Sortér stigende", "Sort descending": "Sortér faldende",
    "Statistics": "Statistik", "Autosize": "Tilpas bredden", "Pin column": "Fastgør kolonnen",
    "Unpin column": "Frigør kolonnen", "Hide column": "Skjul kolonnen", "Values": "Værdier",
    "Empty": "Tom", "Distinct": "Forskellige", "Minimum": "Mindst", "Maximum": "Størst",
    "Average": "Gennemsnit", "Standard deviation": "Standardafvigelse", "Range": "Spændvidde",
    "25th percentile": "25 %-fraktil", "75th percentile": "75 %-fraktil", "Automatic": "Automatisk",
    "Localized": "Dansk", "Plain": "Uden skilletegn", "Compact": "Kort", "Percent": "Procent",
    "Scientific": "Videnskabelig", "Accounting": "Regnskab", "Duration": "Varighed",
    "Distance": "Afstand i tid", "Calendar": "Kalender", "No data": "Ingen data",
    "text": "tekst", "number": "tal", "date": "dato", "datetime": "dato og tid", "checkbox": "ja/nej",
    "⚠️ Please fill out this cell.": "⚠️ Udfyld cellen.",
  };

  const MONTHS = {
    January: "januar", February: "februar", March: "marts", April: "april", May: "maj",
    June: "juni", July: "juli", August: "august", September: "september", October: "oktober",
    November: "november", December: "december",
  };
  const month = (name) => MONTHS[name] ?? name;

  const PATTERNS = [
    [/^Press (.+) to apply$/, "Tryk $1 for at bruge"],
    [/^Press (.+) to submit form$/, "Tryk $1 for at sende"],
    [/^(\d+) options? available\.$/, "Muligheder: $1."],
    [/^(\d+) results?$/, "$1 træf"],
    [/^Select (\d+) matches$/, "Vælg de $1 træf"],
    [/^Remove (.+)$/, "Fjern $1"],
    [/^Shortcut (.+)$/, "Genvej $1"],
    [/^Page (\d+)$/, "Side $1"],
    [/^(\d+) more$/, "$1 til"],
    [/^(\d+) out of (\d+) stars?$/, "$1 af $2 stjerner"],
    [/^Help for (.+)$/, "Hjælp til $1"],
    [/^(.+) start date$/, "$1, fra"],
    [/^(.+) end date$/, "$1, til"],
    [/^([\d.]+)([KMG]?B) per file$/, "$1 $2 pr. fil"],
    [/^(.+) files are not allowed\.$/, "Filtypen $1 kan ikke bruges."],
    [/^File is (larger|smaller) than (.+)$/, (_, size, limit) =>
      `Filen er ${size === "larger" ? "større" : "mindre"} end ${limit}`],
    [/^You can only select up to (\d+) \w+\. Remove an option first\.$/,
      "Du kan højst vælge $1. Fjern en først."],
    [/^.+ allowed range\. .+ between (.+) and (.+)\.$/, "Vælg en værdi fra $1 til $2."],
    [/^.+ allowed range\. .+ (?:after|before|to) (.+)\.$/, "Vælg en værdi inden for grænsen $1."],
    [/^(\d\d) – (\w+)$/, (_, number, name) => `${number} – ${month(name)}`],
    [/^Selected (?:Date|Time|Range): (.+)$/, (_, what) => "Valgt: " + what
      .replace(/(\w+) 0?(\d+), (\d{4})/g, (__, name, day, year) => `${day}. ${month(name)} ${year}`)
      .replace(" at ", " kl. ").replace(" to ", " til ")],
    [/^You have requested page (\S+), .+$/, "$1 findes ikke. Du ser forsiden i stedet."],
    [/^This app has encountered an error\. .+$/s,
      "Der skete en fejl hos os. Den er skrevet i loggen. Genindlæs siden, og prøv igen."],
  ];

  /** The Danish for one of Streamlit's own texts; any other text comes back as it was. */
  window.portfolioDanish = function danish(text) {
    const [, lead, said, tail] = text.match(/^([\s:]*)(.*?)(\s*)$/s);
    if (!said || said.length > 400) return text;
    if (Object.hasOwn(WORDS, said)) return lead + WORDS[said] + tail;
    for (const [pattern, words] of PATTERNS)
      if (pattern.test(said)) return lead + said.replace(pattern, words) + tail;
    // "Search: Table", "day, Deadline": Streamlit's word, then a label of ours.
    const [, first, mark, rest] = said.match(/^(.+?)([:,]) ?(.*)$/s) ?? [];
    if (!Object.hasOwn(WORDS, first ?? "")) return text;
    return `${lead}${WORDS[first]}${mark} ${danish(rest)}`.trimEnd() + tail;
  };
})();
