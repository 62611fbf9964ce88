import { pause, sleep } from './retry';

/**
 * Brings a part of the scripts that is loaded later; the build puts it in the place of Vite's own helper. Many browsers
 * never ask again for a module that failed once, so its files are fetched until they are here, and imported only then.
 */
export async function preload<T>(load: () => Promise<T>, files: readonly string[] = []): Promise<T> {
  await Promise.all(files.map((file) => bring(`/dist/${file}`)));
  return load();
}

async function bring(address: string): Promise<void> {
  for (let failures = 0; !(await isHere(address)); ) await sleep(pause(failures++));
  if (!address.endsWith('.css') || document.querySelector(`link[href="${address}"]`)) return;
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = address;
  document.head.append(style);
  await new Promise((done) => {
    style.onload = style.onerror = done;
  });
}

const isHere = (address: string): Promise<boolean> =>
  fetch(address).then(
    async (answer) => answer.ok && !!(await answer.blob()),
    () => false,
  );
