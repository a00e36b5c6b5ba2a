/* The programme without waiting for a new page: a change of the filters, a word that is typed, a link between views.

   Nothing is decided here. The same address that the form would open is fetched, and its results take the place of
   those on the page; without this script the form and the links open it themselves. */

const LETTERS = 3;
const PAUSE = 300; // milliseconds after the last letter

const form = document.querySelector('[data-filters]');
const results = document.querySelector('[data-results]');
const found = document.querySelector('[data-found]');

let waiting; // for the next letter
let loading; // the fetch that counts; older ones are given up
let isTyping = false; // what is typed until the field is left is one step of the history

if (form && results && found) {
    form.dataset.live = '';
    form.addEventListener('input', (event) => event.target.name === 'q' && typed(event.target.value));
    form.addEventListener('change', (event) => (event.target.name === 'q' ? (isTyping = false) : apply()));
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        apply();
    });
    document.addEventListener('click', follow);
    window.addEventListener('popstate', () => show(window.location.href, { replacesForm: true }));
}

function typed(words) {
    clearTimeout(waiting);
    const letters = words.trim().length;
    if (letters && letters < LETTERS) return;
    waiting = setTimeout(() => {
        remember(address(), isTyping);
        isTyping = true;
        show(address());
    }, PAUSE);
}

function apply() {
    clearTimeout(waiting);
    isTyping = false;
    if (address() !== window.location.href) remember(address());
    show(address());
}

function follow(event) {
    const link = event.target.closest?.('[data-results-link]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
        return;
    }
    event.preventDefault();
    clearTimeout(waiting);
    isTyping = false;
    remember(link.href);
    show(link.href, { replacesForm: true, from: link.dataset.resultsLink });
}

/** The address that the form would open, without the fields that are empty. */
function address() {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    const url = new URL(form.action);
    url.search = query.toString();
    return url.href;
}

function remember(url, replaces = false) {
    window.history[replaces ? 'replaceState' : 'pushState'](null, '', url);
}

async function show(url, { replacesForm = false, from = '' } = {}) {
    loading?.abort();
    const own = (loading = new AbortController());
    results.setAttribute('aria-busy', 'true');
    try {
        const answer = await fetch(url, { signal: own.signal });
        if (!answer.ok) throw new Error(`The programme answered ${answer.status}.`);
        place(parsed(await answer.text()), replacesForm, from);
        results.removeAttribute('aria-busy');
    } catch (error) {
        if (error.name !== 'AbortError') window.location.assign(url); // the page itself can say what is wrong
    }
}

/** The page as elements. A template applies none of its styles, which the policy of this page would refuse. */
function parsed(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    return template.content;
}

function place(page, replacesForm, from) {
    const hadFocus = results.contains(document.activeElement);
    results.replaceChildren(...page.querySelector('[data-results]').childNodes);
    document.title = page.querySelector('title').textContent;
    found.textContent = results.querySelector('[data-count]').textContent;
    const languages = page.querySelector('.language-switch');
    if (languages) document.querySelector('.language-switch')?.replaceChildren(...languages.childNodes);
    if (replacesForm) fillForm(page.querySelector('[data-filters]'));
    if (hadFocus) (results.querySelector(`[data-results-link="${from}"]`) ?? results).focus({ preventScroll: true });
    results.dispatchEvent(new CustomEvent('azl:results', { bubbles: true }));
}

/** The form as the address has it; what is unfolded stays so, and the focus stays in its field. */
function fillForm(other) {
    const focused = form.contains(document.activeElement) ? document.activeElement.id : '';
    const isUnfolded = form.querySelector('details')?.open;
    form.replaceChildren(...other.childNodes);
    if (isUnfolded) form.querySelector('details').open = true;
    if (focused) document.getElementById(focused)?.focus();
}
