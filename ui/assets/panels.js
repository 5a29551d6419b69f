// Panels over the conversation, and what their buttons and forms send.

let opener = null; // what to return to when the panel closes

// What was rendered anew in between is known by what it sends.
const again = (button) => {
  if (!button || button.isConnected) return button;
  const sent = Object.entries(values(button)).map(([key, value]) => `[data-v-${key}="${CSS.escape(value)}"]`);
  return $(`[data-send="${button.dataset.send}"]${sent.join("")}`);
};
const home = () => (again(opener) ?? box())?.focus();

const paneled = () => columns.classList.contains("paneled");
const panelHead = () => $("#panel .panel h2");

document.addEventListener("panel-rendered", () => {
  const open = panelHead();
  const closes = paneled() && !open;
  columns.classList.toggle("paneled", Boolean(open));
  if (closes && behind) toLast(false);
  if (closes && adrift()) home();
  for (const time of all("#panel time.local"))
    time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang,
      { dateStyle: "medium", timeStyle: "short" });
  if (open && (adrift() || !open.closest(".panel").contains(document.activeElement))) open.focus();
});

const close = () => {
  columns.classList.remove("paneled");
  if (behind) toLast(false);
  document.dispatchEvent(new Event("empty-panel"));
  home();
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
