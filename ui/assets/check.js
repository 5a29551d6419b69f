// Checking quotations; follows tools.js.

const KEPT = "text-to-check";
const store = (text) => {
  try { sessionStorage.setItem(KEPT, text); } catch { /* storage is off or full: the text is not kept */ }
};
const kept = () => {
  try { return sessionStorage.getItem(KEPT); } catch { return null; }
};

const text = inside("check", "textarea");
let chosen = false; // the person has said what the text is

// A text of several lines is no single quotation.
const guess = () => {
  if (chosen) return;
  const kind = text.value.trim().includes("\n") ? "article" : "quotation";
  inside("check", `[name=as][value=${kind}]`).checked = true;
};

const filled = (value) => {
  text.value = value;
  chosen = false;
  guess();
  store(value);
};

const check = async (form) => {
  store(text.value);
  const count = [...text.value.trim()].length;
  const longest = Number(text.dataset.longest);
  if (count > longest) {
    fail("check", fill(words.checkLimit, count.toLocaleString(), longest.toLocaleString()));
    showResult("check", "");
    return;
  }
  const article = form.elements.as.value === "article";
  const html = await run("check", async (signal) =>
    (await post("check", { text: text.value, article, scope: await scope() }, { signal })).text());
  showResult("check", html ?? ""); // nothing older stays below a text that was not checked
};

const readFile = async (file) => {
  showResult("check", "");
  const path = `text?${new URLSearchParams({ name: file.name })}`;
  const headers = { "Content-Type": "application/octet-stream" };
  const read = await run("check", async (signal) =>
    (await request(path, { method: "POST", body: file, headers, signal })).json());
  if (!read) return;
  filled(read.text);
  inside("check", "[name=as][value=article]").checked = true;
  chosen = true;
  text.focus();
  text.setSelectionRange(0, 0);
  text.scrollTop = 0;
};

const only = (button) => {
  const on = button.getAttribute("aria-pressed") !== "true";
  for (const other of button.parentElement.children) other.setAttribute("aria-pressed", String(other === button && on));
  const list = button.closest(".result").querySelector(".findings");
  list.dataset.only = on ? button.dataset.only : "";
};

Object.assign(tools, { check });
Object.assign(clicks, { only });

text.addEventListener("input", guess);
text.addEventListener("change", () => store(text.value));
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) text.form.requestSubmit();
});
inside("check", ".kinds").addEventListener("input", () => { chosen = true; });

$("#choose-article").addEventListener("change", ({ target }) => {
  const [file] = target.files;
  target.value = "";
  if (file) readFile(file);
});

if (kept()) filled(kept());
