/* Lets the search run when the site is opened from a disk, where browsers start no workers:
   the worker's script runs in a hidden frame of the page instead. Loaded by the theme as a polyfill.
   The index for that case is a script that holds it packed; it is unpacked on its way to the worker. */
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  async function unpacked(message) {
    const packed = message?.data?.docs?.packed;
    if (!packed) return message;
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return { ...message, data: { ...message.data, ...(await new Response(stream).json()) } };
  }

  class FrameWorker extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "search";
      document.body.appendChild(frame);
      this.frame = frame;
      const inner = frame.contentWindow;
      inner.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      inner.importScripts = (...urls) => urls.reduce((before, each) => before.then(() => this.load(each)), Promise.resolve());
      this.ready = this.load(String(url));
    }

    load(url) {
      return new Promise((resolve, reject) => {
        const inner = this.frame.contentDocument;
        const script = inner.createElement("script");
        script.src = new URL(url, location.href).href;
        script.onload = () => resolve();
        script.onerror = () => reject(new Error("cannot load " + url));
        inner.body.appendChild(script);
      });
    }

    postMessage(message) {
      this.ready = this.ready.then(() => unpacked(message)).then((data) => {
        const inner = this.frame.contentWindow;
        inner.dispatchEvent(new inner.MessageEvent("message", { data }));
      });
    }

    terminate() {
      this.frame.remove();
    }
  }

  // The theme's worker looks for this name to learn that it runs in a frame.
  window.IFrameWorker = FrameWorker;
  window.Worker = FrameWorker;
})();
