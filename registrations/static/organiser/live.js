// Keeps the numbers of a page fresh: asks now and then, and exchanges the pieces that are marked with data-piece.
// Without it the page shows the numbers of the moment when it was opened.
const HIDDEN = 60, LONGEST = 300, PATIENCE = 2;
const live = document.getElementById("live"), SECONDS = Number(live?.dataset.seconds) || 15;
let etag = live?.dataset.etag, troubles = 0, timer;

async function look() {
  clearTimeout(timer);
  let asked = 0;
  try {
    const answer = await fetch(live.dataset.url, { cache: "no-store", redirect: "manual", headers: { "If-None-Match": etag } });
    asked = Number(answer.headers.get("Retry-After")) || 0;
    if (answer.ok) {
      show(await answer.text());
      etag = answer.headers.get("ETag");
    } else if (answer.status !== 304) throw new Error(answer.statusText);
    troubles = 0;
  } catch {
    troubles += 1;
  }
  live.hidden = troubles < PATIENCE;
  wait(asked);
}

function wait(asked = 0) {
  const calm = Math.min((document.hidden ? HIDDEN : SECONDS) * 2 ** troubles, LONGEST);
  timer = setTimeout(look, 1000 * Math.max(asked, calm * (0.7 + 0.6 * Math.random())));
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of page.querySelectorAll("[data-piece]")) {
    const piece = document.getElementById(fresh.id);
    if (piece) exchange(piece, fresh);
  }
}

// What was open stays open, and the focus stays where it was; on what has a name of its own wherever that is now.
function exchange(piece, fresh) {
  const { id } = document.activeElement, focused = inside(piece).indexOf(document.activeElement);
  const open = [...piece.querySelectorAll("details")].map((each) => each.open);
  piece.replaceChildren(...fresh.childNodes);
  piece.querySelectorAll("details").forEach((each, at) => { each.open = open[at] ?? false; });
  if (focused >= 0) (id ? document.getElementById(id) : inside(piece)[focused])?.focus();
}

const inside = (piece) => [...piece.querySelectorAll("a, summary, button")];

if (live) {
  document.addEventListener("visibilitychange", () => document.hidden || look());
  wait();
}
