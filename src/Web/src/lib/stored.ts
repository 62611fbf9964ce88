/** What is kept on the device. Storage may be forbidden or full: then a wish lasts as long as the page. */
export const kept = {
  read<T>(key: string, otherwise: T): T {
    try {
      return (JSON.parse(localStorage.getItem(key) ?? 'null') as T | null) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write(key: string, value: unknown): void {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {}
  },
};
