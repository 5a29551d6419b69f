// The conversation: its answers, and what is copied from them.

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
  if (turns === null ? !narrow() && !paneled() : now.length < turns || (adrift() && !narrow())) box()?.focus();
  if (now.length !== turns && turns !== null) columns.classList.remove("reading");
  turns = now.length;
};

watch("value", rendered);
