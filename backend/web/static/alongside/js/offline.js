"use strict";

// What the worker keeps for the hours offline is for whoever is signed in here, and for nobody after them.
(async () => {
  if (!("serviceWorker" in navigator)) return;
  if (!document.body.classList.contains("is-signed-in")) {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("kept-")).map((name) => caches.delete(name)));
    return;
  }
  await navigator.serviceWorker.register("/service-worker.js");
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: true, isNow: document.querySelector("[data-keep-now]") !== null });
})();
