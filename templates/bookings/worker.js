/* Keeps the own page of a confirmed reservation, so that its code is there without network; nothing else of this folder.

   A page may be kept while its answer carries {{ header }}, and until then. The network comes first: what is kept is
   shown only when it fails. The page itself says what it needs to be drawn (home/static/home/js/own-page.js). */

const CACHE = 'azl-own-pages';

{% include "components/kept_pages.js" %}

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => event.waitUntil(sweep().then(() => self.clients.claim())));

self.addEventListener('message', (event) => {
    const { page, files } = event.data;
    if (isOwnPage(page)) event.waitUntil(keep(page, files).then(sweep));
});

self.addEventListener('fetch', (event) => {
    const { request } = event;
    if (request.method !== 'GET') return;
    if (request.mode === 'navigate' && isOwnPage(request.url)) event.respondWith(navigate(event));
    else if (new URL(request.url).pathname.startsWith(FILES)) event.respondWith(fetchFile(request));
});

/** Whether an address is that of an own page: one name below our folder, and nothing after it. */
function isOwnPage(address) {
    const { origin, pathname } = new URL(address);
    return origin === self.location.origin && pathname.startsWith(FOLDER) && /^[^/]+\/$/.test(pathname.slice(FOLDER.length));
}

async function navigate(event) {
    const address = event.request.url;
    try {
        const answer = await fetch(event.request);
        if (answer.status >= 500) return (await kept(address)) ?? answer;
        if (endsKeeping(answer)) event.waitUntil(forget(address));
        return answer;
    } catch (error) {
        const copy = await kept(address);
        if (copy) return copy;
        throw error;
    }
}

/** The server knows better than the copy, unless it is only too busy to say so. */
function endsKeeping(answer) {
    return answer.status < 500 && answer.status !== 429 && !mayBeKept(answer);
}
