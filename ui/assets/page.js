// The page's own behaviour, which begins here and goes on in find.js, source.js, sheet.js,
// conversation.js, panels.js and actions.js, one script in that order. Runs once, when the conversation
// component is in place; `element` is that component, `trigger` sends an event to the server, `watch`
// tells of a new rendering. Everything listens on the document, because the rendered parts come and go.

const $ = (selector) => document.querySelector(selector);
const columns = $("#columns");
const all = (selector) => [...document.querySelectorAll(selector)];
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => matchMedia("(max-width: 1099px)").matches;

const box = () => $("#question textarea");

// Where the focus was is gone, or folded in.
const adrift = () => document.activeElement === document.body || !document.activeElement.checkVisibility();

const send = (name, data = {}) => trigger("act", { name, data });

// What is far away is there at once: a long way would take longer than it helps to see it.
const FAR = 3; // screens
const far = ({ top, bottom }) => bottom < -FAR * innerHeight || top > (FAR + 1) * innerHeight;

const scrollTo = (target, block) => target.scrollIntoView({
  block,
  behavior: calm() || far(target.getBoundingClientRect()) ? "auto" : "smooth",
});

// Offsets within a scrolling pane, whatever is positioned in between.
const scrollPane = (pane, target, above, smooth) => pane.scrollTo({
  top: pane.scrollTop + target.getBoundingClientRect().top - pane.getBoundingClientRect().top - above,
  behavior: smooth && !calm() && !far(target.getBoundingClientRect()) ? "smooth" : "auto",
});

const write = async (text) => {
  const focused = document.activeElement;
  try {
    await navigator.clipboard.writeText(text);
  } catch { // not a secure context
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    focused?.focus();
  }
};

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
