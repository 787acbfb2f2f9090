// Sends what is scanned, typed or pressed, and shows the answer over the whole screen. Without it the forms do the same.
(() => {
  const address = document.getElementById("scanner").dataset.scan;
  const token = document.querySelector("meta[name=csrf-token]").content;
  const dialog = document.getElementById("verdict");
  const latest = document.getElementById("latest");
  let busy = false;

  // The same scan_id each time: a scan whose answer was lost is not counted twice.
  async function post(scan) {
    const request = {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ scan_id: crypto.randomUUID(), device_time: new Date().toISOString(), ...scan }),
    };
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(5000) });
        if (answer.status < 500) return answer;
      } catch {}
      await new Promise((done) => setTimeout(done, 700));
    }
  }

  async function send(scan) {
    if (busy) return;
    busy = true;
    try {
      const answer = await post(scan);
      if (answer?.ok) show(await answer.json());
      else if (answer?.status === 400) sayWrong((await answer.json()).detail);
      else if (answer) location.reload(); // closed, revoked, or a form too old: the page itself says which
      else open(document.getElementById("no-answer").content.cloneNode(true), "red");
    } finally {
      busy = false;
    }
  }

  function show(answer) {
    document.getElementById("counter").textContent = answer.counter;
    const screen = document.createElement("template");
    screen.innerHTML = answer.html;
    open(screen.content, answer.colour);
    dialog.dataset.asks = answer.asks ? "yes" : "";
    const line = document.createElement("li");
    const name = document.createElement("b");
    name.textContent = answer.name;
    line.append(name, " ", answer.heading);
    latest.querySelector(".soft")?.remove();
    latest.prepend(line);
    while (latest.children.length > 5) latest.lastChild.remove();
  }

  function sayWrong(words) {
    const screen = document.getElementById("no-answer").content.cloneNode(true);
    screen.querySelector(".what").textContent = words;
    screen.querySelector(".about").remove();
    open(screen, "red");
  }

  function open(content, colour) {
    dialog.dataset.asks = "";
    dialog.replaceChildren(content);
    if (!dialog.open) dialog.showModal();
    document.dispatchEvent(new CustomEvent("verdict", { detail: colour }));
  }

  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    dialog.close();
  });
  // A hardware scanner types: what it types next belongs into the field, and its Enter presses no button.
  dialog.addEventListener("keydown", ({ key }) => {
    if (dialog.dataset.asks || !/^[a-z0-9]$/i.test(key)) return;
    dialog.close();
    document.getElementById("code").focus();
  });
  dialog.addEventListener("close", () => (dialog.dataset.asks = ""));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "typed" && !dialog.contains(form)) return;
    event.preventDefault();
    const { csrfmiddlewaretoken, ...scan } = Object.fromEntries(new FormData(form));
    if (form.id === "typed") delete scan.scan_id;
    send(scan);
    form.reset();
  });

  // A verdict that asks waits for its answer; any other gives way to the next code.
  document.addEventListener("code", (event) => {
    if (busy || dialog.dataset.asks) event.preventDefault();
    else send({ code: event.detail });
  });
})();
