/**
 * Megabytes that V8 has in the host for what was made a moment ago, from the start and for good. Left alone it takes ever
 * more of them, up to 130 within an hour, though what lives stays the same.
 */
export const HOST_FLAGS = ["--min-semi-space-size=16", "--max-semi-space-size=16"];
