/** What a take or a piece is called: the name of its file without the ending. */
export const stemOf = (name: string): string => name.replace(/\.(take\.ndjson(\.gz)?|piece\.json)$/i, "");
