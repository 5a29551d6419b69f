// A server that is busy or out of reach. Gradio tells so in English only, and not what to do.

const trouble = Object.assign(document.createElement("p"), { id: "trouble", role: "alert" });
$("#asking").before(trouble);

const explain = (text) => {
  if (trouble.textContent !== text) trouble.textContent = text;
  document.body.classList.toggle("troubled", Boolean(text));
};

// Gradio looks every two seconds whether the server is back, and then loads the page anew.
const lost = () => {
  explain(CONNECTION.lost);
};

const waits = [1000, 2000, 4000]; // milliseconds until a full queue is tried again
const pause = (wait) => new Promise((done) => { setTimeout(done, wait); });
const plain = window.fetch.bind(window);

const joining = async (request) => {
  let response = await plain(...request);
  for (const wait of waits) {
    if (response.status !== 503) break;
    explain(CONNECTION.busy);
    await pause(wait);
    response = await plain(...request);
  }
  if (response.ok) explain("");
  else explain(response.status === 503 ? CONNECTION.full : CONNECTION.failed);
  return response;
};

window.fetch = async (...request) => {
  const { pathname } = new URL(request[0]?.url ?? request[0], location.href);
  const [, asked] = /\/gradio_api\/(queue\/join|queue\/data|app_id)$/.exec(pathname) ?? [];
  if (asked === "app_id") lost(); // asked for only when an answer has broken off
  try {
    return await (asked === "queue/join" ? joining(request) : plain(...request));
  } catch (error) {
    if (asked && error.name !== "AbortError") lost();
    throw error;
  }
};

// What is in the box, or on its way, when the page is left or loaded anew is there again once the arrival
// has emptied the box; not what the conversation shows already.
const keepDraft = () => store(sessionStorage, "draft", box()?.value || asking || "");

const resume = () => {
  const text = stored(sessionStorage, "draft");
  store(sessionStorage, "draft", "");
  addEventListener("pagehide", keepDraft);
  document.addEventListener("visibilitychange", keepDraft);
  const arrived = all(".turn .question").at(-1)?.textContent === text?.trim();
  if (!text || arrived || !box() || box().value) return;
  box().value = text;
  box().dispatchEvent(new Event("input", { bubbles: true }));
};
document.addEventListener("bar-rendered", () => setTimeout(resume), { once: true });
