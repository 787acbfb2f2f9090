// Sends what is scanned, typed or pressed, and shows the answer over the whole screen. Without it the forms do the same.
(() => {
  const TRIES = 3;
  const PATIENCE = 5000;
  const PAUSE = 700;
  const STALE = [401, 403, 404]; // the phone, its door or the page is known no more; the scan is no worse for it
  const SETTLED = ["welcome", "already_in", "undone"];
  const address = document.getElementById("scanner").dataset.scan;
  const token = document.querySelector("meta[name=csrf-token]").content;
  const dialog = document.getElementById("verdict");
  const screen = document.getElementById("screen");
  const latest = document.getElementById("latest");
  const typed = document.getElementById("typed");
  const code = document.getElementById("code");
  let current; // the scan that is being sent, and that the person at the door waits for
  let failed; // the scan behind "Try again"
  let kept = false; // whether a code was sent off while another was on its way
  let catchingUp = false;

  // A ticket shown again while its first scan still waits is that scan: whoever was recorded is not "already in".
  function scanOf(sent) {
    const again = (scan) => sent.code && scan.code === sent.code && scan.address === address;
    const fresh = { address, scan_id: crypto.randomUUID(), device_time: new Date().toISOString(), ...sent };
    return unsent.all().find(again) ?? fresh;
  }

  // The same scan_id each time: a scan whose answer was lost is not counted twice. Undefined: nobody knows.
  async function post({ address, ...scan }) {
    const request = {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(scan),
    };
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (attempt) await new Promise((done) => setTimeout(done, PAUSE));
      const answer = await read(address, request);
      if (answer) return answer;
    }
  }

  // Final is a verdict or a refusal; a busy server, or another network's page in the place of ours, is no answer.
  async function read(address, request) {
    try {
      const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(PATIENCE) });
      const { ok, status } = answer;
      if (status >= 500 || status === 429) return;
      return { ok, status, ...(await (ok ? answer.json() : answer.json().catch(() => ({})))) };
    } catch {}
  }

  async function send(scan) {
    if (current) return;
    current = scan;
    unsent.keep(scan); // before it is sent: a reload meanwhile does not lose it either
    dialog.dataset.asks = "";
    tell();
    if (dialog.open) screen.querySelector(".what").focus();
    try {
      const answer = await post(scan);
      if (answer && !STALE.includes(answer.status)) unsent.drop(scan);
      conclude(scan, answer);
    } finally {
      current = undefined;
      tell();
    }
  }

  function conclude(scan, answer) {
    if (answer?.ok) {
      note(answer);
      open(answer.html, answer.colour, answer.asks);
      catchUp();
    } else if (answer?.status === 400) sayWrong(answer.detail);
    else if (answer) location.reload(); // closed, revoked, or a form too old: the page itself says which
    else offerAgain(scan);
  }

  // Whoever stands at the door is served meanwhile.
  async function catchUp() {
    if (catchingUp) return;
    catchingUp = true;
    tell();
    try {
      await sendWaiting();
    } finally {
      catchingUp = false;
      tell();
    }
  }

  // Oldest first, and no further than the network goes.
  async function sendWaiting() {
    for (const scan of waiting()) {
      const answer = waits(scan) && (await post(scan));
      if (answer?.status === 404 && scan.address !== address) continue; // another door, which is no more; this one is
      if (answer === undefined || STALE.includes(answer.status)) return;
      if (!waits(scan)) continue; // "Try again" has it, or had it
      unsent.drop(scan);
      tell();
      if (scan.scan_id === failed?.scan_id) conclude(scan, answer);
      else file(scan, answer);
    }
  }

  const waits = (scan) => scan.scan_id !== current?.scan_id && unsent.has(scan);
  const waiting = () => unsent.all().filter(waits);

  // Their guest has gone in already: the verdict opens over nobody else's, but who needs a decision is listed.
  function file(scan, answer) {
    if (answer.ok && scan.address === address) note(answer);
    if (SETTLED.includes(answer.kind)) return;
    const words = answer.ok ? document.createElement("a") : document.createElement("span");
    if (answer.ok) words.href = scan.address.replace(/scan$/, `${scan.scan_id}/`);
    words.textContent = answer.heading ?? answer.detail ?? "";
    const look = document.getElementById("look");
    look.querySelector("ul").append(line(clock(scan), answer.name ?? "", words));
    look.hidden = false;
  }

  function clock({ device_time }) {
    const { lang } = document.documentElement;
    return new Date(device_time).toLocaleTimeString(lang, { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
  }

  function line(...parts) {
    const [words, ...before] = parts.reverse();
    const row = document.createElement("li");
    for (const text of before.reverse().filter(Boolean)) {
      const bold = document.createElement("b");
      bold.textContent = text;
      row.append(bold, " ");
    }
    row.append(words);
    return row;
  }

  function note(answer) {
    document.getElementById("counter").textContent = answer.counter;
    latest.querySelector(".soft")?.remove();
    latest.prepend(line(answer.name, answer.heading));
    while (latest.children.length > 5) latest.lastChild.remove();
  }

  // "Sending …", and how many wait. Over a verdict it is said of the person at the door only.
  function tell() {
    document.querySelector("#sending > b").hidden = !current && !catchingUp;
    dialog.querySelector(".sending > b").hidden = !current;
    const count = waiting().length;
    document.getElementById("waiting").hidden = !count;
    document.getElementById("count").textContent = count;
  }

  function sayWrong(words) {
    open(document.getElementById("wrong").innerHTML, "red");
    screen.querySelector(".what").textContent = words;
  }

  function offerAgain(scan) {
    open(document.getElementById("no-answer").innerHTML, "amber");
    if (scan.act === "undo") screen.querySelector("[data-in]").remove();
    failed = scan;
  }

  function open(html, colour, asks = false) {
    failed = undefined;
    dialog.dataset.asks = asks ? "yes" : "";
    screen.innerHTML = html;
    if (!dialog.open) dialog.showModal();
    screen.querySelector(".what").focus();
    document.dispatchEvent(new CustomEvent("verdict", { detail: colour }));
  }

  // To the next person: a code that was sent off while the last one was on its way is theirs.
  function goOn() {
    dialog.close();
    if (kept && code.value) typed.requestSubmit();
  }

  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-again]")) return send(failed);
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    goOn();
  });
  // A hardware scanner types: what it types next belongs into the field, and its Enter presses no button.
  dialog.addEventListener("keydown", ({ key }) => {
    if (dialog.dataset.asks || !/^[a-z0-9]$/i.test(key)) return;
    goOn();
    code.focus();
  });
  dialog.addEventListener("close", () => {
    dialog.dataset.asks = "";
    failed = undefined;
  });

  // A code stays in its field until it can be sent.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form !== typed && !dialog.contains(form)) return;
    event.preventDefault();
    if (current) return void (kept ||= form === typed);
    const { csrfmiddlewaretoken, ...scan } = Object.fromEntries(new FormData(form));
    if (form === typed) delete scan.scan_id;
    kept &&= form !== typed;
    send(scanOf(scan));
    form.reset();
  });
  code.addEventListener("input", () => (kept = false));

  // A verdict that asks waits for its answer; any other gives way to the next code.
  document.addEventListener("code", (event) => {
    if (current || dialog.dataset.asks) event.preventDefault();
    else send(scanOf({ code: event.detail }));
  });

  // The network is back: the browser says so, an answer has come, or the page itself did.
  addEventListener("online", catchUp);
  document.getElementById("send-all").addEventListener("click", catchUp);
  if (unsent.all().length) catchUp();
})();
