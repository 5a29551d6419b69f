// The library's own behaviour, beside page.js: it follows server.js and goes on in library_list.js,
// library_upload.js, library_state.js and library_events.js. The server renders; these scripts fetch,
// send files, and keep an eye on what the server is doing.

const root = $("#library .library");
const words = root.dataset;
const { request, post: sent } = asking("library", words);
const post = async (path, data) => (await sent(path, data)).json();

// --- What the server rendered, and what it says ---------------------------------------------------

let fading = null;

// Not under somebody's focus, which would be lost.
const fade = (place) => {
  fading = setTimeout(() => {
    if (place.contains(document.activeElement)) fade(place);
    else place.replaceChildren();
  }, 12000);
};

const tell = (text, undo = null, failed = false) => {
  const place = $("#library-told");
  place.replaceChildren(text);
  place.classList.toggle("failed", failed);
  if (undo) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.undo });
    button.className = "quiet";
    button.onclick = undo;
    place.append(button);
  }
  clearTimeout(fading);
  if (!failed) fade(place);
};

const attempt = async (action, failed = (text) => tell(text, null, true)) => {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    failed(error.message);
  }
};

const here = () => document.body.dataset.place === "library";
const leave = () => { location.hash = "ask"; };
