import type { TakeEntry } from "../../../shared/desk/library.ts";
import { lengthInWords } from "../../../shared/length-in-words.ts";
import { stemOf } from "../../../shared/stem.ts";
import { Icon } from "../kit/icon.tsx";
import { Strip } from "./strip.tsx";
import { dateInWords, type LibraryTexts } from "./words.ts";

/** Pixels. */
export const ROW_HEIGHT = 84;

export interface TakeRowProps {
  /** Missing while it is on its way. */
  readonly take: TakeEntry | undefined;
  readonly texts: LibraryTexts;
}

/** A take in the list. */
export function TakeRow({ take, texts }: TakeRowProps) {
  if (!take) return <div class="take-row" />;
  const { name, dancer, tags, note, seconds, frames, date, strip, fault, growing } = take;
  return (
    <div class="take-row">
      <div class="take-words">
        <p class="take-name">{stemOf(name)}</p>
        <p class="dim">
          {[dancer, frames > 0 && lengthInWords(seconds), dateInWords(date)].filter(Boolean).join(" · ")}
        </p>
        {fault === null ? (
          <p class="take-tags dim">
            {growing && <span>{texts.growing}</span>}
            {tags.map((tag) => (
              <span key={tag} class="tag">
                {tag}
              </span>
            ))}
            {note !== "" && <span>{note}</span>}
          </p>
        ) : (
          <p class="fault">
            <Icon name="warning" />
            {fault}
          </p>
        )}
      </div>
      <Strip poses={strip} />
    </div>
  );
}
