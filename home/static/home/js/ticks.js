// Entering ticks: Enter goes on to the next party instead of sending the form; the last one leads to the button.
// Without this script Enter saves, which loses nothing either.

const form = document.querySelector(".ticks");

form?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) {
        return;
    }
    event.preventDefault();
    const stops = [...form.querySelectorAll("input[type=number], button[type=submit]")];
    const next = stops[stops.indexOf(event.target) + 1];
    next.focus();
    if (next instanceof HTMLInputElement) {
        next.select();
    }
});

document.querySelector("#troubled")?.focus();
