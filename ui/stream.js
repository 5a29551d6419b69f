// Gradio ends the stream of answers as soon as none is awaited. What was sent at that very moment would
// be answered to nobody, as the page still takes the stream for open: here it goes on instead.

const awaited = new Set(); // ids of what was sent and not answered yet
const early = new Set(); // answered before the answer to the sending itself was read
let sending = 0;

const beneath = window.fetch;

const joined = async (request) => {
  sending += 1;
  try {
    const response = await beneath(...request);
    const id = response.ok ? (await response.clone().json()).event_id : null;
    if (id && !early.delete(id)) awaited.add(id);
    return response;
  } finally {
    sending -= 1;
  }
};

const note = (message) => {
  if (message.msg === "process_completed" && !awaited.delete(message.event_id)) early.add(message.event_id);
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
  const first = await beneath(...request);
  if (!first.ok || !first.body) return first;
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
