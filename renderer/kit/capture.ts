import { wordsOf } from "./error-words.ts";

/** What became of a camera or microphone that was asked for and did not open. */
export interface Refusal {
  readonly state: "denied" | "none" | "gone";
  readonly words: string;
}

/** Whether the user, or the browser for them, said no. */
export const isDenial = (error: unknown): boolean =>
  error instanceof DOMException && ["NotAllowedError", "SecurityError"].includes(error.name);

/** @param hasBeen one was open before: then it is gone, and not missing. */
export function refusalOf(error: unknown, hasBeen: boolean): Refusal {
  const isAbsent =
    error instanceof DOMException && ["NotFoundError", "OverconstrainedError"].includes(error.name);
  const state = isDenial(error) ? "denied" : isAbsent && !hasBeen ? "none" : "gone";
  return { state, words: wordsOf(error) };
}

/** Calls back whenever a permission is granted. A browser that does not know it asks again when the page is loaded anew. */
export async function whenGranted(
  permissions: Permissions | undefined,
  name: "camera" | "microphone",
  onGranted: () => void,
): Promise<void> {
  try {
    const status = await permissions?.query({ name });
    status?.addEventListener("change", () => {
      if (status.state === "granted") onGranted();
    });
  } catch {
    // The browser does not know this permission.
  }
}
