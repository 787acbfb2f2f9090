// The camera: the middle square of each picture goes to the decoder, every code found becomes a "code" event.
(() => {
  const SAME_CODE_IGNORED = 3000;
  const PAUSE = 50;
  const scanner = document.getElementById("scanner");
  const finder = scanner.querySelector(".finder");
  const video = finder.querySelector("video");
  const start = document.getElementById("start");
  const torch = document.getElementById("torch");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const last = { code: "", at: 0 };
  let decoder;

  scanner.hidden = false;
  if (!navigator.mediaDevices?.getUserMedia) return sorry();
  start.addEventListener("click", open);
  open();

  async function open() {
    start.hidden = true;
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      await video.play();
    } catch {
      start.hidden = false;
      return sorry();
    }
    document.getElementById("no-camera-note")?.remove();
    finder.hidden = false;
    const [track] = video.srcObject.getVideoTracks();
    track.addEventListener("ended", () => (start.hidden = false));
    offerTorch(track);
    stayAwake();
    decode();
  }

  function sorry() {
    finder.hidden = true;
    if (document.getElementById("no-camera-note")) return;
    const note = document.getElementById("no-camera").content.firstElementChild.cloneNode(true);
    note.id = "no-camera-note";
    scanner.before(note);
  }

  function decode() {
    decoder?.terminate();
    decoder = new Worker(scanner.dataset.worker);
    const { library, wasm } = scanner.dataset;
    const absolute = (path) => new URL(path, location.href).href;
    decoder.postMessage({ library: absolute(library), wasm: absolute(wasm) });
    decoder.onmessage = ({ data }) => {
      if (typeof data === "string") found(data);
      if (data?.broken) return sorry();
      setTimeout(look, PAUSE);
    };
    decoder.onerror = sorry;
    look();
  }

  function look() {
    const side = Math.min(video.videoWidth, video.videoHeight);
    if (!side || document.hidden) return void setTimeout(look, 200);
    canvas.width = canvas.height = side;
    pen.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, side, side);
    const picture = pen.getImageData(0, 0, side, side);
    decoder.postMessage(picture, [picture.data.buffer]);
  }

  // A code that stays before the camera counts once; it must be away for a while to count again.
  // One that the door had no time for (it cancels the event) is offered again.
  function found(code) {
    const now = Date.now();
    const again = code === last.code && now - last.at < SAME_CODE_IGNORED;
    const offer = new CustomEvent("code", { detail: code, cancelable: true });
    if (again || document.dispatchEvent(offer)) Object.assign(last, { code, at: now });
  }

  function offerTorch(track) {
    if (!track.getCapabilities?.().torch) return;
    torch.hidden = false;
    torch.onclick = () => {
      const on = torch.getAttribute("aria-pressed") !== "true";
      track.applyConstraints({ advanced: [{ torch: on }] });
      torch.setAttribute("aria-pressed", on);
    };
  }

  async function stayAwake() {
    const ask = () => navigator.wakeLock?.request("screen").catch(() => {});
    document.addEventListener("visibilitychange", () => document.hidden || ask());
    ask();
  }
})();
