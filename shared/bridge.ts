/**
 * What the preload script exposes to a page in Electron, as `window.continuo`, and the flow control of the MessagePort:
 * a port does not tell how many messages are queued, so each end acknowledges every message with `ACK`, and counts.
 */
export interface StageBridge {
  /** Asks the host for a link: a port arrives as a `message` event of the window, with `LINK` as its data. */
  connect(): void;
}

export const BRIDGE = "continuo";

/** The IPC channel on which a page passes one end of a MessageChannel, and the data of the event that brings the other. */
export const LINK = "continuo-link";

/** Acknowledges a message; is not acknowledged itself. */
export const ACK = "ack";
