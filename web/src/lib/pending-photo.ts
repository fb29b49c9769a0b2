/** The photo somebody brought on one page, on its way to the page that makes something of it. Kept in this tab only. */
let waiting: File | undefined;

export function bringPhoto(photo: File): void {
  waiting = photo;
}

/** Once: whoever takes it, has it. */
export function takePhoto(): File | undefined {
  const photo = waiting;
  waiting = undefined;
  return photo;
}
