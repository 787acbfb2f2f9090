// The scans that the server has not answered yet, oldest first; a reload loses none of them.
// What is kept is no name: a code or an id, when it was, and which door. A ticket's code can open a name, so it is kept
// in the tab's own storage, where nothing outlives the tab, only until the answer is there, and no longer than the door:
// beside it stands the phone's cookie, which until then shows all the names.
const unsent = (() => {
  const KEY = "unsent";
  let list = [];

  // A browser may forbid storage; then they last as long as the page.
  function all() {
    try {
      list = JSON.parse(sessionStorage.getItem(KEY)) ?? list;
    } catch {}
    return list;
  }

  function set(scans) {
    list = scans;
    try {
      if (scans.length) sessionStorage.setItem(KEY, JSON.stringify(scans));
      else sessionStorage.removeItem(KEY);
    } catch {}
  }

  const has = (scan) => all().some(({ scan_id }) => scan_id === scan.scan_id);
  const keep = (scan) => has(scan) || set([...all(), scan]);
  const drop = (scan) => set(all().filter(({ scan_id }) => scan_id !== scan.scan_id));

  // The page of a door that is over: the phone forgets the event.
  if (!document.getElementById("scanner")) set([]);
  return { all, has, keep, drop };
})();
