/** What a person types into a search box: a regular expression, or text while it is none. Null for nothing. */
export function pattern(search: string): ((text: string) => boolean) | null {
  if (!search) return null;
  try {
    const regex = new RegExp(search, "i");
    return (text) => regex.test(text);
  } catch {
    // half a pattern, while it is being typed
    const lower = search.toLowerCase();
    return (text) => text.toLowerCase().includes(lower);
  }
}
