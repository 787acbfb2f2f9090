// allauth tells what went wrong with a passkey to the console only; here it is said on the page.
document.addEventListener("allauth.error", (event) => {
  const note = document.getElementById("passkey-trouble");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
  note.focus();
});
