// The page's own behaviour. Runs once, when the conversation component is in place; `element` is
// that component, `trigger` sends an event to the server, `watch` tells of a new rendering.
// Everything listens on the document, because the rendered parts come and go.

const $ = (selector) => document.querySelector(selector);
const columns = $("#columns");
const all = (selector) => [...document.querySelectorAll(selector)];
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => matchMedia("(max-width: 1099px)").matches;

// --- Regions and remembered choices -------------------------------------------------------------

for (const [id, label] of Object.entries(LABELS)) {
  const region = document.getElementById(id);
  region?.setAttribute("role", "region");
  region?.setAttribute("aria-label", label);
}

// The source scrolls by keyboard; new answers are announced.
$("#source").tabIndex = 0;
$("#conversation").setAttribute("role", "log");

const stored = (storage, key) => {
  try { return storage.getItem(key); } catch { return null; }
};
const store = (storage, key, value) => {
  try { storage.setItem(key, value); } catch { /* storage is off: the choice lasts as long as the page */ }
};

const theme = stored(localStorage, "theme");
if (theme) document.body.classList.toggle("dark", theme === "dark");

const showRestored = (shown) => {
  columns.classList.toggle("unrestored", !shown);
  all(".restore").forEach((b) => b.setAttribute("aria-pressed", String(shown)));
};
showRestored(stored(localStorage, "restored") !== "no");

// --- The reader ---------------------------------------------------------------------------------

let origin = null; // reference of the citation the reader was opened from
let wanted = null; // reference to go to once the reader shows its document

const pieces = (reference) => all(`mark[data-quote="${reference}"]`);

// In the order of their numbers: the first one answers best.
const references = () => {
  const listed = new Set(all("#source mark[data-quote]").map((m) => m.dataset.quote));
  return [...listed].sort((a, b) => a.split("-")[1] - b.split("-")[1]);
};

const count = () => {
  const listed = references();
  const active = $("#source mark.active")?.dataset.quote;
  const steps = $(".steps");
  steps.hidden = listed.length < 2;
  $(".count").textContent = active ? `${listed.indexOf(active) + 1}/${listed.length}` : `${listed.length}`;
};

const activate = (reference) => {
  all("#source mark.active").forEach((m) => m.classList.remove("active"));
  const found = pieces(reference);
  found.forEach((m) => m.classList.add("active"));
  count();
  return found[0];
};

const scrollTo = (target, block) =>
  target.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });

// Offsets within a scrolling pane, whatever is positioned in between.
const scrollPane = (pane, target, above, smooth) => pane.scrollTo({
  top: pane.scrollTop + target.getBoundingClientRect().top - pane.getBoundingClientRect().top - above,
  behavior: smooth && !calm() ? "smooth" : "auto",
});

const show = (reference) => {
  const first = activate(reference);
  if (!first) return false;
  columns.classList.add("reading");
  scrollTo(first, "center");
  first.focus({ preventScroll: true });
  return true;
};

const cite = (reference) => {
  origin = reference;
  if (show(reference)) return;
  wanted = reference;
  const [turn, marker] = reference.split("-").map(Number);
  trigger("cite", { turn, marker });
};

const back = () => {
  columns.classList.remove("reading");
  const link = origin && $(`.cite[data-quote="${origin}"]`);
  if (!link) return $("#question textarea")?.focus();
  scrollTo(link, "nearest");
  link.focus({ preventScroll: true });
};

const step = (by) => {
  const listed = references();
  const at = listed.indexOf($("#source mark.active")?.dataset.quote);
  show(listed[(at + by + listed.length) % listed.length]);
};

// --- The conversation ---------------------------------------------------------------------------

const box = () => $("#question textarea");

const fill = (text) => {
  // Through the prototype's setter, or the framework does not notice the change.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box(), text);
  box().dispatchEvent(new Event("input", { bubbles: true }));
  box().focus();
};

const copy = async (button) => {
  const { text, done } = button.dataset;
  try {
    await navigator.clipboard.writeText(text);
  } catch { // not a secure context
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  const label = (button.dataset.label ??= button.textContent);  // a second click finds "copied"
  button.textContent = done;
  setTimeout(() => { button.textContent = label; }, 1500);
};

let turns = null;

const remember = () =>
  store(sessionStorage, "questions", JSON.stringify(all(".turn .question").map((q) => q.textContent)));

const rendered = () => {
  const now = all(".turn");
  if (now.length > (turns ?? 0)) scrollPane($("#conversation"), now.at(-1), 0, turns > 0);
  // Not on a phone, where focus raises the keyboard.
  if (turns === null ? !narrow() : now.length < turns) box()?.focus();
  if (now.length !== turns) columns.classList.remove("reading");
  turns = now.length;
  remember();
};

watch("value", rendered);

const actions = {
  ask: (b) => trigger("ask", { question: b.textContent }),
  retry: () => trigger("retry"),
  undo: () => trigger("undo"),
  clear: () => trigger("clear"),
  edit: (b) => fill(b.dataset.question),
  copy,
  back,
  previous: () => step(-1),
  next: () => step(1),
  restore: (b) => {
    const shown = b.getAttribute("aria-pressed") !== "true";
    showRestored(shown);
    store(localStorage, "restored", shown ? "yes" : "no");
  },
  source: () => { origin = null; columns.classList.add("reading"); $(".back")?.focus(); },
  theme: () => {
    const dark = document.body.classList.toggle("dark");
    store(localStorage, "theme", dark ? "dark" : "light");
  },
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".cite");
  if (link) {
    event.preventDefault();
    cite(link.dataset.quote);
    return;
  }
  const button = event.target.closest?.("button[data-do]");
  if (button) actions[button.dataset.do]?.(button);
}, true);

document.addEventListener("change", (event) => {
  if (event.target.id === "chooser") trigger("open", { name: event.target.value });
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && columns.classList.contains("reading")) {
    event.preventDefault();
    back();
  } else if (event.key === "/" && !event.target.closest?.("input, textarea, select")) {
    event.preventDefault();
    box()?.focus();
  }
}, true);

// An input method's Enter chooses characters; it must not send the question.
document.addEventListener("keypress", (event) => {
  if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, true);

// --- The reader was rendered --------------------------------------------------------------------

const settled = () => {
  const article = $("#source .document");
  if (!article) return;
  const chooser = $("#chooser");
  if (chooser) chooser.value = article.dataset.document;
  const reference = wanted ?? references()[0];
  if (wanted ? show(wanted) : reference) {
    if (!wanted) {
      const first = activate(reference);
      const pane = $("#source");
      if (!narrow()) scrollPane(pane, first, pane.clientHeight / 3, true);
    }
  } else if (!narrow()) {
    $("#source").scrollTo({ top: 0 });
  }
  wanted = null;
  count();
};
document.addEventListener("source-rendered", settled);
settled();

// --- Arrival: a reload or a change of language keeps the conversation -----------------------------

trigger("arrive", { questions: JSON.parse(stored(sessionStorage, "questions") ?? "[]") });
