// A verdict is also heard and felt. Listens to "verdict" events; their detail is the colour.
(() => {
  const TONES = { go: [880, 1175], amber: [587, 587], red: [196, 147] };
  const BUZZ = { go: 80, amber: [80, 80, 80], red: [300, 100, 300] };
  const mute = document.getElementById("mute");
  let audio;

  const isMuted = () => localStorage.getItem("mute") === "yes";
  const show = () => mute.setAttribute("aria-pressed", isMuted());
  mute.addEventListener("click", () => {
    localStorage.setItem("mute", isMuted() ? "no" : "yes");
    show();
  });
  show();

  // Browsers let a page sound only after a touch.
  addEventListener("pointerdown", () => {
    audio ??= new AudioContext();
    audio.resume();
  });

  function tone(frequency, after) {
    const from = audio.currentTime + after;
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0.3, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.18);
    const voice = audio.createOscillator();
    voice.frequency.value = frequency;
    voice.connect(volume).connect(audio.destination);
    voice.start(from);
    voice.stop(from + 0.2);
  }

  document.addEventListener("verdict", ({ detail: colour }) => {
    if (isMuted()) return;
    navigator.vibrate?.(BUZZ[colour]);
    if (audio?.state === "running") TONES[colour].forEach((frequency, i) => tone(frequency, i * 0.16));
  });
})();
