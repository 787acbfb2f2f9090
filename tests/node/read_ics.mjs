// Reads a calendar from standard input with ical.js (Thunderbird's reader) and prints its entries as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const time = (event, name) => {
  const property = event.getFirstProperty(name);
  return property && { wall: property.toICALString().split(":").pop(), zone: property.getParameter("tzid") ?? "" };
};
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const entries = calendar.getAllSubcomponents("vevent").map((event) => ({
  uid: event.getFirstPropertyValue("uid"),
  sequence: event.getFirstPropertyValue("sequence"),
  status: event.getFirstPropertyValue("status"),
  summary: event.getFirstPropertyValue("summary"),
  description: event.getFirstPropertyValue("description"),
  location: event.getFirstPropertyValue("location"),
  start: time(event, "dtstart"),
  end: time(event, "dtend"),
}));
process.stdout.write(JSON.stringify(entries));
