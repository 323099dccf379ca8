import { useSignal } from "@preact/signals";
import { removeMark, setMark } from "../../../shared/piece/edits.ts";
import { LIMITS, type Mark } from "../../../shared/piece/piece.ts";
import { useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/fields.tsx";
import type { PieceSession } from "./piece-session.ts";
import { timeOf } from "./ruler.tsx";

/** Markers and notes in the order of time, to go to, to change and to add to. */
export function MarkList({ session }: { readonly session: PieceSession }) {
  const texts = useTexts().timeline;
  const text = useSignal("");
  const add = (kind: Mark["kind"]) => {
    session.edit((piece) => setMark(piece, { at: session.here.value, kind, text: text.value.trim() }));
    text.value = "";
  };
  return (
    <section class="marks" aria-label={texts.marks}>
      <h2>{texts.marks}</h2>
      <ul>
        {session.piece.value.marks.map((mark, index) => (
          <li key={`${mark.at} ${mark.kind}`}>
            <Button
              icon={mark.kind === "marker" ? "marker" : "edit"}
              label={texts.goTo(timeOf(mark.at))}
              onClick={() => {
                session.here.value = mark.at;
              }}
            >
              {timeOf(mark.at)}
            </Button>
            <TextField
              label={texts[mark.kind]}
              value={mark.text}
              maxLength={mark.kind === "marker" ? LIMITS.title : LIMITS.text}
              onChange={(value) => session.edit((piece) => setMark(piece, { ...mark, text: value }))}
            />
            <Button
              icon="trash"
              label={texts.removeMark}
              onClick={() => session.edit((piece) => removeMark(piece, index))}
            />
          </li>
        ))}
      </ul>
      <div class="tool-row">
        <TextField
          label={texts.markText(session.here.value.toFixed(1))}
          value={text.value}
          maxLength={LIMITS.text}
          onInput={(value) => {
            text.value = value;
          }}
        />
        <Button icon="marker" onClick={() => add("marker")}>
          {texts.marker}
        </Button>
        <Button icon="edit" disabled={text.value.trim() === ""} onClick={() => add("note")}>
          {texts.note}
        </Button>
      </div>
    </section>
  );
}
