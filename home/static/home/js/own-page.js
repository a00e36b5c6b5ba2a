/* The visitor's own page: has the phone keep it for a foyer without network, says when it is such a copy, and prints.

   Without this script the page does the same online; the code is then in the mail too. */

const { savedAt } = document.documentElement.dataset;

if (savedAt) sayThatItIsACopy();
else askToBeKept();

for (const place of document.querySelectorAll('[data-print]')) {
    place.hidden = false;
    place.firstElementChild.addEventListener('click', () => window.print());
}

window.addEventListener('hashchange', unfold);
unfold();

/** A link to something that is folded away unfolds it, so that its button is the second tap. */
function unfold() {
    const target = document.getElementById(window.location.hash.slice(1));
    if (target?.localName === 'details') target.open = true;
}

function sayThatItIsACopy() {
    const words = document.querySelector('[data-saved-copy]');
    if (!words) return;
    const format = { weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
    const moment = new Date(savedAt).toLocaleString(document.documentElement.lang, format);
    words.textContent = words.textContent.replace('{moment}', moment);
    words.hidden = false;
}

/** The server's answer tells the worker whether this page may be kept; a page that may not be is forgotten by it. */
async function askToBeKept() {
    const page = document.querySelector('[data-worker]');
    if (!page || !('serviceWorker' in navigator)) return;
    const folder = new URL('./', new URL(page.dataset.worker, window.location.href)).pathname;
    const isKeepable = 'keepable' in page.dataset;
    try {
        const known = await navigator.serviceWorker.getRegistration(folder);
        if (!isKeepable && !known) return;
        if (isKeepable) await navigator.serviceWorker.register(page.dataset.worker, { scope: folder });
        const { active } = await navigator.serviceWorker.ready;
        await document.fonts.ready;
        active.postMessage({ page: window.location.href, files: isKeepable ? filesOfThisPage() : [] });
    } catch (error) {
        if (error.name !== 'SecurityError') throw error; // a browser that keeps nothing, as in a private window
    }
}

function filesOfThisPage() {
    return performance.getEntriesByType('resource').map((file) => file.name).filter((name) => name.startsWith(window.location.origin));
}
