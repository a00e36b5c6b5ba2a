/* "Book this date" chooses the date in the booking widget, where it runs. Else the link opens the plain form. */

document.addEventListener('click', (event) => {
    const link = event.target.closest?.('[data-books]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const radio = document.querySelector(`azl-booking input[type="radio"][value="${CSS.escape(link.dataset.books)}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.click();
    radio.closest('azl-booking').scrollIntoView();
    radio.focus({ preventScroll: true });
});
