// What clicks, keys and dragged files do on the library's page.

const clicks = {
  pick: (b) => $(`#choose-${b.dataset.pick}`).click(),
  show: (b) => relist({ shown: b.dataset.show }).then(() => $("#library-list h2")?.focus()),
  page: (b) => relist({ page: b.dataset.page }).then(() => $("#library-list h2")?.focus()),
  details,
  remove,
  restore: (b) => restore([b.dataset.restore], b.dataset.title),
  restorebatch: (b) => restore(JSON.parse(b.dataset.restorebatch)),
  pickpage: () => pick(all("#library-list [name=pick]").map((box) => box.value)),
  picknone: () => { picked.clear(); showPicked(); $("#library-list h2").focus(); },
  removepicked: () => removeSeveral("remove", { names: [...picked] }),
  takeback: (b) => removeSeveral(`jobs/${b.dataset.takeback}/remove`),
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

const narrow = (event) => {
  if (!event.target.closest("#narrowing") || event.isComposing) return;
  clearTimeout(typing);
  typing = setTimeout(relist, event.target.type === "search" ? 200 : 0);
};
root.addEventListener("input", narrow);
root.addEventListener("change", ({ target }) => {
  if (target.name === "pick") pick([target.value], target.checked);
});
root.addEventListener("compositionstart", () => { composing = true; });
root.addEventListener("compositionend", (event) => { composing = false; narrow(event); });

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
  if (!here() || event.isComposing) return;
  const below = event.key === "Escape" && event.target.closest?.(".below");
  if (below) fold(below);
  if (event.key !== "/" || event.target.closest?.("input, textarea, select")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  $("#narrowing input")?.focus();
}, true);

const arrive = () => {
  if (here()) list().then(keepLooking);
  else foldJobs();
};
document.addEventListener("place-shown", arrive);
document.addEventListener("visibilitychange", keepLooking);
arrive();
keepLooking();
