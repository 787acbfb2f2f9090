// Asks now and then whether the gate has opened, and shows the page's new state. Without it: the button "Check again".
const SECONDS = 15, HIDDEN = 60, LONGEST = 120;
const watch = document.getElementById("watch");
let troubles = 0, timer;

async function look() {
  clearTimeout(timer);
  let asked = 0;
  try {
    const answer = await fetch(watch.dataset.state);
    asked = Number(answer.headers.get("Retry-After")) || 0;
    if (!answer.ok) throw new Error(answer.statusText);
    const { state, version } = await answer.json();
    if (version !== watch.dataset.version) await show();
    if (state === "over") return;
    troubles = 0;
  } catch {
    troubles += 1;
  }
  const calm = Math.min((document.hidden ? HIDDEN : SECONDS) * 2 ** troubles, LONGEST);
  timer = setTimeout(look, 1000 * Math.max(asked, calm * (0.7 + 0.6 * Math.random())));
}

// The words come from the server, in the reader's language; the focus stays where it was, if that is still there.
async function show() {
  const answer = await fetch(watch.dataset.page);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("watch");
  const gate = watch.querySelector("#gate"), focused = gate.contains(document.activeElement);
  watch.querySelector("#state").textContent = fresh.querySelector("#state").textContent;
  gate.replaceChildren(...fresh.querySelector("#gate").childNodes);
  watch.dataset.version = fresh.dataset.version;
  if (focused) gate.querySelector("button, a")?.focus();
}

document.addEventListener("visibilitychange", () => document.hidden || look());
look();
