"use strict";

const PATIENCE_MS = 8000;

const bring = async (url, how = {}) => {
  const answer = await fetch(url, { ...how, signal: AbortSignal.timeout(PATIENCE_MS) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("[data-going-every]");
  // Refused, or led to another page, such as the one for signing in.
  if (!answer.ok || !found) throw new Error("refused");
  return found;
};

document.querySelectorAll("[data-going]").forEach((box) => {
  let isSending = false;
  let timer = 0;
  // Nothing goes away from under a finger; the box itself only says where one is.
  const isInUse = () => document.activeElement !== box && box.contains(document.activeElement);
  const fallback = () => box.querySelector("[data-going-fallback]");

  const wait = () => {
    const every = Number(box.querySelector("[data-going-every]").dataset.goingEvery);
    clearTimeout(timer);
    if (every) timer = setTimeout(look, every * 1000);
  };

  const offerOwnText = () => {
    if (fallback() && box.querySelector("[data-going-stage='sending']")) fallback().hidden = false;
  };

  async function look() {
    if (document.visibilityState === "visible" && !isSending) {
      try {
        const found = await bring(box.dataset.going);
        if (!isSending && !isInUse()) box.replaceChildren(found);
      } catch {
        offerOwnText();
      }
    }
    wait();
  }

  const say = (words) => {
    const line = Object.assign(document.createElement("p"), { className: "going__state" });
    line.append(Object.assign(document.createElement("b"), { textContent: words }));
    box.querySelectorAll(".going__state").forEach((old) => old.remove());
    box.firstElementChild.prepend(line);
  };

  // Their own app for texts, with the words written: it needs no network of ours.
  const writeThemselves = () => {
    say(box.dataset.goingFailed);
    if (!fallback()) return;
    fallback().hidden = false;
    location.href = fallback().querySelector("a").href;
  };

  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const { action, method } = event.target;
    const isCall = "goingCall" in event.target.dataset;
    if (isCall) say(box.dataset.goingSending);
    try {
      box.replaceChildren(await bring(action, { method, body: new FormData(event.target) }));
      box.focus({ preventScroll: true });
    } catch {
      if (isCall) writeThemselves();
      else event.target.submit();
    }
    isSending = false;
    wait();
  });

  wait();
});
