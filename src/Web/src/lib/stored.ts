/** Words kept on the device, '' for none. Storage may be forbidden or full: then they last as long as the page. */
export const stored = {
  get(key: string): string {
    try {
      return localStorage.getItem(key) ?? '';
    } catch {
      return '';
    }
  },
  set(key: string, value: string): void {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {}
  },
};

/** Anything else that is kept there, as JSON. */
export const kept = {
  read<T>(key: string, otherwise: T): T {
    try {
      return (JSON.parse(stored.get(key) || 'null') as T | null) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write: (key: string, value: unknown) => stored.set(key, JSON.stringify(value)),
};
