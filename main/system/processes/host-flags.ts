/**
 * Megabytes that V8 has in the host for what was made a moment ago, from the start and for good. Left alone it takes ever
 * more of them, up to 130 within an hour, though what lives stays the same.
 */
export const HOST_FLAGS = ["--min-semi-space-size=16", "--max-semi-space-size=16"];

/**
 * One arena for all threads of the host, where the C library is glibc: each of the ten that it would open keeps what was
 * freed in it, some 20 megabytes together after minutes. Programs that it starts inherit that. mallopt(3)
 */
export const HOST_ENVIRONMENT = { MALLOC_ARENA_MAX: "1" };
