
// Fields by which a document is found by typing; follows tools.js. The choice is kept in `data-chosen`.

const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));
const optionsOf = (box) => [...listOf(box).querySelectorAll("[role=option]")];

const closeList = (box) => {
  listOf(box).hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
};

const activate = (box, option) => {
  for (const other of optionsOf(box)) other.setAttribute("aria-selected", String(other === option));
  box.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};

const choose = (box, option) => {
  box.value = option.dataset.title;
  box.dataset.chosen = option.dataset.name;
  box.title = option.dataset.name;
  closeList(box);
};

let latest = 0; // the last search; answers to earlier ones come too late

const offer = async (box) => {
  const number = latest += 1;
  const sought = box.dataset.chosen ? "" : box.value;
  let html;
  try {
    html = await (await request(`documents?${new URLSearchParams({ sought })}`)).text();
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    fail(current(), error.message);
    return;
  }
  if (number !== latest || document.activeElement !== box) return;
  put(listOf(box), html);
  optionsOf(box).forEach((option, n) => { option.id = `${box.id}-${n}`; });
  listOf(box).hidden = false;
  box.setAttribute("aria-expanded", "true");
};

const walk = (box, by) => {
  const found = optionsOf(box);
  if (!found.length) return;
  const at = found.findIndex((option) => option.id === box.getAttribute("aria-activedescendant"));
  activate(box, found[at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length]);
};

let waiting = null;

for (const box of all("#tools [role=combobox]")) {
  box.addEventListener("focus", () => box.select());
  box.addEventListener("click", () => offer(box)); // not on focus, which a tab gives its first field
  box.addEventListener("blur", () => { latest += 1; closeList(box); });
  box.addEventListener("input", () => {
    delete box.dataset.chosen;
    clearTimeout(waiting);
    waiting = setTimeout(() => offer(box), 150);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = box.getAttribute("aria-expanded") === "true";
    const active = optionsOf(box).find((option) => option.id === box.getAttribute("aria-activedescendant"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) walk(box, event.key === "ArrowDown" ? 1 : -1);
      else offer(box);
    } else if (event.key === "Enter" && open && active) {
      event.preventDefault();
      choose(box, active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      closeList(box);
    }
  });
  // Before the field loses the focus.
  listOf(box).addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose(box, option);
  });
}

// What was chosen, or the only document that what was typed finds.
const picked = async (box) => {
  if (box.dataset.chosen || !box.value.trim()) return box.dataset.chosen ?? "";
  const found = document.createElement("ul");
  put(found, await (await request(`documents?${new URLSearchParams({ sought: box.value })}`)).text());
  const options = found.querySelectorAll("[role=option]");
  if (options.length !== 1) return "";
  choose(box, options[0]);
  return options[0].dataset.name;
};
