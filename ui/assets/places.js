// Which place of the page is seen: the conversation, the tools or the library. The last two cover the
// conversation, which is out of reach meanwhile; the reader may stand beside the tools.

const $ = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const { body } = document;

const links = () => all("#header .places a");
const address = () => location.hash.slice(1).split("?")[0];
const placeOf = (name) => links().find((a) => a.dataset.addresses.split(" ").includes(name))?.dataset.place ?? "ask";

const quieten = () => {
  const away = body.dataset.place !== "ask";
  const beside = body.classList.contains("beside");
  $("#columns")?.toggleAttribute("inert", away && !beside);
  $("#talk")?.toggleAttribute("inert", away && beside);
};
document.addEventListener("bar-rendered", quieten);

let opener = null; // what led away from the conversation
let reading = null; // what opened the reader beside the tools

const beside = (on) => {
  body.classList.toggle("beside", on);
  $("#columns")?.classList.toggle("reading", on);
  const button = $("#reader .back");
  if (button) button.textContent = on ? button.dataset.beside : button.dataset.ask;
  quieten();
};

const go = () => {
  const place = placeOf(address());
  const before = body.dataset.place;
  // An address that is the name of an element takes the focus off the link that led there.
  const lead = document.activeElement !== body ? document.activeElement
    : before && links().find((link) => link.dataset.place === place);
  if (place !== "ask" && (before ?? "ask") === "ask") opener = lead;
  body.dataset.place = place;
  for (const link of links()) {
    body.classList.toggle(`in-${link.dataset.place}`, link.dataset.place === place);
    if (link.dataset.place === place) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  // The source stays behind where another place is gone to. What that opens in it is not closed on arrival.
  if (place === "ask" ? body.classList.contains("beside") : place !== before) beside(false);
  quieten();
  for (const link of all("#header a[hreflang]")) link.hash = place === "ask" ? "" : location.hash;
  document.dispatchEvent(new Event("place-shown"));
};

const leave = () => {
  history.pushState(null, "", "#ask");
  go();
  if (opener?.isConnected) opener.focus();
  else $("#question textarea")?.focus();
};

// What is narrower is laid out anew: what opened the reader stays in sight.
const seen = () => reading.scrollIntoView({ block: "nearest" });
document.addEventListener("read-beside", ({ detail }) => { reading = detail; beside(true); seen(); });
document.addEventListener("reader-left", () => {
  beside(false);
  if (!reading?.isConnected) return;
  reading.focus({ preventScroll: true });
  seen();
});

// What was opened last closes first: what is folded out around the focus, then panels and places.
const fold = (target) => {
  const open = target.closest?.("details[open]");
  if (!open) return false;
  open.open = false;
  open.querySelector("summary").focus();
  return true;
};

// Before all others, which listen on the document.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  if (fold(event.target)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (body.dataset.place === "ask" || event.target.closest?.(".below")) return; // an open document's row
  if (body.classList.contains("beside")) return; // the reader closes first
  if (event.target.matches?.("[role=combobox][aria-expanded=true]")) return; // its list closes first
  if (event.target.matches?.("[type=search]") && event.target.value) return;
  event.preventDefault();
  event.stopPropagation();
  leave();
}, true);

addEventListener("hashchange", go);
go();
