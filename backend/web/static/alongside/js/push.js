"use strict";

const isPushKnown = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const bytesOf = (base64url) =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

const isSame = (one, other) => {
  const [left, right] = [new Uint8Array(one ?? []), new Uint8Array(other)];
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
};

// A browser listens to one sender: a subscription made for another key is of no use to us any more.
async function subscribed(applicationServerKey) {
  await navigator.serviceWorker.register("/service-worker.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  if (known && isSame(known.options.applicationServerKey, applicationServerKey)) return known;
  await known?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

async function switchOn(form, key, say) {
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return say("denied");
  try {
    const { endpoint, keys } = (await subscribed(bytesOf(key))).toJSON();
    Object.entries({ endpoint, ...keys }).forEach(([name, value]) => (form.elements[name].value = value));
    form.submit();
  } catch {
    say("later");
  }
}

document.querySelectorAll("[data-push-key]").forEach((page) => {
  const form = page.querySelector("[data-push-form]");
  const say = (what) => {
    page.querySelectorAll("[data-push-says]").forEach((line) => (line.hidden = line.dataset.pushSays !== what));
  };
  form.hidden = !isPushKnown;
  if (!isPushKnown) return say("unsupported");
  say(Notification.permission === "denied" ? "denied" : "");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say("");
    switchOn(form, page.dataset.pushKey, say);
  });
});

// Which of the devices this is, the browser knows by the address that it was given.
document.querySelectorAll("[data-push-devices]").forEach(async (list) => {
  const registration = isPushKnown ? await navigator.serviceWorker.getRegistration("/") : undefined;
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
  const key = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  list.querySelectorAll(`[data-push-device="${key}"] [data-push-here]`).forEach((tag) => (tag.hidden = false));
});
