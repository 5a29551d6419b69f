// Finding a wording within the source.

let found = [];
let at = -1;

const occurrences = (paragraph, sought) => {
  const nodes = [];
  let text = "";
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    nodes.push([text.length, n]);
    text += n.data;
  }
  const place = (offset, after) => {
    const [start, node] = nodes.findLast(([s]) => (after ? s < offset : s <= offset));
    return [node, offset - start];
  };
  const ranges = [];
  for (let i = text.toLowerCase().indexOf(sought); i >= 0; i = text.toLowerCase().indexOf(sought, i + sought.length)) {
    const range = document.createRange();
    range.setStart(...place(i, false));
    range.setEnd(...place(i + sought.length, true));
    ranges.push(range);
  }
  return ranges;
};

const find = (by = 0) => {
  const sought = $("#within").value.toLowerCase();
  if (!by) {
    found = sought ? all("#source .document > *").flatMap((p) => occurrences(p, sought)) : [];
    at = found.length ? 0 : -1;
  } else if (found.length) at = (at + by + found.length) % found.length;
  $("#matches").textContent = sought ? `${at + 1}/${found.length}` : "";
  CSS.highlights?.set("found", new Highlight(...found));
  CSS.highlights?.set("found-active", new Highlight(...found.slice(at, at + 1)));
  if (at >= 0) scrollPane($("#source"), found[at], $("#source").clientHeight / 3, true);
};
