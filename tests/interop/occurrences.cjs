// What ical.js finds in a calendar: [[uid, start, end], …] on standard output, from the calendar on standard
// input; the window is two moments in seconds. Runs with NODE_PATH on the folder that holds ical.js.
const ICAL = require('ical.js');
const fs = require('fs');

const [from, to] = process.argv.slice(2).map(Number);
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(0, 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) {
  ICAL.TimezoneService.register(zone.getFirstPropertyValue('tzid'), new ICAL.Timezone(zone));
}

// Zoned times in UTC, floating ones on the wall clock, days as days.
function text(time) {
  if (time.isDate) return time.toICALString();
  const shown = time.zone === ICAL.Timezone.localTimezone ? time : time.convertToZone(ICAL.Timezone.utcTimezone);
  return shown.toICALString().replace('Z', '');
}

const byUid = new Map();
for (const component of calendar.getAllSubcomponents('vevent')) {
  const uid = component.getFirstPropertyValue('uid');
  byUid.set(uid, [...(byUid.get(uid) || []), component]);
}

const found = [];
function add(uid, start, end) {
  const at = start.toUnixTime();
  if (at >= from && at < to) found.push([uid, text(start), text(end)]);
}

for (const [uid, components] of byUid) {
  const master = components.find((one) => !one.hasProperty('recurrence-id'));
  const exceptions = components.filter((one) => one !== master);
  if (!master) {
    exceptions.map((one) => new ICAL.Event(one)).forEach((one) => add(uid, one.startDate, one.endDate));
    continue;
  }
  const event = new ICAL.Event(master, { exceptions });
  if (!event.isRecurring()) {
    add(uid, event.startDate, event.endDate);
    continue;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.toUnixTime() < to + 86400 * 60; next = iterator.next()) {
    const details = event.getOccurrenceDetails(next);
    add(uid, details.startDate, details.endDate);
  }
}
process.stdout.write(JSON.stringify(found));
