/** Whether something is there that not every machine has; where it is not, one line says what is skipped for it. */
export function isHere(what: string, there: boolean): boolean {
  if (!there) console.warn(`skipped what needs ${what}: it is not here`);
  return there;
}
