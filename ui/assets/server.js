// Asking the server, for the scripts of the library and of the tools, which begin with this one.

const $ = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const language = location.pathname.replace(/\/$/, "").split("/").pop();
const fill = (template, ...values) => values.reduce((text, value) => text.replace("{}", () => value), template);

class Refusal extends Error {}
class Unreachable extends Error {}

// Requests below `place`; `words` tell what the server cannot.
const asking = (place, words) => {
  const request = async (path, options = {}) => {
    const response = await fetch(`../${place}/${language}/${path}`, { cache: "no-store", ...options })
      .catch((error) => { throw options.signal?.aborted ? error : new Unreachable(words.lost); });
    if (response.status === 401) location.reload(); // signed out: the way to sign in again
    if (response.ok) return response;
    const told = await response.json().catch(() => ({}));
    const known = response.status === 413 ? words.tooLarge : undefined;
    throw new Refusal(told.message ?? known ?? response.statusText);
  };
  const post = async (path, data = {}, options = {}) => request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(data),
    ...options,
  });
  return { request, post };
};

// What a fragment shows is escaped where it is rendered.
const put = (place, html) => {
  place.innerHTML = html;
  for (const time of place.querySelectorAll("time.local"))
    time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang,
      { dateStyle: "medium", timeStyle: "short" });
};
