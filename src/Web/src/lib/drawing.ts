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
async function look(): Promise<HTMLElement | null> {
  try {
    const answer = await fetch(location.pathname);
    return answer.ok ? list(new DOMParser().parseFromString(await answer.text(), 'text/html')) : null;
  } catch {
    return null;
  }
}
