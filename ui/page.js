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

const send = (name, data = {}) => trigger("act", { name, data });

const cite = (reference) => {
  origin = reference;
  if (show(reference)) return;
  wanted = reference;
  const [turn, marker] = reference.split("-").map(Number);
  send("cite", { turn, marker });
};

// A passage that is no quotation: a ranked one, or one that holds a wording.
const PASSAGE = "0-1";
const pass = (data) => {
  const shown = $(`#source mark[data-quote="${PASSAGE}"]`);
  const there = $("#source .document")?.dataset.document === data.document;
  if (there && shown?.dataset.start === data.start) { show(PASSAGE); return; }
  wanted = PASSAGE;
  send("show", data);
};

const back = () => {
  columns.classList.remove("reading");
  if (document.body.classList.contains("beside")) return document.dispatchEvent(new Event("reader-left"));
  if (paneled()) return panelHead()?.focus();
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

const copy = async (button) => {
  const { text, done } = button.dataset;
  await write(text);
  const label = (button.dataset.label ??= button.textContent);  // a second click finds "copied"
  button.textContent = done;
  setTimeout(() => { button.textContent = label; }, 1500);
};

let turns = null;

const rendered = () => {
  const now = all(".turn");
  if (now.length > (turns ?? 0)) scrollPane($("#conversation"), now.at(-1), 0, turns > 0);
  // Not on a phone, where focus raises the keyboard.
  if (turns === null ? !narrow() && !paneled() : now.length < turns) box()?.focus();
  if (now.length !== turns && turns !== null) columns.classList.remove("reading");
  turns = now.length;
};

watch("value", rendered);

// --- Panels -------------------------------------------------------------------------------------

let opener = null; // what to return to when the panel closes

const paneled = () => columns.classList.contains("paneled");
const panelHead = () => $("#panel .panel h2");

document.addEventListener("panel-rendered", () => {
  const open = panelHead();
  columns.classList.toggle("paneled", Boolean(open));
  for (const time of all("#panel time.local"))
    time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang,
      { dateStyle: "medium", timeStyle: "short" });
  if (open && !open.closest(".panel").contains(document.activeElement)) open.focus();
});

const close = () => {
  columns.classList.remove("paneled");
  document.dispatchEvent(new Event("empty-panel"));
  (opener?.isConnected ? opener : box())?.focus();
};

// What a button or a form sends: its data-v-* attributes, or its fields by name.
const values = (button) => Object.fromEntries(
  Object.entries(button.dataset).filter(([key]) => /^v[A-Z]/.test(key))
    .map(([key, value]) => [key[1].toLowerCase() + key.slice(2), value]));

const fields = (form) => {
  const data = {};
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type !== "checkbox") data[field.name] = field.value;
    else (data[field.name] ??= []).push(...(field.checked ? [field.value] : []));
  }
  return data;
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("form[data-send]");
  if (!form) return;
  event.preventDefault();
  send(form.dataset.send, fields(form));
}, true);

document.addEventListener("input", (event) => {
  if (event.target.id === "within") find();
  if (!event.target.matches?.(".narrow")) return;
  const sought = event.target.value.trim().toLowerCase();
  for (const item of event.target.closest("fieldset").querySelectorAll("li"))
    item.hidden = !item.textContent.toLowerCase().includes(sought);
});

// --- Find within the source ------------------------------------------------------------------------

let found = [];
let at = -1;

const occurrences = (paragraph, sought) => {
  const nodes = [];
  let text = "";
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    nodes.push([text.length, n]);
    text += n.data;
  }
  const place = (offset, after) => {
    const [start, node] = nodes.findLast(([s]) => (after ? s < offset : s <= offset));
    return [node, offset - start];
  };
  const ranges = [];
  for (let i = text.toLowerCase().indexOf(sought); i >= 0; i = text.toLowerCase().indexOf(sought, i + sought.length)) {
    const range = document.createRange();
    range.setStart(...place(i, false));
    range.setEnd(...place(i + sought.length, true));
    ranges.push(range);
  }
  return ranges;
};

const find = (by = 0) => {
  const sought = $("#within").value.toLowerCase();
  if (!by) {
    found = sought ? all("#source .document > *").flatMap((p) => occurrences(p, sought)) : [];
    at = found.length ? 0 : -1;
  } else if (found.length) at = (at + by + found.length) % found.length;
  $("#matches").textContent = sought ? `${at + 1}/${found.length}` : "";
  CSS.highlights?.set("found", new Highlight(...found));
  CSS.highlights?.set("found-active", new Highlight(...found.slice(at, at + 1)));
  if (at >= 0) scrollPane($("#source"), found[at], $("#source").clientHeight / 3, true);
};

// --- Paragraphs and their links -----------------------------------------------------------------------

let told = null;

const tell = (text) => {
  $(".toast").hidden = false;
  $(".told").textContent = text;
  clearTimeout(told);
  told = setTimeout(() => { $(".toast").hidden = true; }, 8000);
};

const address = (paragraph) => {
  const { text } = $("#source .document").dataset;
  return `${location.origin}${location.pathname}?text=${text}&p=${paragraph}`;
};

let linked = null;

const paragraph = async (button) => {
  await write(button.dataset.text);
  linked = button.closest("[id]").id.slice(2);
  tell(button.dataset.done);
};

const resize = (by) => {
  const size = Math.min(26, Math.max(14, Number(stored(localStorage, "size") ?? 17) + by));
  store(localStorage, "size", size);
  columns.style.setProperty("--size", `${size}px`);
};
resize(0);

const actions = {
  ask: (b) => send("ask", { question: b.textContent }),
  copy,
  back,
  close,
  paragraph,
  previous: () => step(-1),
  next: () => step(1),
  smaller: () => resize(-1),
  larger: () => resize(1),
  link: async (b) => {
    await write(address(linked));
    $(".told").textContent = b.dataset.done;
  },
  sure: (b) => {
    b.textContent = b.dataset.sure;
    b.classList.add("sure");
    b.dataset.send = b.dataset.sendThen;
    delete b.dataset.do;
  },
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

const sent = (button) => {
  const { send: name, done } = button.dataset;
  if (name === "show") {
    origin = null;
    if (button.closest("#tools")) document.dispatchEvent(new CustomEvent("read-beside", { detail: button }));
    pass(values(button));
    return;
  }
  if (!button.closest("#panel")) opener = button;
  if (done) button.textContent = done;
  if (name === "new" && !narrow()) box()?.focus();
  send(name, values(button));
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.cite");
  if (link) {
    event.preventDefault();
    cite(link.dataset.quote);
    return;
  }
  const heading = event.target.closest?.(".outline a");
  if (heading) {
    event.preventDefault();
    heading.closest("details").open = false;
    const target = document.getElementById(heading.hash.slice(1));
    scrollPane($("#source"), target, 64, true);
    target.focus({ preventScroll: true });
    return;
  }
  const button = event.target.closest?.("button");
  if (button?.dataset.send) sent(button);
  else if (button?.dataset.do) actions[button.dataset.do]?.(button);
  for (const menu of all(".outline[open]"))
    if (!menu.contains(event.target)) menu.open = false;
}, true);

document.addEventListener("change", (event) => {
  if (event.target.id === "chooser") send("open", { name: event.target.value });
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && columns.classList.contains("reading")) {
    event.preventDefault();
    back();
  } else if (event.key === "Escape" && paneled() && !columns.inert) {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && event.target.id === "within") {
    event.preventDefault();
    find(event.shiftKey ? -1 : 1);
  } else if (event.key === "/" && !event.target.closest?.("input, textarea, select")) {
    event.preventDefault();
    box()?.focus();
  }
}, true);

// An input method's Enter chooses characters; it must not send the question.
document.addEventListener("keypress", (event) => {
  if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, true);

// The library's page asks for what concerns the conversation, and tells when documents came or went.
document.addEventListener("act", ({ detail }) => send(detail.name, detail.data));
document.addEventListener("library-changed", () => send("refresh"));

// --- The reader was rendered --------------------------------------------------------------------

const settled = () => {
  const article = $("#source .document");
  if (!article) return;
  $("#contents").replaceChildren(...all("#source .outline"));
  const chooser = $("#chooser");
  if (chooser) chooser.value = article.dataset.document;
  const target = article.dataset.target && document.getElementById(article.dataset.target);
  const first = references()[0];
  const pane = $("#source");
  if (wanted) show(wanted);
  else if (target) {
    columns.classList.add("reading");
    scrollPane(pane, target, pane.clientHeight / 4, false);
    target.classList.add("target");
    target.focus({ preventScroll: true });
  } else if (first) {
    const mark = activate(first);
    if (!narrow()) scrollPane(pane, mark, pane.clientHeight / 3, true);
  } else if (!narrow()) {
    pane.scrollTo({ top: 0 });
  }
  wanted = null;
  count();
  if ($("#within").value) find();
};
document.addEventListener("source-rendered", settled);
settled();

// --- Arrival: a reload or a change of language keeps the conversation -----------------------------

// This tab's conversation; the server knows the last one of all tabs.
document.addEventListener("bar-rendered", () => {
  const id = $("#bar [data-conversation]")?.dataset.conversation;
  if (id) store(sessionStorage, "conversation", id);
});

const link = new URLSearchParams(location.search);
send("arrive", {
  conversation: stored(sessionStorage, "conversation") ?? "",
  text: link.get("text") ?? "",
  paragraph: link.get("p") ?? "",
});
