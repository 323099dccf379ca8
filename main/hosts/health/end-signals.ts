/** What tells a host to end as a person would: Ctrl-C, whoever keeps it, and a terminal that closes. */
export const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
