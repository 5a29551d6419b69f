// The page of a PDF file over the text that was taken from it. Runs once; `element` is the viewer's
// component, which covers the reader while it is open.

const $ = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

const reader = $("#reader");
const view = element.querySelector("section");
const image = view.querySelector("img");
const state = view.querySelector(".state");
const which = view.querySelector(".which");
const words = view.dataset;

let page = 0; // that is shown; 0 while the viewer is closed
let opener = null;
let asked = 0; // counts what was asked for: an answer that comes late is dropped

const article = () => $("#source .document");
const starts = () => JSON.parse(article()?.dataset.pages ?? "[]");
const open = () => reader.classList.contains("facsimile");

// --- Which page is being read ------------------------------------------------------------------------

const pageAt = (offset) => starts().filter((start) => start <= offset).length;

const seen = (target) => {
  const pane = $("#source").getBoundingClientRect();
  const { top, bottom } = target.getBoundingClientRect();
  return bottom > pane.top && top < pane.bottom;
};

// That of the highlighted quotation where it is in sight, else that of the first paragraph in sight.
const reading = () => {
  const mark = $("#source mark.active");
  if (mark && seen(mark)) return pageAt(Number(mark.dataset.start));
  const first = all("#source .document > [data-page]").find(seen);
  return Number(first?.dataset.page ?? 1);
};

// --- Showing it --------------------------------------------------------------------------------------

const release = () => {
  if (image.src) URL.revokeObjectURL(image.src);
  image.removeAttribute("src");
  image.hidden = true;
};

const settle = () => {
  const last = starts().length;
  which.textContent = words.pageOf.replace("{}", page).replace("{}", last);
  view.querySelector("[data-turn=previous]").disabled = page <= 1;
  view.querySelector("[data-turn=next]").disabled = page >= last;
};

const load = async () => {
  const mine = (asked += 1);
  view.setAttribute("aria-busy", "true");
  state.textContent = words.loading;
  const { document: name } = article().dataset;
  const query = new URLSearchParams({ name, number: page });
  let problem = words.failed;
  try {
    const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    const answer = await fetch(`../source/${language}/page?${query}`);
    const picture = answer.ok ? await answer.blob() : null;
    if (!answer.ok) problem = (await answer.json().catch(() => null))?.message ?? problem;
    if (mine !== asked) return;
    release();
    if (picture) {
      image.src = URL.createObjectURL(picture);
      image.alt = words.image.replace("{}", page);
      await image.decode().catch(() => {});
      image.hidden = false;
      problem = "";
    }
  } catch { // no connection
    if (mine !== asked) return;
    release();
  }
  state.textContent = problem;
  view.removeAttribute("aria-busy");
};

const turn = (to) => {
  if (to < 1 || to > starts().length) return;
  page = to;
  settle();
  view.querySelector(".desk").scrollTo({ top: 0 });
  load();
};

const cover = (covered) => {
  reader.classList.toggle("facsimile", covered);
  for (const below of ["#toolbar", "#documents", "#source"]) $(below).inert = covered;
};

const show = (button) => {
  opener = button;
  cover(true);
  turn(Number(button.dataset.facsimile) || reading());
  which.focus({ preventScroll: true });
};

const close = () => {
  asked += 1;
  cover(false);
  release();
  state.textContent = "";
  (opener?.checkVisibility() ? opener : $("#source"))?.focus({ preventScroll: true });
};

const enlarge = (button) => {
  const large = view.classList.toggle("enlarged");
  button.setAttribute("aria-pressed", String(large));
};

const turns = {
  previous: () => turn(page - 1),
  next: () => turn(page + 1),
  enlarge,
  close,
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (button && "facsimile" in button.dataset) show(button);
  else if (button?.dataset.turn && view.contains(button)) turns[button.dataset.turn](button);
}, true);

// Before all others: what is on top closes first.
addEventListener("keydown", (event) => {
  if (!open() || event.isComposing || !view.checkVisibility()) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopImmediatePropagation();
    close();
  } else if (view.contains(document.activeElement) && !view.classList.contains("enlarged")) {
    if (event.key === "ArrowLeft") turn(page - 1);
    else if (event.key === "ArrowRight") turn(page + 1);
  }
}, true);

// --- The reader was rendered -------------------------------------------------------------------------

// The paragraph whose citation was copied last is the one whose page is asked for.
document.addEventListener("click", (event) => {
  const number = event.target.closest?.(".document .number");
  const button = $(".toast [data-facsimile]");
  if (number && button) button.dataset.facsimile = number.closest("[data-page]")?.dataset.page ?? "";
}, true);

const rendered = () => {
  if (open()) close();
  const shown = Boolean(article()?.dataset.pages);
  for (const button of all("#toolbar [data-facsimile]")) button.hidden = !shown;
};
document.addEventListener("source-rendered", rendered);
document.addEventListener("click", (event) => {
  if (open() && event.target.closest?.("a.cite, [data-send=show]")) close();
}, true);
rendered();
