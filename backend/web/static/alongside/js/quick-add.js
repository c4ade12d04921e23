// What was understood of the line appears below it while one types; without this script the page of its form says so.

const PAUSE_MS = 250;

document.querySelectorAll("[data-quick-add]").forEach((section) => {
  const input = section.querySelector("input[name=text]");
  const place = section.querySelector("[data-understood]");
  let timer;
  let asking = new AbortController();

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const text = input.value.trim();
    if (!text) return place.replaceChildren();
    const address = `${section.dataset.quickAdd}?${new URLSearchParams({ part: "understood", text })}`;
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
    } catch { /* Typed on, or offline: the button below the line still works. */ }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { input.value = ""; ask(); }
  });
  if (input.value) ask();
});
