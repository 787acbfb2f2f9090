// The moderator's buttons act in their place: the page stays where it was read, and live.js shows the new list,
// or what somebody else has made of it meanwhile.
// Without it each is an ordinary form.
const list = document.getElementById("questions");

async function press(form, button) {
  const body = new FormData(form);
  body.append(button.name, button.value);
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const html = await answer.text();
    if (html.includes("data-piece")) tell(html);
    else if (!answer.ok) throw new Error(answer.statusText);
    else location.reload();
  } catch {
    button.disabled = false;
    live.hidden = false;
  }
}

list.addEventListener("submit", (event) => {
  event.preventDefault();
  press(event.target, event.submitter);
});

function tell(html) {
  show(html);
  document.querySelector("#told .note")?.scrollIntoView({ block: "center" });
}
