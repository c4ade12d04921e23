// The ten minutes as a line that grows: no numbers, no sound. Without this it stands as it was when the page came.

const OFTEN_MS = 10_000;

const grow = () => {
  const box = document.querySelector("[data-talk-began]");
  if (!box) return;
  const minutes = (Date.now() - Date.parse(box.dataset.talkBegan)) / 60_000;
  box.querySelector("progress").value = Math.min(Number(box.dataset.talkMost), Math.max(0, minutes));
};

grow();
setInterval(grow, OFTEN_MS);
