{% load i18n %}"use strict";

// The words that are shown when nobody is signed in, or somebody else: they say that there is something, and no more.
const NEUTRAL = {
  title: "Alongside",
  body: "{% translate 'Something for you. Open Alongside to see it.' as neutral %}{{ neutral|escapejs }}",
};
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PATIENCE_MS = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(show(idOf(event.data))));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

function idOf(data) {
  try {
    const { id } = data.json();
    return ID.test(id) ? id : "";
  } catch {
    return "";
  }
}

// A message that comes twice has the same tag: it takes the place of the first, without another sound.
async function show(id) {
  const { title, body } = id ? await words(id) : NEUTRAL;
  await self.registration.showNotification(title, { body, tag: id || "alongside", data: { id } });
}

async function words(id) {
  try {
    const answer = await fetch(`/push/${id}/`, {
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answer.ok ? await answer.json() : NEUTRAL;
  } catch {
    return NEUTRAL;
  }
}

async function open(notification) {
  const { id } = notification.data ?? {};
  notification.close();
  // A window of its own: in one that is open somebody may be writing.
  await self.clients.openWindow(id ? `/push/${id}/open/` : "/");
}

// Without its old address we cannot tell whose it was; then the page of reminders offers to switch it on again.
async function renew({ oldSubscription: before, newSubscription: given }) {
  if (!before) return;
  const { applicationServerKey } = before.options;
  const now = given ?? (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }));
  const { endpoint, keys } = now.toJSON();
  await fetch("/push/renew/", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ was: before.endpoint, endpoint, keys }),
  });
}
