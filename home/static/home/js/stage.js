/* The stage manager's page: looks every few seconds whether the house is clear, and says when it cannot look.

   Without this script the page loads itself anew; with it a network that is away leaves the last numbers standing. */

const main = document.querySelector('[data-every]');
const lost = document.querySelector('[data-lost]');
const pause = Number(main.dataset.every) * 1000;

window.setTimeout(look, pause);
document.addEventListener('visibilitychange', stayAwake);
stayAwake();

async function look() {
    try {
        const answer = await fetch(window.location.href, { cache: 'no-store', signal: AbortSignal.timeout(pause) });
        if (answer.status === 410) window.location.reload();
        if (!answer.ok) throw new Error(String(answer.status));
        show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        say('');
    } catch {
        say(lost.dataset.lost);
    }
    window.setTimeout(look, pause);
}

/** Only what differs is replaced, so that a screen reader hears of nothing else. */
function show(seen) {
    document.title = seen.title;
    for (const part of document.querySelectorAll('[data-part]')) {
        const now = seen.querySelector(`[data-part="${part.dataset.part}"]`);
        if (now && now.innerHTML !== part.innerHTML) part.replaceChildren(...now.childNodes);
    }
}

function say(words) {
    if (lost.textContent !== words) lost.textContent = words;
}

/** The screen beside the prompt book stays on, where the browser lets it. */
function stayAwake() {
    if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => undefined);
}
