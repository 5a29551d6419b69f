// The documents: listed, opened, corrected, removed and restored.

let page = 1;
let shown = "documents";

const wanted = () => {
  const form = $("#narrowing");
  const query = new URLSearchParams(form ? new FormData(form) : {});
  query.set("page", page);
  return query;
};

// The element that stands in the place of `held`, which was rendered anew.
const twin = (place, held) => {
  const told = (element) => JSON.stringify({ ...element.dataset });
  if (held.matches("h2")) return place.querySelector("h2");
  if (held.name === "pick") return place.querySelector(`[name=pick][value="${CSS.escape(held.value)}"]`);
  if (held.name) return place.querySelector(`#narrowing [name="${held.name}"]`);
  return [...place.querySelectorAll("button")].find((button) => told(button) === told(held));
};

// What is open below a document's row: nothing while it is being fetched.
const opened = (button) => {
  const below = button.closest("tr").nextElementSibling;
  return below?.matches(".below") ? below : null;
};

let asked = 0; // the list was asked for so often: an answer that a later one has overtaken is not drawn
let drawn = ""; // what the list shows; empty once something else has changed it
let composing = false; // an input method is at work in the list

// A click whose element goes while it is pressed is lost, and so is what an input method composes.
const letGo = async (place) => {
  const held = () => composing && place.contains(document.activeElement);
  for (let n = 0; held() || (n < 40 && place.matches(":active")); n++)
    await new Promise((resolve) => setTimeout(resolve, 50));
};

// Documents come and go while somebody is at work in the list: nothing of that is taken away.
const list = () => attempt(async () => {
  const place = $("#library-list");
  const path = shown === "removed" ? "removed" : `documents?${wanted()}`;
  const turn = ++asked;
  const response = await request(path);
  const html = await response.text();
  await letGo(place);
  if (turn !== asked || html === drawn) return;
  drawn = html;
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  const caret = held?.selectionStart;
  const armed = place.querySelector("[data-purge].sure");
  const open = new Map(all(".documents .name[aria-expanded=true]")
    .map((b) => [b.dataset.details, opened(b)]));
  put(place, html);
  for (const button of all(".documents .name")) {
    if (!open.has(button.dataset.details)) continue;
    button.setAttribute("aria-expanded", "true");
    const below = open.get(button.dataset.details);
    if (below) button.closest("tr").after(below);
  }
  showPicked();
  if (armed) place.querySelector("[data-purge]")?.replaceWith(armed);
  const again = held && (held.isConnected ? held : twin(place, held));
  if (again && held.name) again.value = held.value; // typed since the list was asked for
  again?.focus();
  if (again?.type === "search" && caret !== undefined) again.setSelectionRange(caret, caret);
});

const relist = (to = {}) => {
  if (to.page === undefined) picked.clear(); // what is not listed any more is not removed unseen
  page = to.page ?? 1;
  shown = to.shown ?? shown;
  return list();
};

const details = (button) => attempt(async () => {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (open) { opened(button)?.remove(); return; }
  const { details: name } = button.dataset;
  const response = await request(`document?name=${encodeURIComponent(name)}`);
  const html = await response.text();
  // Meanwhile the list may have been drawn anew, or the row closed.
  const again = $(`.documents [data-details="${CSS.escape(name)}"][aria-expanded=true]`);
  if (!again || opened(again)) return;
  const row = again.closest("tr");
  const cell = document.createElement("td");
  cell.colSpan = row.cells.length;
  put(cell, html);
  const below = document.createElement("tr");
  below.className = "below";
  below.append(cell);
  row.after(below);
});

const fold = (below) => {
  const button = below.previousElementSibling.querySelector(".name");
  button.focus();
  details(button);
};

// --- Removed, one or several at once, and back ----------------------------------------------------

const picked = new Set(); // the names of the documents that are chosen, also on other pages of the list

const showPicked = () => {
  for (const box of all("#library-list [name=pick]")) box.checked = picked.has(box.value);
  const bar = $("#library-list .picked");
  if (!bar) return;
  bar.hidden = !picked.size;
  bar.querySelector(".many").textContent = picked.size ? fill(words.picked, picked.size) : "";
};

const pick = (names, on = true) => {
  for (const name of names) picked[on ? "add" : "delete"](name);
  showPicked();
};

const tellRemoved = async (names, text, title = "") => {
  for (const name of names) picked.delete(name);
  drawn = "";
  await list();
  tell(text, () => restore(names, title));
  $("#library-told button")?.focus();
};

const remove = (button) => attempt(async () => {
  const { remove: name, title } = button.dataset;
  await post("remove", { names: [name] });
  button.closest("tr").remove();
  await tellRemoved([name], fill(words.removedTold, title), title);
});

const removeSeveral = (path, data) => attempt(async () => {
  const { names } = await post(path, data);
  await tellRemoved(names, fill(words.removedSeveral, names.length));
  keepLooking();
});

const restore = (names, title = "") => attempt(async () => {
  await post("restore", { names });
  await list();
  ($(`.documents [data-details="${CSS.escape(names[0])}"]`) ?? $("#library-list h2")).focus();
  tell(title && names.length === 1 ? fill(words.restoredTold, title) : fill(words.restoredSeveral, names.length));
  keepLooking();
});

const purge = () => attempt(async () => {
  const { count } = await post("purge");
  await relist({ shown: "documents" });
  $("#library-list h2").focus();
  tell(fill(words.purgedTold, count));
});

const save = (form) => {
  const told = form.querySelector(".told");
  const say = (text, wrong = false) => {
    told.textContent = text;
    told.classList.toggle("failed", wrong);
  };
  say("");
  return attempt(async () => {
    const fields = Object.fromEntries(new FormData(form));
    const { title, date } = await post("edit", { name: form.dataset.name, fields });
    form.elements.date.value = date; // as it was understood
    form.closest("tr").previousElementSibling.querySelector(".name").textContent = title;
    drawn = "";
    say(words.saved);
  }, (text) => say(text, true));
};
