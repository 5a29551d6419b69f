// What clicks, keys and changes do, and the arrival on the page.

const actions = {
  ask: (b) => send("ask", { question: b.textContent }),
  copy,
  back,
  close,
  paragraph,
  previous: () => step(-1),
  next: () => step(1),
  smaller: () => resize(-1),
  larger: () => resize(1),
  link: async (b) => {
    await write(address(linked));
    tell(b.dataset.done);
  },
  sure: (b) => {
    b.textContent = b.dataset.sure;
    b.classList.add("sure");
    b.dataset.send = b.dataset.sendThen;
    delete b.dataset.do;
  },
  restore: (b) => {
    const shown = b.getAttribute("aria-pressed") !== "true";
    showRestored(shown);
    store(localStorage, "restored", shown ? "yes" : "no");
  },
  source: () => { origin = null; columns.classList.add("reading"); $(".back")?.focus(); },
  theme: () => {
    const dark = document.body.classList.toggle("dark");
    store(localStorage, "theme", dark ? "dark" : "light");
  },
};

const sent = (button) => {
  const { send: name, done } = button.dataset;
  if (name === "show") {
    origin = null;
    shower = button;
    if (button.closest("#tools")) document.dispatchEvent(new CustomEvent("read-beside", { detail: button }));
    pass(values(button));
    return;
  }
  if (name === "also") return also(values(button));
  if (!button.closest("#panel")) opener = button;
  if (done) button.textContent = done;
  if (name === "load") turns = null; // all of another conversation is new
  if (name === "new" && !narrow()) box()?.focus();
  send(name, values(button));
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.cite");
  if (link) {
    event.preventDefault();
    cite(link.dataset.quote);
    return;
  }
  const heading = event.target.closest?.(".outline a");
  if (heading) {
    event.preventDefault();
    heading.closest("details").open = false;
    const target = document.getElementById(heading.hash.slice(1));
    scrollPane($("#source"), target, 64, true);
    target.focus({ preventScroll: true });
    return;
  }
  const button = event.target.closest?.("button");
  if (button?.dataset.send) sent(button);
  else if (button?.dataset.do) actions[button.dataset.do]?.(button);
  for (const menu of all(".outline[open]"))
    if (!menu.contains(event.target)) menu.open = false;
}, true);

document.addEventListener("change", (event) => {
  if (event.target.id === "chooser") send("open", { name: event.target.value });
});

// The sheet covers what is behind it: Tab goes round in it.
const around = (event) => {
  const stops = [...$("#reader").querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((stop) => stop.checkVisibility({ visibilityProperty: true }) && !stop.disabled && !stop.closest("[inert]"));
  const onward = event.shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const from = document.activeElement;
  if ($("#reader").contains(from) && stops.some((stop) => from.compareDocumentPosition(stop) & onward)) return;
  event.preventDefault();
  stops.at(event.shiftKey ? -1 : 0)?.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Tab" && narrow() && columns.classList.contains("reading")) around(event);
  else if (event.key === "Escape" && $(".toast").contains(event.target)) {
    event.preventDefault();
    hush();
  } else if (event.key === "Escape" && columns.classList.contains("reading")) {
    event.preventDefault();
    back();
  } else if (event.key === "Escape" && paneled() && !columns.inert) {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && event.target.id === "within") {
    event.preventDefault();
    find(event.shiftKey ? -1 : 1);
  } else if (event.key === "/" && !event.target.closest?.("input, textarea, select")) {
    event.preventDefault();
    if (paneled() && !columns.inert) close(); // the box is behind it
    box()?.focus();
  }
}, true);

// The library's page asks for what concerns the conversation, and tells when documents came or went.
document.addEventListener("act", ({ detail }) => send(detail.name, detail.data));
document.addEventListener("library-changed", () => send("refresh"));

// --- Arrival: a reload or a change of language keeps the conversation -----------------------------

// This tab's conversation; the server knows the last one of all tabs.
document.addEventListener("bar-rendered", () => {
  const id = $("#bar [data-conversation]")?.dataset.conversation;
  if (id) store(sessionStorage, "conversation", id);
});

const link = new URLSearchParams(location.search);
send("arrive", {
  conversation: stored(sessionStorage, "conversation") ?? "",
  text: link.get("text") ?? "",
  paragraph: link.get("p") ?? "",
});
