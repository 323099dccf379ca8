const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text of an XML element or attribute; control characters have no place in XML. */
export const xml = (text: string): string => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);
