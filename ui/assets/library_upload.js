// Files on their way to the server.

const AT_ONCE = 4; // files on their way at a time
const LARGEST = Number(words.largest);
const SUFFIXES = words.suffixes.split(" ");

// Of one folder the paths below it; of several, and of single files, the paths as they are.
const placed = (files) => {
  const tops = new Set(files.map(([path]) => (path.includes("/") ? path.split("/")[0] : "")));
  const [top] = tops;
  return tops.size === 1 && top ? files.map(([path, file]) => [path.slice(top.length + 1), file]) : files;
};

const chosen = (input) => [...input.files].map((file) => [file.webkitRelativePath || file.name, file]);

const entries = async (entry, above = "") => {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [[path, file]];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) { // a reader gives a hundred entries at a time
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const inner of some) found.push(...await entries(inner, `${path}/`));
  }
};

let sending = null; // what cancels the upload that goes on

const progress = (done, count) => {
  const text = document.createElement("span");
  text.textContent = fill(words.uploading, done.toLocaleString(), count.toLocaleString());
  const bar = Object.assign(document.createElement("div"), { className: "bar" });
  bar.append(Object.assign(document.createElement("div"), { style: `width: ${(done / count) * 100}%` }));
  let cancel = $("#library-upload button");
  if (!cancel) {
    cancel = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: words.cancel });
    cancel.onclick = () => sending?.abort();
    const line = Object.assign(document.createElement("div"), { className: "line" });
    line.append(text, cancel);
    $("#library-upload").replaceChildren(line, bar);
  } else {
    cancel.previousElementSibling.replaceWith(text);
    $("#library-upload .bar").replaceWith(bar);
  }
};

// A file that is refused is listed with the job; one that did not arrive is told at once.
const sendFile = async (upload, path, file, signal) => {
  const query = new URLSearchParams({ path, size: file.size });
  const known = SUFFIXES.some((suffix) => path.toLowerCase().endsWith(suffix));
  const body = known && file.size <= LARGEST ? file : null; // the server says why it will not have it
  const headers = { "Content-Type": "application/octet-stream" };
  try {
    await request(`uploads/${upload}?${query}`, { method: "PUT", body, headers, signal });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
};

const sendAll = (found) => attempt(async () => {
  const visible = found.filter(([path]) => !path.split("/").some((part) => part.startsWith(".")));
  const files = placed(visible);
  if (sending || !files.length) return;
  foldJobs();
  sending = new AbortController();
  const { signal } = sending;
  const missing = [];
  let id = "";
  try {
    ({ id } = await post("uploads"));
    const queue = files.entries();
    let done = 0;
    progress(0, files.length);
    const work = async () => {
      for (const [, [path, file]] of queue) {
        try {
          await sendFile(id, path, file, signal);
        } catch {
          if (signal.aborted) return;
          missing.push(path);
        }
        progress(done += 1, files.length);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (signal.aborted) {
      tell(words.uploadCancelled);
      await request(`uploads/${id}`, { method: "DELETE" });
      return;
    }
    const { job } = await post(`uploads/${id}/add`, { replace: $("#replace").checked, keep: $("#keep").checked });
    sentHere.add(job);
    const hidden = found.length - visible.length;
    if (missing.length) tell(fill(words.uploadFailed, missing.slice(0, 3).join(", ")), null, true);
    else if (hidden) tell(fill(words.hidden, hidden));
  } finally {
    sending = null;
    $("#library-upload").replaceChildren();
    keepLooking();
  }
});

addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });
