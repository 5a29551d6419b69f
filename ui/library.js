// The library's own behaviour, beside page.js. The server renders; this file fetches, sends files,
// and keeps an eye on what the server is doing.

const root = $("#library .library");
const words = root.dataset;
const { request, post: sent } = asking("library", words);
const post = async (path, data) => (await sent(path, data)).json();

const AT_ONCE = 4; // files on their way at a time
const LARGEST = Number(words.largest);
const SUFFIXES = words.suffixes.split(" ");

// --- What the server rendered, and what it says ---------------------------------------------------

let fading = null;

const tell = (text, undo = null, failed = false) => {
  const place = $("#library-told");
  place.replaceChildren(text);
  place.classList.toggle("failed", failed);
  if (undo) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.undo });
    button.className = "quiet";
    button.onclick = undo;
    place.append(button);
  }
  clearTimeout(fading);
  if (!failed) fading = setTimeout(() => place.replaceChildren(), 12000);
};

const attempt = async (action) => {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    tell(error.message, null, true);
  }
};

const here = () => document.body.dataset.place === "library";
const leave = () => { location.hash = "ask"; };

// --- The documents ----------------------------------------------------------------------------------------

let page = 1;
let shown = "documents";

const wanted = () => {
  const form = $("#narrowing");
  const query = new URLSearchParams(form ? new FormData(form) : {});
  query.set("page", page);
  return query;
};

const list = () => attempt(async () => {
  const place = $("#library-list");
  const path = shown === "removed" ? "removed" : `documents?${wanted()}`;
  const response = await request(path);
  const html = await response.text();
  const typed = document.activeElement?.closest("#narrowing [name]");
  const caret = typed?.selectionStart;
  const open = new Map(all(".documents .name[aria-expanded=true]")
    .map((b) => [b.dataset.details, b.closest("tr").nextElementSibling]));
  put(place, html);
  // What is being corrected is not taken away when documents come or go.
  for (const button of all(".documents .name")) {
    const below = open.get(button.dataset.details);
    if (!below) continue;
    button.setAttribute("aria-expanded", "true");
    button.closest("tr").after(below);
  }
  const again = typed && place.querySelector(`[name="${typed.name}"]`);
  again?.focus();
  if (again?.type === "search") again.setSelectionRange(caret, caret);
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
  tell(fill(words.restoredTold, title));
});

const purge = () => attempt(async () => {
  const { count } = await post("purge");
  await relist({ shown: "documents" });
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

// --- Files on their way --------------------------------------------------------------------------------------

// Of one folder the paths below it; of several, and of single files, the paths as they are.
const placed = (files) => {
  const tops = new Set(files.map(([path]) => (path.includes("/") ? path.split("/")[0] : "")));
  const [top] = tops;
  return tops.size === 1 && top ? files.map(([path, file]) => [path.slice(top.length + 1), file]) : files;
};

const chosen = (input) => [...input.files].map((file) => [file.webkitRelativePath || file.name, file]);

const entries = async (entry, above = "") => {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [[path, file]];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) { // a reader gives a hundred entries at a time
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const inner of some) found.push(...await entries(inner, `${path}/`));
  }
};

let sending = null; // what cancels the upload that goes on

const progress = (done, count) => {
  const text = document.createElement("span");
  text.textContent = fill(words.uploading, done.toLocaleString(), count.toLocaleString());
  const bar = Object.assign(document.createElement("div"), { className: "bar" });
  bar.append(Object.assign(document.createElement("div"), { style: `width: ${(done / count) * 100}%` }));
  let cancel = $("#library-upload button");
  if (!cancel) {
    cancel = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: words.cancel });
    cancel.onclick = () => sending?.abort();
    const line = Object.assign(document.createElement("div"), { className: "line" });
    line.append(text, cancel);
    $("#library-upload").replaceChildren(line, bar);
  } else {
    cancel.previousElementSibling.replaceWith(text);
    $("#library-upload .bar").replaceWith(bar);
  }
};

// A file that is refused is listed with the job; one that did not arrive is told at once.
const sendFile = async (upload, path, file, signal) => {
  const query = new URLSearchParams({ path, size: file.size });
  const known = SUFFIXES.some((suffix) => path.toLowerCase().endsWith(suffix));
  const body = known && file.size <= LARGEST ? file : null; // the server says why it will not have it
  const headers = { "Content-Type": "application/octet-stream" };
  try {
    await request(`uploads/${upload}?${query}`, { method: "PUT", body, headers, signal });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
};

const sendAll = (found) => attempt(async () => {
  const visible = found.filter(([path]) => !path.split("/").some((part) => part.startsWith(".")));
  const files = placed(visible);
  if (sending || !files.length) return;
  sending = new AbortController();
  const { signal } = sending;
  const missing = [];
  let id = "";
  try {
    ({ id } = await post("uploads"));
    const queue = files.entries();
    let done = 0;
    progress(0, files.length);
    const work = async () => {
      for (const [, [path, file]] of queue) {
        try {
          await sendFile(id, path, file, signal);
        } catch {
          if (signal.aborted) return;
          missing.push(path);
        }
        progress(done += 1, files.length);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (signal.aborted) { await request(`uploads/${id}`, { method: "DELETE" }); return; }
    await post(`uploads/${id}/add`, { replace: $("#replace").checked, keep: $("#keep").checked });
    const hidden = found.length - visible.length;
    if (missing.length) tell(fill(words.uploadFailed, missing.slice(0, 3).join(", ")), null, true);
    else if (hidden) tell(fill(words.hidden, hidden));
  } finally {
    sending = null;
    $("#library-upload").replaceChildren();
    keepLooking();
  }
});

addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });

// --- What the server is doing -----------------------------------------------------------------------------------

let seen = -1;
let timer = null;
let lost = false;

const account = (state) => {
  const place = $("#header .account");
  if (!state.accounts || place.dataset.of === state.account) return;
  place.dataset.of = state.account;
  const way = state.account
    ? Object.assign(document.createElement("button"), { type: "button", textContent: words.signOut, title: state.account })
    : Object.assign(document.createElement("a"), { href: `../login?next=${encodeURIComponent(`/${language}/`)}`, textContent: words.signIn });
  way.className = "quiet";
  if (state.account) way.onclick = async () => { await fetch("../logout", { method: "POST" }); location.reload(); };
  place.replaceChildren(way);
};

const jobs = (html) => {
  const place = $("#library-jobs");
  const open = new Map(all("#library-jobs details").map((d) => [d.closest("[data-job]").dataset.job, d.open]));
  const focused = document.activeElement?.dataset?.cancel;
  put(place, html);
  for (const d of all("#library-jobs details")) {
    const before = open.get(d.closest("[data-job]").dataset.job);
    if (before !== undefined) d.open = before;
  }
  if (focused) place.querySelector(`[data-cancel="${CSS.escape(focused)}"]`)?.focus();
};

let stored = ""; // how much the jobs have stored, by which the list is renewed

const look = async () => {
  const state = await (await request(`state?seen=${seen}`)).json();
  if (lost) $("#library-told").replaceChildren();
  lost = false;
  root.classList.toggle("editing", state.editor);
  root.classList.toggle("reading-only", !state.editor);
  account(state);
  $("#header [data-place=library] .busy").textContent = state.busy;
  if (state.jobs !== null) {
    jobs(state.jobs);
    if (seen >= 0 && state.stored !== stored) {
      if (here()) list();
      document.dispatchEvent(new Event("library-changed"));
    }
    stored = state.stored;
  }
  seen = state.changes;
  return state.running;
};

const keepLooking = async () => {
  clearTimeout(timer);
  let running = false;
  try {
    if (document.visibilityState === "visible") running = await look();
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    if (!lost && here()) tell(words.lost, null, true);
    lost = true;
  } finally {
    clearTimeout(timer);
    timer = setTimeout(keepLooking, running ? 700 : here() ? 3000 : 10000);
  }
};

// --- Events -------------------------------------------------------------------------------------------------------

const clicks = {
  pick: (b) => $(`#choose-${b.dataset.pick}`).click(),
  show: (b) => relist({ shown: b.dataset.show }).then(() => $("#library-list h2")?.focus()),
  page: (b) => relist({ page: b.dataset.page }).then(() => $("#library-list h2")?.focus()),
  details,
  remove,
  restore: (b) => restore(b.dataset.restore, b.dataset.title),
  purge: (b) => {
    if (b.classList.contains("sure")) purge();
    b.textContent = b.dataset.sure;
    b.classList.add("sure");
  },
  cancel: (b) => attempt(async () => { await post(`jobs/${b.dataset.cancel}/cancel`); keepLooking(); }),
  dismiss: (b) => attempt(async () => { await post(`jobs/${b.dataset.dismiss}/dismiss`); keepLooking(); }),
  read: (b) => { leave(); act("open", { name: b.dataset.read }); $("#columns").classList.add("reading"); },
  within: (b) => { leave(); act("scope", { documents: [b.dataset.within] }); },
};

// page.js sends what concerns the conversation.
const act = (name, data) => document.dispatchEvent(new CustomEvent("act", { detail: { name, data } }));

root.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const kind = button && Object.keys(clicks).find((name) => name in button.dataset);
  if (kind) clicks[kind](button);
});

root.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.matches(".metadata")) save(event.target);
});

let typing = null;

root.addEventListener("input", (event) => {
  if (!event.target.closest("#narrowing")) return;
  clearTimeout(typing);
  typing = setTimeout(relist, event.target.type === "search" ? 200 : 0);
});

for (const input of all("#choose-files, #choose-folder")) {
  input.addEventListener("change", () => {
    const found = chosen(input);
    input.value = "";
    sendAll(found);
  });
}

let over = 0; // elements below the pointer that a drag has entered

const carries = (event) => here() && root.classList.contains("editing") && event.dataTransfer?.types.includes("Files");
const dragged = (by) => (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  over = Math.max(0, over + by);
  root.classList.toggle("over", over > 0);
};
addEventListener("dragenter", dragged(1));
addEventListener("dragleave", dragged(-1));
addEventListener("dragover", dragged(0));
addEventListener("drop", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  over = 0;
  root.classList.remove("over");
  const items = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  attempt(async () => sendAll((await Promise.all(items.map((item) => entries(item)))).flat()));
});

document.addEventListener("keydown", (event) => {
  if (!here() || event.isComposing || event.target.closest?.("input, textarea, select")) return;
  if (event.key !== "/") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  $("#narrowing input")?.focus();
}, true);

const arrive = () => { if (here()) list().then(keepLooking); };
document.addEventListener("place-shown", arrive);
document.addEventListener("visibilitychange", keepLooking);
arrive();
keepLooking();
