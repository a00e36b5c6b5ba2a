// Reads a calendar file (its text as a JSON string on standard input) with ical.js; fails on what it cannot read.
import { text } from 'node:stream/consumers';

import ICAL from 'ical.js';

ICAL.design.strict = true;

const calendar = new ICAL.Component(ICAL.parse(JSON.parse(await text(process.stdin))));
const zones = calendar.getAllSubcomponents('vtimezone').map((zone) => new ICAL.Timezone(zone));
zones.forEach((zone) => ICAL.TimezoneService.register(zone));

// The moment with the offset that the file's own description of the zone gives it.
function withOffset(time) {
    const seconds = time.utcOffset();
    const clock = (minutes) => [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
    return `${time.toString()}${seconds < 0 ? '-' : '+'}${clock(Math.abs(seconds) / 60)}`;
}

const entries = calendar.getAllSubcomponents('vevent').map((component) => {
    const entry = new ICAL.Event(component);
    return {
        uid: entry.uid,
        summary: entry.summary,
        description: entry.description,
        location: entry.location,
        start: withOffset(entry.startDate),
        end: withOffset(entry.endDate),
        sequence: entry.sequence,
        status: component.getFirstPropertyValue('status'),
        url: component.getFirstPropertyValue('url'),
    };
});
const name = calendar.getFirstPropertyValue('x-wr-calname');
process.stdout.write(JSON.stringify({ name, zones: zones.map((zone) => zone.tzid), entries }));
