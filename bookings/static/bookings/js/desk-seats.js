/*
 * The seats of the chosen performance, beside the form in which somebody is booked. Where this does not run they stand
 * in the list of performances all the same.
 */

const seats = document.querySelector('[data-desk-seats]');
const choice = document.querySelector('select[name="performance"]');

choice?.addEventListener('change', async () => {
    const asked = choice.value;
    const answer = await fetch(`${seats.dataset.deskSeats}?performance=${encodeURIComponent(asked)}`);
    // Signed out meanwhile: what comes back then is the page to sign in.
    if (answer.ok && !answer.redirected && choice.value === asked) seats.innerHTML = await answer.text();
});
