import type { HostMessage, PageMessage } from "../../shared/messages.ts";

/** One page, whichever way it is reached: a MessagePort in Electron, a WebSocket else. */
export interface StageLink {
  send(message: HostMessage): void;
  /** Called with messages that have been parsed; anything else never gets this far. */
  onMessage(listener: (message: PageMessage) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
