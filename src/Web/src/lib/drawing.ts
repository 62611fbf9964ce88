const pause = 3_000;

const list = (page: ParentNode) => page.querySelector<HTMLElement>('[data-decks]');

/** Puts the page's newest list of slides in the place of the old one, until none of them is being drawn. */
export async function followDrawing(): Promise<void> {
  for (let old = list(document); old?.dataset.decks === 'drawing'; old = list(document)) {
    await new Promise((done) => setTimeout(done, pause));
    if (document.hidden || old.contains(document.activeElement)) continue; // who stands on a button is not taken off it
    const newer = await look();
    if (newer) old.replaceWith(newer);
  }
}

/** Null when the server cannot be reached, or has no list any more because this one was taken away elsewhere. */
function look(): Promise<HTMLElement | null> {
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // parses the page itself: from text, the page's policy forbids it
    request.open('GET', location.pathname);
    request.responseType = 'document';
    request.onload = () => done(request.status === 200 && request.responseXML ? list(request.responseXML) : null);
    request.onerror = () => done(null);
    request.send();
  });
}
