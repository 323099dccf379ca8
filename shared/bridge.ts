/**
 * What the preload script gives to a page in Electron, as `window.continuo`, and how the two ends of a MessagePort
 * agree. A port tells nobody how much waits in it, so each end answers every message with `TAKEN` and counts.
 */
export interface StageBridge {
  /** Asks the host for a link: a port arrives as a `message` event of the window, with `LINK` as its data. */
  connect(): void;
}

export const BRIDGE = "continuo";

/** Name of the channel on which a page hands over its end, and the data of the event that brings the page's own. */
export const LINK = "continuo-link";

/** The answer to every message, which is not answered itself. */
export const TAKEN = "taken";
