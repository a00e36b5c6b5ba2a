/* Keeps the page of the door, so that it opens in a foyer without network; nothing else of this folder.

   The page asks for it, and names the files that it is drawn with (frontend/src/app/check-in/engine/kept-page.ts). The
   network comes first, but not for long: who stands before a queue gets the copy after three seconds. */

const CACHE = 'azl-door';
const PATIENCE_MS = 3000;
// Angular's hash, or Django's: such a file never changes.
const UNCHANGING = /(-[0-9A-Z]{8}|\.[0-9a-f]{12})\.\w+$/;

{% include "components/kept_pages.js" %}

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => event.waitUntil(sweep().then(() => self.clients.claim())));

self.addEventListener('message', (event) => {
    const [port] = event.ports;
    event.waitUntil(obey(event.data).finally(() => port?.postMessage('done')));
});

self.addEventListener('fetch', (event) => {
    const { request } = event;
    if (request.method !== 'GET') return;
    if (request.mode === 'navigate' && isDoor(request.url)) event.respondWith(navigate(event));
    else if (new URL(request.url).pathname.startsWith(FILES)) event.respondWith(keptFile(request));
});

async function obey({ page, files, isSignedOut }) {
    if (isSignedOut) {
        await caches.delete(CACHE);
    } else if (page && isDoor(page)) {
        await keep(page, files);
        await dropFilesBut(files);
    }
    await sweep();
}

function isDoor(address) {
    const { origin, pathname } = new URL(address);
    return origin === self.location.origin && pathname === FOLDER;
}

async function navigate(event) {
    const address = event.request.url;
    const asked = fetch(event.request);
    const copy = await kept(address);
    if (!copy) return asked;
    const answer = await Promise.race([asked.catch(() => null), afterPatience()]);
    if (!answer || answer.status >= 500) return copy;
    if (endsKeeping(answer)) event.waitUntil(forget(address));
    return answer;
}

function afterPatience() {
    return new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, null); });
}

/** Somebody is signed in who may not check in. A session that is over ends nothing: the copy says nothing of who. */
function endsKeeping(answer) {
    return answer.status === 403;
}

async function keptFile(request) {
    const file = UNCHANGING.test(new URL(request.url).pathname) && (await caches.match(request, { ignoreVary: true }));
    return file || fetchFile(request);
}

/** Files of an earlier version of the page. */
async function dropFilesBut(files) {
    if (!(await caches.has(CACHE))) return;
    const cache = await caches.open(CACHE);
    const old = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(FILES) && !files.includes(url));
    await Promise.all(old.map((request) => cache.delete(request)));
}
