import type { LookName } from "../../shared/commands/parameters.ts";
import type { Language } from "../../shared/languages/languages.ts";
import { fillList, type ListRow } from "../kit/description-list.ts";
import { qrCode } from "../kit/qr-code.ts";

/** Milliseconds after which a pointer that does not move is hidden. */
const POINTER_IDLE = 3000;
/** Share of what is seen that one press of a key scrolls by. */
const SCROLL = 0.25;
/** Milliseconds that a toast is shown. */
const TOAST_SHOWN = 1800;

/** The elements of stage.html that lie over the picture, by their ids. */
export interface OverlayParts {
  /** One line to the audience. */
  readonly prompt: HTMLElement;
  /** The invitation as a picture, for who does not read it. */
  readonly invitation: HTMLElement;
  /** At the edge, from which a visitor chooses. */
  readonly languages: HTMLElement;
  readonly privacy: HTMLElement;
  /** A parameter that was just changed. */
  readonly toast: HTMLElement;
  readonly status: HTMLElement;
  /** With which a tablet comes to the desk. */
  readonly deskLink: HTMLElement;
  /** Around its list, which is set in columns. */
  readonly help: HTMLElement;
}

/** The text over the picture. */
export class Overlay {
  readonly #parts: OverlayParts;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;
  #deskLink: string | null = null;

  constructor(parts: OverlayParts) {
    this.#parts = parts;
  }

  static of(page: Document): Overlay {
    const part = (id: string) => page.getElementById(id)!;
    return new Overlay({
      prompt: part("prompt"),
      invitation: part("invitation"),
      languages: part("languages"),
      privacy: part("privacy"),
      toast: part("toast"),
      status: part("status"),
      deskLink: part("desk-link"),
      help: part("help"),
    });
  }

  /** Takes on the colours of a look. */
  setLook(look: LookName): void {
    const { dataset } = document.body;
    if (dataset.look !== look) dataset.look = look;
  }

  /** @param language in which the line is; null for the page's */
  setPrompt(line: string | null, language: Language | null = null): void {
    this.#parts.prompt.lang = language ?? "";
    fadeTo(this.#parts.prompt, line);
  }

  setInvitation(shown: boolean): void {
    this.#parts.invitation.classList.toggle("shown", shown);
  }

  /** The list of languages, which the choice fills. */
  get languages(): HTMLElement {
    return this.#parts.languages;
  }

  setPrivacyNote(line: string | null): void {
    fadeTo(this.#parts.privacy, line);
  }

  showToast(line: string): void {
    fadeTo(this.#parts.toast, line);
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => fadeTo(this.#parts.toast, null), TOAST_SHOWN);
  }

  get statusShown(): boolean {
    return !this.#parts.status.hidden;
  }

  toggleStatus(): void {
    this.#parts.status.hidden = !this.#parts.status.hidden;
    this.#parts.deskLink.hidden = this.#parts.status.hidden || this.#deskLink === null;
  }

  setStatus(rows: readonly ListRow[]): void {
    fillList(this.#parts.status, rows);
  }

  /** The link that opens the desk to the network, as a QR code beside the status; null where there is none. */
  setDeskLink(link: string | null): void {
    if (link === this.#deskLink) return;
    this.#deskLink = link;
    this.#parts.deskLink.replaceChildren(...(link === null ? [] : [qrCode(link)]));
    this.#parts.deskLink.hidden = link === null || !this.statusShown;
  }

  toggleHelp(rows: readonly ListRow[]): void {
    const { help } = this.#parts;
    if (help.hidden) fillList(help.querySelector("dl")!, rows);
    help.hidden = !help.hidden;
  }

  /** Help and status, whoever opened them. */
  closeAll(): void {
    this.#parts.help.hidden = true;
    if (this.statusShown) this.toggleStatus();
  }

  /**
   * Scrolls what is open and too long for the screen: the help, or the status where the keys have nothing else to do.
   * @returns whether there was something to scroll
   */
  scroll(to: "above" | "below", free: boolean): boolean {
    const { help, status } = this.#parts;
    const open = free ? [help, status] : [help];
    const long = open.find((part) => !part.hidden && part.scrollHeight > part.clientHeight);
    long?.scrollBy({ top: (to === "below" ? SCROLL : -SCROLL) * long.clientHeight });
    return long !== undefined;
  }
}

/** The old text stays while it fades out. */
function fadeTo(part: HTMLElement, line: string | null): void {
  part.classList.toggle("shown", line !== null);
  if (line !== null && part.textContent !== line) part.textContent = line;
}

export function hideIdlePointer(target: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => target.classList.add("pointer-idle");
  const show = () => {
    target.classList.remove("pointer-idle");
    clearTimeout(timer);
    timer = setTimeout(hide, POINTER_IDLE);
  };
  target.addEventListener("pointermove", show);
  show();
}
