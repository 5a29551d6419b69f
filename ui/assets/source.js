// The reader: the source, its quotations, and the way back to the answer.

let origin = null; // reference of the citation the reader was opened from
let shower = null; // button of a panel that shows a passage in the reader
let wanted = null; // reference to go to once the reader shows its document

const pieces = (reference) => all(`mark[data-quote="${reference}"]`);

// In the order of their numbers: the first one answers best.
const references = () => {
  const listed = new Set(all("#source mark[data-quote]").map((m) => m.dataset.quote));
  return [...listed].sort((a, b) => a.split("-")[1] - b.split("-")[1]);
};

// While something is sought, the steps are those from hit to hit, which are counted beside the field.
const count = () => {
  const listed = finding() ? found : references();
  const active = $("#source mark.active")?.dataset.quote;
  $(".steps").hidden = listed.length < 2;
  const place = active ? `${listed.indexOf(active) + 1}/${listed.length}` : `${listed.length}`;
  $(".count").textContent = finding() ? "" : place;
};

const activate = (reference) => {
  all("#source mark.active").forEach((m) => m.classList.remove("active"));
  const found = pieces(reference);
  found.forEach((m) => m.classList.add("active"));
  count();
  return found[0];
};

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
  shower = null;
  if (show(reference)) return;
  wanted = reference;
  const [turn, marker] = reference.split("-").map(Number);
  send("cite", { turn, marker });
};

// A passage that is no quotation: a ranked one, or one that holds a wording.
const PASSAGE = "0-1";
const passages = () => new Set(all('#source mark[data-quote^="0-"]').map((m) => m.dataset.span));
const pass = (data) => {
  const spans = data.spans?.split(" ") ?? [`${data.start}-${data.end}`];
  const shown = passages();
  const there = $("#source .document")?.dataset.document === data.document;
  if (there && shown.size === spans.length && spans.every((span) => shown.has(span))) { show(PASSAGE); return; }
  wanted = PASSAGE;
  send("show", data);
};

// The place where another document holds a quotation, from which the way leads back to this one.
const also = (data) => {
  origin = `${data.turn}-${data.marker}`;
  shower = null;
  wanted = PASSAGE;
  send("also", data);
};

const back = () => {
  columns.classList.remove("reading");
  if (document.body.classList.contains("beside")) return document.dispatchEvent(new Event("reader-left"));
  if (paneled()) return (shower?.isConnected ? shower : panelHead())?.focus();
  const link = origin && $(`.cite[data-quote="${origin}"]`);
  if (!link) return $("#question textarea")?.focus();
  scrollTo(link, "nearest");
  link.focus({ preventScroll: true });
};

const step = (by) => {
  if (finding()) return find(by);
  const listed = references();
  const at = listed.indexOf($("#source mark.active")?.dataset.quote);
  show(listed[(at + by + listed.length) % listed.length]);
};

// --- Paragraphs and their links -----------------------------------------------------------------------

let told = null;

const tell = (text) => {
  $(".toast").hidden = false;
  $(".told").textContent = text;
  clearTimeout(told);
  told = setTimeout(hush, 8000);
};

const hush = () => {
  const toast = $(".toast");
  const held = toast.contains(document.activeElement);
  toast.hidden = true;
  if (held) document.getElementById(`p-${linked}`)?.querySelector(".number").focus();
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
  if (button.matches(":focus-visible")) $(".toast button").focus(); // the keyboard has no other way to it
};

// What is looked at stays where it is: a quotation or a hit that is in sight, else the paragraph at the
// top, which may have begun above it. Returns how far down the pane that stands.
const held = (pane) => {
  const { bottom } = pane.getBoundingClientRect();
  const top = Math.max(...[pane, $(".about-document")].filter(Boolean).map(
    (e) => e.getBoundingClientRect()[e === pane ? "top" : "bottom"]));
  const seen = (e) => {
    const box = e.getBoundingClientRect();
    return box.height && box.bottom > top && box.top < bottom;
  };
  const lit = [...found.slice(at, at + 1), ...all("#source :is(mark.active, .target)")].find(seen);
  const kept = lit ?? all("#source .document > *").find(seen);
  if (!kept) return () => 0;
  const before = kept.getBoundingClientRect();
  const share = Math.max(0, (top - before.top) / before.height);
  const place = ({ top: from, height }) => from + share * height;
  return () => place(kept.getBoundingClientRect()) - place(before);
};

const resize = (by) => {
  const size = Math.min(26, Math.max(14, Number(stored(localStorage, "size") ?? 17) + by));
  store(localStorage, "size", size);
  const pane = $("#source");
  const moved = held(pane);
  columns.style.setProperty("--size", `${size}px`);
  pane.scrollTo({ top: pane.scrollTop + moved(), behavior: "instant" });
};
resize(0);

// --- The reader was rendered --------------------------------------------------------------------

const settled = () => {
  const article = $("#source .document");
  $("#within")?.toggleAttribute("disabled", !article?.dataset.document); // only quotations are kept of it
  if (!article) return;
  $("#contents").replaceChildren(...all("#source .outline"));
  const chooser = $("#chooser");
  if (chooser) chooser.value = article.dataset.document ?? "";
  const target = article.dataset.target && document.getElementById(article.dataset.target);
  const first = references()[0];
  const led = wanted || target;
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
  if ($("#within").value) find(0, !led);
};
document.addEventListener("source-rendered", settled);
settled();
