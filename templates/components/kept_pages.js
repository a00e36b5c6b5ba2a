/* What both workers do to keep a page: only while its answer carries {{ header }}, and until then; a page less than
   the one that was sent, with the files that it is drawn with. Whoever includes this names the CACHE,
   and says by `endsKeeping` which answers of the server end the keeping of a page. */

const HEADER = '{{ header }}';
const FILES = '{{ files }}';
const FOLDER = new URL(self.registration.scope).pathname;
// What stands between these marks works with the network alone, and is no part of the copy.
const ONLINE_ONLY = /<!-- online -->.*?<!-- \/online -->/gs;
const IGNORING = { ignoreVary: true, ignoreSearch: true };

/** A page that is open asks to be kept; the first time it is not ours yet, so it is always asked for once more. */
async function keep(address, files) {
    const answer = await fetch(address, { cache: 'no-store', redirect: 'manual' }).catch(() => null);
    if (!answer) return;
    if (!mayBeKept(answer)) {
        if (endsKeeping(answer)) await forget(address);
        return;
    }
    const cache = await caches.open(CACHE);
    await cache.put(withoutSearch(address), await copyOf(answer));
    await addFiles(cache, files);
}

async function forget(address) {
    if (!(await caches.has(CACHE))) return;
    await (await caches.open(CACHE)).delete(withoutSearch(address), IGNORING);
    await sweep();
}

function mayBeKept(answer) {
    return answer.status === 200 && answer.type === 'basic' && !answer.redirected && isAhead(answer.headers.get(HEADER));
}

function isAhead(moment) {
    return Boolean(moment) && Date.parse(moment) > Date.now();
}

async function copyOf(answer) {
    const savedAt = `<html data-saved-at="${new Date().toISOString()}"`;
    const text = (await answer.text()).replace(ONLINE_ONLY, '').replace('<html', savedAt);
    const headers = new Headers(answer.headers);
    for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name);
    return new Response(text, { headers });
}

async function kept(address) {
    await sweep();
    return caches.match(withoutSearch(address), IGNORING);
}

/** What a kept page is drawn with. */
async function addFiles(cache, addresses) {
    const files = addresses.filter((address) => new URL(address).pathname.startsWith(FILES));
    await Promise.allSettled(files.map((address) => cache.add(address)));
}

/** Forgets the pages whose night is over, and with the last page all that pages were drawn with. */
async function sweep() {
    if (!(await caches.has(CACHE))) return;
    const cache = await caches.open(CACHE);
    const pages = (await cache.keys()).filter((request) => !new URL(request.url).pathname.startsWith(FILES));
    const over = [];
    for (const request of pages) {
        const copy = await cache.match(request, { ignoreVary: true });
        if (!isAhead(copy?.headers.get(HEADER))) over.push(request);
    }
    await Promise.all(over.map((request) => cache.delete(request, { ignoreVary: true })));
    if (over.length === pages.length) await caches.delete(CACHE);
}

function withoutSearch(address) {
    const url = new URL(address);
    return url.origin + url.pathname;
}

async function fetchFile(request) {
    try {
        return await fetch(request);
    } catch (error) {
        const file = await caches.match(request, { ignoreVary: true });
        if (file) return file;
        throw error;
    }
}
