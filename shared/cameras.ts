/**
 * Which of the cameras a person means, by a part of its label in any letters or by its number counted from 1; -1 for
 * none. A whole label wins over a part of another one.
 */
export function findCamera(labels: readonly string[], wanted: string): number {
  if (/^\d+$/.test(wanted)) return Number(wanted) <= labels.length ? Number(wanted) - 1 : -1;
  const low = wanted.toLowerCase();
  const whole = labels.findIndex((label) => label.toLowerCase() === low);
  return whole >= 0 ? whole : labels.findIndex((label) => label.toLowerCase().includes(low));
}

/** "1 Built in, 2 USB Camera": the numbers are those that `findCamera` takes. */
export function numberedCameras(labels: readonly string[]): string {
  return labels.map((label, index) => `${index + 1} ${label}`).join(", ");
}
