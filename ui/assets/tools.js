// The tools' own behaviour, beside page.js. The server does the work and renders what it found.

const root = $("#tools .tools-page");
const words = root.dataset;
const { request, post } = asking("tools", words);

const inside = (tool, selector) => $(`#tool-${tool} ${selector}`);
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
  const asked = location.hash.split("?")[1];
  for (const tab of all("#tools [role=tab]")) {
    const selected = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
    if (selected) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    $(`#tool-${tab.dataset.tab}`).hidden = !selected;
  }
  $("#header [data-place=tools]").hash = name;
  if (asked) arrivals[name]?.(new URLSearchParams(asked));
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

// An address may ask for work before the conversation has arrived.
const arrived = new Promise((resolve) => {
  if ($("#bar [data-scope]")) resolve();
  else document.addEventListener("bar-rendered", () => resolve(), { once: true });
});
const scope = async () => {
  await arrived;
  return JSON.parse($("#bar [data-scope]").dataset.scope);
};

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

// What the tools do when their form is sent, and when their tab is shown by an address with `?…`.
const tools = {};
const arrivals = {};

// --- Events ----------------------------------------------------------------------------------------------------

const clicks = {
  tab: (b) => { location.hash = b.dataset.tab; },
  scopeChange: changeScope,
  cancelTool: (b) => running.get(b.dataset.cancelTool)?.abort(),
  choose: (b) => document.getElementById(b.dataset.choose).click(),
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
});

document.addEventListener("place-shown", shown);
queueMicrotask(shown); // when the scripts of the single tools, which follow, have run
