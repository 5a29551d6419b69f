
// Citing a document; follows library.js. What is told of its publication is not stored.

const cited = async (place, form = null) => {
  const query = new URLSearchParams(form ? new FormData(form) : {});
  query.set("name", place.dataset.cite);
  const response = await request(`cite?${query}`);
  put(place.querySelector(".cited"), await response.text());
};

root.addEventListener("toggle", ({ target }) => {
  if (target.matches("[data-cite][open]") && !target.querySelector("dl")) attempt(() => cited(target));
}, true);

root.addEventListener("submit", ({ target }) => {
  if (!target.matches(".published")) return;
  const place = target.closest("[data-cite]");
  attempt(async () => {
    await cited(place, target);
    place.querySelector(".published button").focus();
  }, (text) => { target.querySelector(".failed").textContent = text; });
});
