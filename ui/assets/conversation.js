// The conversation: its questions, its answers, and what is copied from them.

// An input method's Enter chooses characters; it must not send the question.
document.addEventListener("keypress", (event) => {
  if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, true);

// A question that is pressed twice is asked once: again while it is being answered, with the second
// click of a double click, or with Enter when the answer has just emptied the box.
const JUST = 500; // milliseconds
let asking = null; // what is being answered
let pressed = -Infinity; // when something was asked last

const asked = ({ type, key, shiftKey, target }) => {
  if (type === "keypress") return key === "Enter" && !shiftKey && target === box() ? box().value : null;
  const button = target.closest?.(".starter, #send");
  return button?.matches("#send") ? box().value : button?.textContent ?? null;
};

const once = async (event) => {
  const question = asked(event);
  if (question === null) return;
  const emptied = !question && event.type === "keypress" && event.timeStamp - pressed < JUST;
  pressed = event.timeStamp;
  if (emptied || event.detail > 1 || (question && question === asking)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  asking = question;
  await pause(100); // until it is on its way
  await before;
  if (asking === question) asking = null;
};
document.addEventListener("click", once, true);
document.addEventListener("keypress", once, true);

const copy = async (button) => {
  const { text, done } = button.dataset;
  await write(text);
  const label = (button.dataset.label ??= button.textContent);  // a second click finds "copied"
  button.textContent = done;
  setTimeout(() => { button.textContent = label; }, 1500);
};

let turns = null;
let behind = false; // the conversation came while a panel covered it

const toLast = (smooth) => {
  const last = all(".turn").at(-1);
  behind = paneled();
  if (!behind && last) scrollPane($("#conversation"), last, 0, smooth);
};

const rendered = () => {
  const now = all(".turn");
  if (now.length > (turns ?? 0)) toLast(turns > 0);
  // Not on a phone, where focus raises the keyboard.
  if (turns === null ? !narrow() && !paneled() : now.length < turns || (adrift() && !narrow())) box()?.focus();
  if (now.length !== turns && turns !== null) columns.classList.remove("reading");
  turns = now.length;
};

// A question that was on its way when the page was loaded anew: its answer is looked for a while.
let looking = false;

const look = async () => {
  if (looking) return;
  looking = true;
  for (let wait = 500; wait < 20000 && $(".turn.waiting"); wait *= 1.3) {
    await pause(wait);
    if ($(".turn.waiting") && !asking) send("look");
  }
  looking = false;
};

watch("value", () => { rendered(); look(); });
