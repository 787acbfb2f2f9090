// Watches long work: asks every second how far it is, and says so aloud now and then. "Check again" does without it.
const SECOND = 1000, LONGEST = 30 * SECOND, ALOUD = 10 * SECOND;
const work = document.getElementById("work"), said = document.getElementById("said");
let pause = SECOND, aloud = Date.now();

async function look() {
  try {
    const answer = await fetch(work.dataset.url, { cache: "no-store", redirect: "manual" });
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.text());
    pause = SECOND;
  } catch {
    pause = Math.min(pause * 2, LONGEST);
  }
  if (work.querySelector("progress")) setTimeout(look, document.hidden ? Math.max(pause, 5 * SECOND) : pause);
}

// While it goes on only the words and the bar change, so that the focus stays; at its end the whole piece does.
function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  const bar = fresh.querySelector("progress"), sentence = (fresh.querySelector("p")?.textContent ?? "").trim();
  if (bar) {
    work.querySelector("progress").value = bar.value;
    work.querySelector("#so-far").textContent = sentence;
  } else {
    const inside = work.contains(document.activeElement);
    work.replaceChildren(...fresh.childNodes);
    if (inside) work.querySelector("a")?.focus();
  }
  if (!bar || Date.now() - aloud > ALOUD) {
    said.textContent = sentence;
    aloud = Date.now();
  }
}

setTimeout(look, pause);
