// Gradio ends the stream of answers as soon as none is awaited. What was sent at that very moment would
// be answered to nobody, as the page still takes the stream for open: here it goes on instead.
// And it has what a page sends worked on side by side, each on the conversation as it was then, so that
// of two quick clicks one would be lost: here each is sent when the one before it is answered.

const awaited = new Map(); // id of what was sent and not answered yet: what tells that it is answered
const early = new Set(); // answered before the answer to the sending itself was read
let sending = 0;
let before = Promise.resolve(); // settled when what was sent last is answered

const beneath = window.fetch;

const joined = async (request) => {
  const previous = before;
  let answered = null;
  before = new Promise((done) => { answered = done; });
  await previous;
  sending += 1;
  let id = null;
  try {
    const response = await beneath(...request);
    if (response.ok) id = (await response.clone().json()).event_id;
    if (id && !early.delete(id)) awaited.set(id, answered);
    return response;
  } finally {
    if (!awaited.has(id)) answered();
    sending -= 1;
  }
};

const note = ({ msg, event_id: id }) => {
  if (msg !== "process_completed") return;
  awaited.get(id)?.();
  if (!awaited.delete(id)) early.add(id);
};

// A stream that is over answers nothing any more.
const forsake = () => {
  for (const answered of awaited.values()) answered();
  awaited.clear();
};

// Hands on every message but the closing one, which it returns.
const forward = async (reader, controller) => {
  let text = "";
  let closing = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return closing + text;
    const messages = (text + value).split("\n\n");
    text = messages.pop();
    for (const message of messages) {
      const data = JSON.parse(message.slice("data:".length));
      note(data);
      if (data.msg === "close_stream") closing = `${message}\n\n`;
      else controller.enqueue(`${message}\n\n`);
    }
  }
};

const sustained = async (request) => {
  const first = await beneath(...request).catch((error) => {
    forsake();
    throw error;
  });
  if (!first.ok || !first.body) {
    forsake();
    return first;
  }
  let reader = null;
  const messages = new ReadableStream({
    start: async (controller) => {
      try {
        for (let response = first; response.ok; response = await beneath(...request)) {
          reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
          const closing = await forward(reader, controller);
          while (sending) await pause(20);
          if (awaited.size && closing) continue;
          if (closing) controller.enqueue(closing);
          break;
        }
        controller.close();
      } catch (error) {
        controller.error(error);
      } finally {
        forsake();
      }
    },
    cancel: (reason) => reader?.cancel(reason),
  });
  return new Response(messages.pipeThrough(new TextEncoderStream()), { headers: first.headers });
};

window.fetch = (...request) => {
  const { pathname } = new URL(request[0]?.url ?? request[0], location.href);
  if (pathname.endsWith("/gradio_api/queue/join")) return joined(request);
  if (pathname.endsWith("/gradio_api/queue/data")) return sustained(request);
  return beneath(...request);
};
