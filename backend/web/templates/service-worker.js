{% load i18n static %}"use strict";

// The words that are shown when nobody is signed in, or somebody else: they say that there is something, and no more.
const NEUTRAL = {
  title: "Alongside",
  body: "{% translate 'Something for you. Open Alongside to see it.' as neutral %}{{ neutral|escapejs }}",
};
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PATIENCE_MS = 5000;

// Public things: the style sheets and the page for whoever has nothing kept. Another look has another name.
const LOOK = "look-{{ look }}";
const STYLES = "{% static 'alongside/css/alongside.css' %}";
const NOTHING = "{% url 'web:offline_nothing' %}";
// One person's: what both partners see, by the address that it stands in for.
const KEPT = "kept-";
const WEEKS = "{% url 'web:offline' %}";
const ASK_EVERY_MS = 20_000;

self.addEventListener("install", (event) => event.waitUntil(keepLook()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => event.data?.keep && event.waitUntil(keep(event.data.isNow)));
self.addEventListener("fetch", (event) => answer(event));
self.addEventListener("push", (event) => event.waitUntil(show(idOf(event.data))));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function keepLook() {
  self.skipWaiting();
  // Pushes are shown without it as well.
  await Promise.all([caches.open(LOOK).then((cache) => cache.add(NOTHING)), keepStyles(STYLES)]).catch(() => {});
}

async function keepStyles(url) {
  const answer = await fetch(url);
  if (!answer.ok) return;
  const text = await answer.clone().text();
  await (await caches.open(LOOK)).put(url, answer);
  const further = [...text.matchAll(/@import\s+(?:url\()?["']([^"']+)/g)];
  await Promise.all(further.map(([, part]) => keepStyles(new URL(part, new URL(url, self.location.href)).pathname)));
}

async function begin() {
  await self.clients.claim();
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("look-") && name !== LOOK);
  await Promise.all(old.map((name) => caches.delete(name)));
}

let era = 0;
let askedAt = 0;

// All that is kept, or all whose names begin otherwise. What was on its way when all went is not kept either.
async function forget(but = "") {
  if (!but) [era, askedAt] = [era + 1, 0];
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT));
  await Promise.all(names.filter((name) => !but || !name.startsWith(but)).map((name) => caches.delete(name)));
}

const fresh = (url) => fetch(url, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS * 4) });

// Whoever is signed in now is asked first; their pages come in the place of all that was kept before.
async function keep(isNow) {
  if (!isNow && Date.now() < askedAt + ASK_EVERY_MS) return;
  askedAt = Date.now();
  const mine = era;
  const answer = await fresh("{% url 'web:offline_kept' %}").catch(() => undefined);
  // Without an answer what is kept stays: that is what it is for.
  if (!answer || answer.status >= 500) return;
  // Led to the page for signing in.
  if (!answer.ok) return forget();
  const { person, version, pages } = await answer.json();
  const name = `${KEPT}${person}-${version}`;
  const isWhole = (await caches.has(name)) && (await (await caches.open(name)).match(WEEKS));
  const isKept = isWhole || (await put(name, Object.entries(pages), mine).catch(() => false));
  if (mine !== era) return;
  if (isKept) return forget(name);
  // Not brought this time. Of another person nothing stays all the same.
  askedAt = 0;
  await forget(`${KEPT}${person}-`);
}

async function put(name, pages, mine) {
  const found = await Promise.all(pages.map(async ([path, url]) => [path, await fresh(url)]));
  if (mine !== era || !found.every(([, answer]) => answer.ok)) return false;
  const cache = await caches.open(name);
  // The weeks come last: with them it is whole.
  for (const [path, answer] of found) await cache.put(path, answer);
  if (mine === era) return true;
  await caches.delete(name);
  return false;
}

function answer(event) {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  // Signing in and out, as anybody; and two who part.
  if (request.method !== "GET") return /^\/(accounts|demo|us\/leave)\//.test(pathname) && event.waitUntil(forget());
  if (request.mode === "navigate") return event.respondWith(page(request, pathname));
  if (pathname.startsWith("/static/")) return event.respondWith(fetch(request).catch(() => known(LOOK, pathname)));
}

async function page(request, pathname) {
  const own = await ofKept(pathname);
  try {
    // A page that is kept is not waited for at the door; the others are.
    return await (own ? soon(fetch(request)) : fetch(request));
  } catch {
    return own ?? (await ofKept(WEEKS)) ?? known(LOOK, NOTHING);
  }
}

const soon = (promise) =>
  Promise.race([promise, new Promise((_, refuse) => setTimeout(() => refuse(new Error("slow")), PATIENCE_MS))]);

async function ofKept(path) {
  const name = (await caches.keys()).find((one) => one.startsWith(KEPT));
  return name && (await caches.open(name)).match(path);
}

async function known(name, path) {
  return (await (await caches.open(name)).match(path)) ?? Response.error();
}

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
  await self.registration.showNotification(title, {
    body,
    tag: id || "alongside",
    data: { id },
    icon: "{% static 'alongside/icons/icon-192.png' %}",
    badge: "{% static 'alongside/icons/badge-96.png' %}",
  });
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
