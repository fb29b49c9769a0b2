/** Where to go after signing in: an address of ours, never another's. */
export function nextAddress(search: string): string {
  const asked = new URLSearchParams(search).get("next");
  return asked && /^\/(?![/\\])[\w\-./?=&%]*$/.test(asked) ? asked : "/home";
}
