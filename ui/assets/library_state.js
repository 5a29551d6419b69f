// What the server is doing: its jobs, and who is signed in.

let seen = -1;
let timer = null;
let lost = false;

const account = (state) => {
  const place = $("#header .account");
  if (!state.accounts || place.dataset.of === state.account) return;
  place.dataset.of = state.account;
  const way = state.account
    ? Object.assign(document.createElement("button"), { type: "button", textContent: words.signOut, title: state.account })
    : Object.assign(document.createElement("a"), { href: `../login?next=${encodeURIComponent(`/${language}/`)}`, textContent: words.signIn });
  way.className = "quiet";
  if (state.account) way.onclick = async () => { await fetch("../logout", { method: "POST" }); location.reload(); };
  place.replaceChildren(way);
};

const sentHere = new Set(); // the jobs of this tab that have not ended yet

// Once seen by whoever sent the files, what became of them takes no more than a line.
const foldJobs = () => all("#library-jobs details[open]").forEach((d) => { d.open = false; });

const jobs = (html) => {
  const place = $("#library-jobs");
  const open = new Map(all("#library-jobs details").map((d) => [d.closest("[data-job]").dataset.job, d.open]));
  const { cancel, dismiss } = document.activeElement?.dataset ?? {};
  put(place, html);
  for (const d of all("#library-jobs details")) {
    const { job } = d.closest("[data-job]").dataset;
    d.open = open.get(job) || (sentHere.delete(job) && "troubled" in d.dataset);
  }
  const focused = CSS.escape(cancel ?? dismiss ?? "");
  if (focused) (place.querySelector(`:is([data-cancel="${focused}"], [data-dismiss="${focused}"])`) ?? $("#library-list h2"))?.focus();
};

let stored = ""; // how much the jobs have stored, by which the list is renewed

const look = async () => {
  const state = await (await request(`state?seen=${seen}`)).json();
  if (lost) $("#library-told").replaceChildren();
  lost = false;
  root.classList.toggle("editing", state.editor);
  root.classList.toggle("reading-only", !state.editor);
  account(state);
  $("#header [data-place=library] .busy").textContent = state.busy;
  if (state.jobs !== null) {
    jobs(state.jobs);
    if (seen >= 0 && state.stored !== stored) {
      if (here()) list();
      document.dispatchEvent(new Event("library-changed"));
    }
    stored = state.stored;
  }
  seen = state.changes;
  return state.running;
};

const keepLooking = async () => {
  clearTimeout(timer);
  let running = false;
  try {
    if (document.visibilityState === "visible") running = await look();
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    if (!lost && here()) tell(words.lost, null, true);
    lost = true;
  } finally {
    clearTimeout(timer);
    timer = setTimeout(keepLooking, running ? 700 : here() ? 3000 : 10000);
  }
};
