// The worker of the preview's script: listens for events in the page's stead, since the page's own policy may forbid the page to.

let stream = null;

/** Listens while the page is seen; browsers allow a server few connections at a time. */
function listen() {
  if (stream) return;
  stream = new EventSource('/.gongkai/events');
  stream.onmessage = (event) => postMessage({ news: JSON.parse(event.data) });
}

function rest() {
  stream?.close();
  stream = null;
}

onmessage = (event) => (event.data === 'listen' ? listen() : rest());

fetch('/.gongkai/overlay.css')
  .then((answer) => answer.text())
  .then((style) => postMessage({ style }));
