import type { HostMessage, PageMessage } from "../../shared/messages.ts";

/**
 * The page's end of the StageLink. It reconnects and says hello by itself; the page only learns whether it is connected.
 */
export interface PageLink {
  /** False when the message was not sent: not connected, or the previous frame is still being sent. Nothing is queued. */
  send(message: PageMessage): boolean;
  onMessage(listener: (message: HostMessage) => void): void;
  /** Called with the present state at once, and at each change. */
  onConnected(listener: (connected: boolean) => void): void;
}

/** Frames are dropped rather than queued: the next one is newer. */
export function isFrame(message: PageMessage): boolean {
  return message.tag === "image" || message.tag === "poses";
}
