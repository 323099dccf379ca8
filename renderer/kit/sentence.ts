/** Of a sentence that begins with a name and a colon: the name. */
export function titleOf(sentence: string): string {
  return sentence.split(/[:：]/)[0]!;
}

/** And what is said of it; the whole sentence where there is no colon. */
export function restOf(sentence: string): string {
  const [, rest] = /^[^:：]*[:：]\s*(.*)$/s.exec(sentence) ?? [];
  return rest ?? sentence;
}
