// Asks now and then how the webcast goes, and shows the page's new state. Without it: the button "Check again".
const SECONDS = 15, HIDDEN = 60, LONGEST = 120, HEARTBEAT = 60;
const watch = document.getElementById("watch");
let troubles = 0, timer;

async function look() {
  clearTimeout(timer);
  let pause = 0;
  try {
    const answer = await fetch(watch.dataset.state);
    pause = Number(answer.headers.get("Retry-After")) || 0;
    if (!answer.ok) throw new Error(answer.statusText);
    const { state, version, asked } = await answer.json();
    if (version !== watch.dataset.version) await show();
    else if (asked !== document.getElementById("asked").dataset.asked) list(await fetched(watch.dataset.list));
    if (state === "over") return;
    troubles = 0;
  } catch {
    troubles += 1;
  }
  able("network", !troubles);
  const calm = Math.min((document.hidden ? HIDDEN : SECONDS) * 2 ** troubles, LONGEST);
  timer = setTimeout(look, 1000 * Math.max(pause, calm * (0.7 + 0.6 * Math.random())));
}

// The words come from the server, in the reader's language; focus and number stay where they were, if there still.
async function show() {
  const page = await fetched(watch.dataset.page), fresh = page.getElementById("watch");
  const gate = watch.querySelector("#gate"), focused = gate.contains(document.activeElement);
  const people = gate.querySelector("[name=people]")?.value;
  watch.querySelector("#state").replaceChildren(...fresh.querySelector("#state").childNodes);
  gate.replaceChildren(...fresh.querySelector("#gate").childNodes);
  list(page);
  offer(page.getElementById("ask"));
  if (people && gate.querySelector("[name=people]")) gate.querySelector("[name=people]").value = people;
  if (fresh.dataset.address !== watch.dataset.address || !gate.querySelector("form")) putAway();
  watch.dataset.version = fresh.dataset.version;
  watch.dataset.address = fresh.dataset.address;
  if (focused) gate.querySelector("button, a")?.focus();
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// A list that reads the same stays as it is. Only what has just been taken up is read aloud.
function list(page) {
  const here = document.getElementById("asked"), fresh = page.getElementById("asked");
  here.dataset.asked = fresh.dataset.asked;
  if (here.innerHTML === fresh.innerHTML) return;
  const before = new Set([...here.querySelectorAll(".now")].map((each) => each.innerHTML));
  const taken = [...fresh.querySelectorAll(".now")].filter((each) => !before.has(each.innerHTML));
  document.getElementById("news").replaceChildren(...taken.flatMap((each) => [...each.cloneNode(true).childNodes]));
  here.replaceChildren(...fresh.childNodes);
}

// The form for a question comes and goes with the gate; one in which somebody is writing stays.
function offer(fresh) {
  const here = document.getElementById("ask"), written = here.querySelector("textarea")?.value;
  if (!written && !here.children.length !== !fresh.children.length) here.replaceChildren(...fresh.childNodes);
}

// A question goes without leaving the page, so that a webcast in it plays on. If that fails, it goes as any form does.
async function ask(form) {
  const here = document.getElementById("ask"), button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    here.replaceChildren(...page.getElementById("ask").childNodes);
    here.querySelector("[role=alert], [role=status]")?.focus();
  } catch {
    form.submit();
  }
}

// What is shown within the page leads nowhere once the address has been replaced, or the gate has closed.
function putAway() {
  watch.querySelector("#screen")?.remove();
}

// While the webcast is shown here and the page is seen, say so once a minute.
function beat(leaving = false) {
  const form = watch.querySelector("form[data-heartbeat]");
  if (!form || !watch.querySelector("#screen") || (document.hidden && !leaving)) return;
  const body = new FormData(form);
  if (leaving) navigator.sendBeacon(form.dataset.heartbeat, body);
  else fetch(form.dataset.heartbeat, { method: "POST", body }).catch(() => {});
}

function able(what, yes) {
  for (const line of document.querySelectorAll(`[data-can="${what}"]`)) line.hidden = !yes;
  for (const line of document.querySelectorAll(`[data-cannot="${what}"]`)) line.hidden = yes;
}

able("script", true);
able("video", Boolean(document.createElement("video").canPlayType?.("video/mp4")));
document.addEventListener("visibilitychange", () => document.hidden || look());
document.addEventListener("submit", (event) => {
  if (event.target.id !== "ask-form") return;
  event.preventDefault();
  ask(event.target);
});
if (watch.querySelector("#screen")) {
  setInterval(beat, 1000 * HEARTBEAT);
  document.addEventListener("visibilitychange", () => document.hidden && beat(true));
}
look();
