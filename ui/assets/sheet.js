// On a narrow page the source is a sheet over the conversation, and Back closes it: opening it makes an
// entry of the history, closing it otherwise takes that back. Coming to the entry again opens it again.

const entered = () => history.state?.sheet;

const followSheet = () => {
  const open = columns.classList.contains("reading");
  if (open && narrow() && !entered()) history.pushState({ sheet: document.body.dataset.place }, "");
  else if (!open && entered()) history.back();
};
new MutationObserver(followSheet).observe(columns, { attributeFilter: ["class"] });

addEventListener("popstate", () => {
  const open = columns.classList.contains("reading");
  if (open && !entered()) back();
  else if (!open && narrow() && entered() === "ask") columns.classList.add("reading");
});
