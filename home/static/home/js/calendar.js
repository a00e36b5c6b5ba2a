/* The calendar by keyboard: one stop for Tab, arrows between the days that have something.

   Left and right go to the day before and after, up and down a week back and on, Home and End to the first and the last
   day, Page Up and Page Down to the months on either side. Without this script each link is a stop of its own. */

const WEEK = 7 * 24 * 60 * 60 * 1000;

let comesFrom = ''; // the month link that a key has followed: the focus goes on in the new month

document.addEventListener('keydown', move);
document.addEventListener('focusin', (event) => {
    const day = event.target.closest?.('[data-calendar] [data-day]');
    if (day) makeStop(day);
});
document.addEventListener('azl:results', prepare);
prepare();

function prepare() {
    const calendar = document.querySelector('[data-calendar]');
    const all = calendar ? days(calendar) : [];
    if (!all.length) return;
    calendar.querySelector('[data-calendar-keys]').hidden = false;
    const today = new Date().toLocaleDateString('sv'); // written as in data-day
    makeStop(all.find((day) => day.dataset.day >= today) ?? all.at(-1));
    if (comesFrom) focus(comesFrom === 'before' ? all.at(-1) : all[0]);
    comesFrom = '';
}

function move(event) {
    const day = event.target.closest?.('[data-calendar] [data-day]');
    if (!day || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const calendar = day.closest('[data-calendar]');
    const all = days(calendar);
    const here = all.indexOf(day);
    const at = time(day);
    const targets = {
        ArrowLeft: () => all[here - 1],
        ArrowRight: () => all[here + 1],
        ArrowUp: () => all.findLast((other) => time(other) <= at - WEEK),
        ArrowDown: () => all.find((other) => time(other) >= at + WEEK),
        Home: () => all[0],
        End: () => all.at(-1),
        PageUp: () => turn(calendar, 'before'),
        PageDown: () => turn(calendar, 'after'),
    };
    if (!Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    const target = targets[event.key]();
    if (target) focus(target);
}

/** Follows the link to another month, where there is one; programme.js brings it, and `prepare` takes the focus on. */
function turn(calendar, direction) {
    const link = calendar.querySelector(`[data-month="${direction}"]`);
    if (!link) return;
    comesFrom = direction;
    link.click();
}

function days(calendar) {
    return [...calendar.querySelectorAll('[data-day]')].filter((day) => day.querySelector('a'));
}

/** The noon of a day, so that a night on which the clocks change makes no week longer or shorter than seven days. */
function time(day) {
    return Date.parse(`${day.dataset.day}T12:00Z`);
}

function focus(day) {
    makeStop(day);
    day.querySelector('a').focus();
}

function makeStop(day) {
    for (const link of day.closest('[data-calendar]').querySelectorAll('[data-day] a')) {
        link.tabIndex = day.contains(link) ? 0 : -1;
    }
}
