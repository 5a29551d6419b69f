// The tools' own behaviour, beside page.js. The server does the work and renders what it found.

const root = $("#tools .tools-page");
const words = root.dataset;
const { request, post } = asking("tools", words);

const inside = (tool, selector) => $(`#tool-${tool} ${selector}`);
const scope = () => JSON.parse($("#bar [data-scope]")?.dataset.scope ?? "{}");
const narrow = () => matchMedia("(max-width: 1099px)").matches;

// --- Tabs --------------------------------------------------------------------------------------------

const TABS = all("#tools [role=tab]").map((tab) => tab.dataset.tab);
const current = () => {
  const [name] = location.hash.slice(1).split("?");
  return TABS.includes(name) ? name : null;
};

const shown = () => {
  const name = current();
  if (!name) return;
  for (const tab of all("#tools [role=tab]")) {
    const selected = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
    $(`#tool-${tab.dataset.tab}`).hidden = !selected;
  }
  $("#header [data-place=tools]").hash = name;
  showScope();
  const inTools = root.contains(document.activeElement);
  // Not on a phone, where focus raises the keyboard.
  if (!inTools && !narrow()) inside(name, "form :is(textarea, input:not([type=radio], [type=file]))")?.focus();
};

const step = (event) => {
  const at = TABS.indexOf(event.target.dataset.tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const name = TABS[(to + TABS.length) % TABS.length];
  $(`#tab-${name}`).focus();
  location.hash = name;
};

// --- The scope is that of the conversation ---------------------------------------------------------------

const showScope = () => {
  const value = $(".scope-button .value")?.textContent ?? "";
  for (const place of all("#tools .scope-value")) place.textContent = value;
};
document.addEventListener("bar-rendered", () => queueMicrotask(showScope));

const changeScope = () => {
  location.hash = "ask";
  $(".scope-button")?.click();
};

// --- Work that takes a while -------------------------------------------------------------------------------

const running = new Map(); // what ends the wait, by tool

const fail = (tool, text) => { inside(tool, ".failed").textContent = text; };

const busy = (tool, on) => {
  inside(tool, ".running").hidden = !on;
  inside(tool, "form [type=submit]").disabled = on;
  $("#header [data-place=tools] .busy").textContent = running.size ? "…" : "";
};

// Runs `ask(signal)`; nothing but the last result is shown, and only if nobody cancelled it.
const run = async (tool, ask) => {
  running.get(tool)?.abort();
  const stop = new AbortController();
  running.set(tool, stop);
  fail(tool, "");
  busy(tool, true);
  try {
    const found = await ask(stop.signal);
    if (running.get(tool) !== stop) return undefined;
    return found;
  } catch (error) {
    if (running.get(tool) === stop) {
      if (stop.signal.aborted) fail(tool, words.cancelled);
      else if (error instanceof Refusal || error instanceof Unreachable) fail(tool, error.message);
      else throw error;
    }
    return undefined;
  } finally {
    if (running.get(tool) === stop) {
      running.delete(tool);
      busy(tool, false);
    }
  }
};

const showResult = (tool, html) => {
  const place = inside(tool, ".result");
  put(place, html);
  if (current() === tool && !document.body.classList.contains("beside")) {
    const head = place.querySelector("h2");
    head?.focus({ preventScroll: true });
    head?.scrollIntoView({ block: "start" });
  }
};

// --- Checking quotations -------------------------------------------------------------------------------------

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
  const kind = /\S\s*\n\s*\S/.test(text.value) ? "article" : "quotation";
  inside("check", `[name=as][value=${kind}]`).checked = true;
};

const filled = (value) => {
  text.value = value;
  chosen = false;
  guess();
  store(value);
};

const check = async (form) => {
  const count = [...text.value.trim()].length;
  const longest = Number(text.dataset.longest);
  if (count > longest) {
    fail("check", fill(words.checkLimit, count.toLocaleString(), longest.toLocaleString()));
    return;
  }
  const article = form.elements.as.value === "article";
  const html = await run("check", async (signal) =>
    (await post("check", { text: text.value, article, scope: scope() }, { signal })).text());
  if (html !== undefined) showResult("check", html);
};

const readFile = async (file) => {
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

const tools = { check };

// --- Events ----------------------------------------------------------------------------------------------------

const clicks = {
  tab: (b) => { location.hash = b.dataset.tab; },
  scopeChange: changeScope,
  cancelTool: (b) => running.get(b.dataset.cancelTool)?.abort(),
  choose: (b) => document.getElementById(b.dataset.choose).click(),
  only,
};

root.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const kind = button && Object.keys(clicks).find((name) => name in button.dataset);
  if (kind) clicks[kind](button);
});

root.addEventListener("submit", (event) => {
  event.preventDefault();
  tools[event.target.dataset.tool](event.target);
});

root.addEventListener("keydown", (event) => {
  if (event.target.matches("[role=tab]")) step(event);
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === text && !event.isComposing)
    event.target.form.requestSubmit();
});

root.addEventListener("input", (event) => {
  if (event.target === text) { guess(); store(text.value); }
  else if (event.target.name === "as") chosen = true;
});

$("#choose-article").addEventListener("change", ({ target }) => {
  const [file] = target.files;
  target.value = "";
  if (file) readFile(file);
});

if (kept()) filled(kept());
document.addEventListener("place-shown", shown);
shown();
