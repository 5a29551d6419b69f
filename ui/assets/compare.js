
// Comparing documents and their digests; follows pick.js.

const fieldOf = (tool, name) => inside(tool, `[name=${name}]`);

const compared = async (left, right) => {
  history.replaceState(null, "", `#compare?${new URLSearchParams({ left, right })}`);
  for (const link of all("#header a[hreflang]")) link.hash = location.hash;
  const html = await run("compare", async (signal) => (await post("compare", { left, right }, { signal })).text());
  if (html !== undefined) showResult("compare", html);
};

const digested = async (name) => {
  history.replaceState(null, "", `#digest?${new URLSearchParams({ name })}`);
  for (const link of all("#header a[hreflang]")) link.hash = location.hash;
  const html = await run("digest", async (signal) => (await post("digest", { name }, { signal })).text());
  if (html !== undefined) showResult("digest", html);
};

// A field whose document comes from the address shows its name.
const preset = (box, name) => {
  box.value = name;
  box.dataset.chosen = name;
};

Object.assign(tools, {
  compare: async () => {
    const left = await picked(fieldOf("compare", "left"));
    const right = await picked(fieldOf("compare", "right"));
    if (left && right) compared(left, right);
    else fail("compare", words.chooseTwo);
  },
  digest: async () => {
    const name = await picked(fieldOf("digest", "name"));
    if (name) digested(name);
    else fail("digest", words.chooseOne);
  },
});

let arrivedWith = ""; // what the address asked for last
arrivals.compare = (query) => {
  if (query.toString() === arrivedWith || inside("compare", ".result").firstChild) return;
  arrivedWith = query.toString();
  preset(fieldOf("compare", "left"), query.get("left") ?? "");
  preset(fieldOf("compare", "right"), query.get("right") ?? "");
  if (query.get("left") && query.get("right")) compared(query.get("left"), query.get("right"));
};
arrivals.digest = (query) => {
  if (query.toString() === arrivedWith || inside("digest", ".result").firstChild) return;
  arrivedWith = query.toString();
  preset(fieldOf("digest", "name"), query.get("name") ?? "");
  if (query.get("name")) digested(query.get("name"));
};
