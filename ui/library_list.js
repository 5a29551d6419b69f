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
  if (held.name) return place.querySelector(`#narrowing [name="${held.name}"]`);
  return [...place.querySelectorAll("button")].find((button) => told(button) === told(held));
};

// Documents come and go while somebody is at work in the list: nothing of that is taken away.
const list = () => attempt(async () => {
  const place = $("#library-list");
  const path = shown === "removed" ? "removed" : `documents?${wanted()}`;
  const response = await request(path);
  const html = await response.text();
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  const caret = held?.selectionStart;
  const armed = place.querySelector("[data-purge].sure");
  const open = new Map(all(".documents .name[aria-expanded=true]")
    .map((b) => [b.dataset.details, b.closest("tr").nextElementSibling]));
  put(place, html);
  for (const button of all(".documents .name")) {
    const below = open.get(button.dataset.details);
    if (!below) continue;
    button.setAttribute("aria-expanded", "true");
    button.closest("tr").after(below);
  }
  if (armed) place.querySelector("[data-purge]")?.replaceWith(armed);
  const again = held && (held.isConnected ? held : twin(place, held));
  again?.focus();
  if (again?.type === "search" && caret !== undefined) again.setSelectionRange(caret, caret);
});

const relist = (to = {}) => {
  page = to.page ?? 1;
  shown = to.shown ?? shown;
  return list();
};

const details = (button) => attempt(async () => {
  const row = button.closest("tr");
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (open) { row.nextElementSibling.remove(); return; }
  const name = encodeURIComponent(button.dataset.details);
  const response = await request(`document?name=${name}`);
  const cell = document.createElement("td");
  cell.colSpan = row.cells.length;
  put(cell, await response.text());
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

const remove = (button) => attempt(async () => {
  const { remove: name, title } = button.dataset;
  await post("remove", { name });
  button.closest("tr").remove();
  await list();
  tell(fill(words.removedTold, title), () => restore(name, title));
  $("#library-told button")?.focus();
});

const restore = (name, title) => attempt(async () => {
  await post("restore", { name });
  await list();
  ($(`.documents [data-details="${CSS.escape(name)}"]`) ?? $("#library-list h2")).focus();
  tell(fill(words.restoredTold, title));
});

const purge = () => attempt(async () => {
  const { count } = await post("purge");
  await relist({ shown: "documents" });
  $("#library-list h2").focus();
  tell(fill(words.purgedTold, count));
});

const save = (form) => attempt(async () => {
  const fields = Object.fromEntries(new FormData(form));
  const told = form.querySelector(".told");
  told.textContent = "";
  const { title } = await post("edit", { name: form.dataset.name, fields });
  form.closest("tr").previousElementSibling.querySelector(".name").textContent = title;
  told.textContent = words.saved;
});
