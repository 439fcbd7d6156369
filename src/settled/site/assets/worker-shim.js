/* Lets the search run when the site is opened from a disk, where browsers start no workers:
   the worker's script runs in a hidden frame of the page instead. Loaded by the theme as a polyfill.
   The index for that case is a script that holds it packed; it is unpacked on its way to the worker.
   And wherever the site is: what is asked in a writing without spaces has to stand in what is found, letter for
   letter. The index has each letter for a word, and any of them would do else. */
(function () {
  "use strict";

  const LETTERS =
    "\\u0e01-\\u0e30\\u0e32\\u0e33\\u0e40-\\u0e45\\u0e81-\\u0eb0\\u0eb2\\u0eb3\\u0ec0-\\u0ec4\\u1000-\\u102a\\u1780-\\u17b3" +
    "\\u3041-\\u3096\\u309d-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\uff66-\\uff9d";
  const RUN = new RegExp(`([+-]?(?:[a-z]+:)?)((?:[${LETTERS}]\\p{M}*)+)`, "gu");
  const LETTER = new RegExp(`[${LETTERS}]\\p{M}*`, "gu");
  const QUERY = 2;

  function asked(message) {
    const words = message?.type === QUERY ? message.data : null;
    if (typeof words !== "string" || words.search(LETTER) < 0) return message;
    const all = (run, mark, letters) => {
      const sign = /^[+-]/.test(mark) ? mark : "+" + mark;
      return ` ${letters.match(LETTER).map((letter) => sign + letter).join(" ")} `;
    };
    return { ...message, data: words.replaceAll('"', " ").replace(RUN, all) };
  }

  if (location.protocol !== "file:") {
    window.Worker = class extends Worker {
      postMessage(message, ...rest) {
        super.postMessage(asked(message), ...rest);
      }
    };
    return;
  }

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
      this.ready = this.ready.then(() => unpacked(asked(message))).then((data) => {
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
