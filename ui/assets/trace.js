
// Following wordings through the years; comes after tools.js. What is followed stands in the address.

const wordings = inside("trace", "[name=wordings]");
// Chinese wordings have no spaces in them.
const SEPARATORS = /[、，,；;\n]+|(?<=\p{Script=Han})\s+(?=\p{Script=Han})/u;
let followed = null; // what the result is of

const listed = () => wordings.value.split(SEPARATORS).map((w) => w.trim()).filter(Boolean);

const trace = async () => {
  const asked = listed();
  const query = new URLSearchParams(asked.map((w) => ["w", w]));
  followed = query.toString();
  if (asked.length) history.replaceState(null, "", `#trace?${query}`);
  for (const link of all("#header a[hreflang]")) link.hash = location.hash;
  const html = await run("trace", async (signal) =>
    (await post("trace", { wordings: asked, scope: await scope() }, { signal })).text());
  if (html !== undefined) showResult("trace", html);
};

const more = async (button) => {
  const html = await run("trace", async (signal) => (await request(button.dataset.more, { signal })).text());
  if (html === undefined) return;
  const rest = document.createElement("div");
  put(rest, html);
  const first = rest.querySelector("button");
  button.replaceWith(...rest.childNodes);
  first?.focus();
};

Object.assign(tools, { trace });
Object.assign(clicks, { more });
arrivals.trace = (query) => {
  if (query.toString() === followed) return;
  wordings.value = query.getAll("w").join("、");
  if (listed().length) trace();
};
