/*
 * The list of dates and the booking widget work together. "Book this date" chooses the date in the widget, which is
 * fetched if it is not there yet; where it does not run, or cannot be fetched, the link opens the plain form. In return
 * the list says what the widget has found out about the seats.
 */

let followed;

document.addEventListener('click', (event) => {
    const link = event.target.closest?.('[data-books]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const widget = document.querySelector('azl-booking:defined:not([data-failed])');
    if (!widget) return;
    event.preventDefault();
    followed = link;
    widget.setAttribute('performance', link.dataset.books);
    widget.scrollIntoView();
});

document.addEventListener('azl-failed', () => {
    if (followed) location.assign(followed.href);
});

document.addEventListener('azl-availability', ({ detail }) => {
    for (const { id, booking } of detail.performances) {
        for (const place of document.querySelectorAll(`[data-performance="${CSS.escape(id)}"]`)) {
            tell(place, booking);
        }
    }
});

function tell(place, { state, label }) {
    place.classList.toggle('performance--cancelled', state === 'cancelled');
    const badge = place.querySelector('.badge');
    if (badge.textContent !== label) badge.textContent = label;
    badge.className = `badge badge--${state}`;
    const link = place.querySelector('[data-books]');
    if (link) link.hidden = state !== 'open' && state !== 'few_left';
}
