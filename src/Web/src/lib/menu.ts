// The top bar's menu. Its links work without this; here the colours change without a new page, which would stop the sound.

const menu = document.querySelector<HTMLDetailsElement>('.menu');

addEventListener('click', (event) => {
  if (menu && !menu.contains(event.target as Node)) menu.open = false;
});
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !menu?.open) return;
  menu.open = false;
  menu.querySelector('summary')!.focus();
});

const choices = menu?.querySelectorAll<HTMLElement>('[data-to]') ?? [];
for (const choice of choices) {
  choice.addEventListener('click', (event) => {
    event.preventDefault();
    const theme = choice.dataset.to!;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not on old phones
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.dataset.theme = theme;
    for (const other of choices) other.setAttribute('aria-current', String(other === choice));
  });
}
