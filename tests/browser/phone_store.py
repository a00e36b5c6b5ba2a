"""What a phone keeps of a site: everything that a finder could read out of its browser."""

from playwright.sync_api import Page

KEPT = """async () => {
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const plain = (key, value) => {
        if (value instanceof ArrayBuffer) return [...new Uint8Array(value)];
        if (value instanceof Map || value instanceof Set) return [...value];
        return value;
    };
    const kept = { localStorage: { ...localStorage }, sessionStorage: { ...sessionStorage } };
    Object.assign(kept, { databases: {}, caches: {} });
    for (const { name, version } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name, version));
        for (const store of database.objectStoreNames) {
            const rows = database.transaction(store).objectStore(store);
            const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
            kept.databases[`${name}/${store}`] = keys.map((key, number) => [key, values[number]]);
        }
        database.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const answer = await cache.match(request, { ignoreVary: true });
            kept.caches[request.url] = await answer.clone().text();
        }
    }
    return JSON.parse(JSON.stringify(kept, plain));
}"""

# The four places of `kept_by`: how a text is left there, and how it is taken away.
PLACES = ("localStorage", "sessionStorage", "caches", "databases")
PLANT = """async ([place, text]) => {
    if (place === 'caches') {
        await (await caches.open('planted')).put('/planted', new Response(text));
    } else if (place === 'databases') {
        await new Promise((resolve) => {
            const opening = indexedDB.open('planted', 1);
            opening.onupgradeneeded = () => opening.result.createObjectStore('planted');
            opening.onsuccess = () => {
                const write = opening.result.transaction('planted', 'readwrite');
                write.objectStore('planted').put({ deep: [text] }, 1);
                write.oncomplete = () => { opening.result.close(); resolve(); };
            };
        });
    } else {
        window[place].setItem('planted', text);
    }
}"""
FORGET = """async (place) => {
    if (place === 'caches') await caches.delete('planted');
    else if (place === 'databases') indexedDB.deleteDatabase('planted');
    else window[place].removeItem('planted');
}"""


def kept_by(page: Page) -> dict:
    return page.evaluate(KEPT)


def plant(page: Page, place: str, text: str) -> None:
    page.evaluate(PLANT, [place, text])


def forget(page: Page, place: str) -> None:
    page.evaluate(FORGET, place)
