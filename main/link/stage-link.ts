import type { HostMessage, PageMessage } from "../../shared/messages.ts";

/** Pages and windows at a time; further ones are sent away. */
export const MOST_PAGES = 32;

/** The connection to one page, a MessagePort in Electron or a WebSocket. */
export interface StageLink {
  /** Drops StageFrames for a page that cannot keep up, and closes the link of one that reads nothing at all. */
  send(message: HostMessage): void;
  /** Called with validated messages only; of pictures that come faster than they are taken, with the newest. */
  onMessage(listener: (message: PageMessage) => void): void;
  /** Asks for a sign of life. */
  ping(): void;
  /** Called with each sign of life: a message, valid or not, or the answer to a ping. */
  onHeard(listener: () => void): void;
  /** `why`: what the page did that no page may do; null where it left, or was closed from here. */
  onClose(listener: (why: string | null) => void): void;
  close(): void;
}

/** Accepts pages. */
export interface LinkServer {
  onLink(listener: (link: StageLink) => void): void;
  /** Closes all links and accepts no more. Bounded in time; may be called twice. */
  close(): Promise<void>;
}
