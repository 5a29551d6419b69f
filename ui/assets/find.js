// Finding a wording within the source. The server tells the places, as it knows what masked words stand for
// and what characters are the same in another writing.

let found = [];
let at = -1;
let looked = Promise.resolve(); // settled when the places of what was typed last are known
let typed = 0;

// The stretches of a paragraph's text, given by paragraph and place in it, as ranges.
const ranges = (places) => {
  const texts = new Map();
  const textOf = (number) => {
    if (texts.has(number)) return texts.get(number);
    const nodes = [];
    let length = 0;
    const walk = document.createTreeWalker(document.getElementById(`p-${number}`), NodeFilter.SHOW_TEXT);
    for (let n = walk.nextNode(); n; n = walk.nextNode()) {
      nodes.push([length, n]);
      length += n.data.length;
    }
    texts.set(number, nodes);
    return nodes;
  };
  const place = (number, offset, after) => {
    const [start, node] = textOf(number).findLast(([s]) => (after ? s < offset : s <= offset));
    return [node, offset - start];
  };
  return places.map(([number, start, end]) => {
    const range = document.createRange();
    range.setStart(...place(number, start, false));
    range.setEnd(...place(number, end, true));
    return range;
  });
};

const placesOf = async (wording) => {
  const name = $("#source .document")?.dataset.document;
  if (!name || !wording.trim()) return [];
  const language = location.pathname.replace(/\/$/, "").split("/").pop();
  const asked = new URLSearchParams({ name, wording });
  const response = await fetch(`../tools/${language}/within?${asked}`, { cache: "no-store" }).catch(() => null);
  return response?.ok ? response.json() : [];
};

const lookUp = async (wording) => {
  typed += 1;
  const now = typed;
  const places = await placesOf(wording);
  if (now !== typed) return; // something else was typed meanwhile
  found = ranges(places.filter(([number]) => document.getElementById(`p-${number}`)));
  at = found.length ? 0 : -1;
};

const finding = () => Boolean($("#within").value.trim());

// `go`: to the place, where nothing else has led the reader somewhere.
const find = async (by = 0, go = true) => {
  const wording = $("#within").value;
  if (!by) looked = lookUp(wording);
  await looked;
  if (wording !== $("#within").value) return;
  if (by && found.length) at = (at + by + found.length) % found.length;
  const matches = $("#matches");
  const some = found.length ? `${at + 1}/${found.length}` : matches.dataset.none;
  matches.textContent = finding() ? some : "";
  count();
  CSS.highlights?.set("found", new Highlight(...found));
  CSS.highlights?.set("found-active", new Highlight(...found.slice(at, at + 1)));
  if (at >= 0 && go) scrollPane($("#source"), found[at], $("#source").clientHeight / 3, true);
};
