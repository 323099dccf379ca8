import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { TakeEntry } from "../../../shared/desk/library.ts";
import { appendBoth, appendClip, titlePiece } from "../../../shared/piece/edits.ts";
import { clipOfTake, LANES, LIMITS, type PieceClip, pieceSeconds } from "../../../shared/piece/piece.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/fields.tsx";
import { PlayOnStage } from "../playback/play-buttons.tsx";
import { PractiseIt } from "../practice/reference/practise-action.tsx";
import { AddTake } from "./add-take.tsx";
import { ClipTools } from "./clip-tools.tsx";
import { FigureShelf } from "./figures.ts";
import { JoltLine } from "./jolt-line.tsx";
import { Lane } from "./lane.tsx";
import { MarkList } from "./mark-list.tsx";
import type { PieceSession } from "./piece-session.ts";
import { Ruler } from "./ruler.tsx";

/** Pixels a second, and by what a press changes them. */
const ZOOM = { least: 8, most: 240, factor: 1.5 };
/** Seconds of room after the end. */
const AFTER = 3;
/** Pixels before the playhead where it was out of sight. */
const BEFORE = 40;

/** One piece on the table. */
export function PieceEditor(props: { readonly session: PieceSession; readonly onClose: () => void }) {
  const { session, onClose } = props;
  const { host } = useDesk();
  const texts = useTexts().timeline;
  const shelf = useMemo(() => new FigureShelf(host), [host]);
  const isAdding = useSignal(false);
  const table = useRef<HTMLDivElement>(null);
  const piece = session.piece.value;
  const seconds = pieceSeconds(piece);
  const shown = Math.max(10, seconds + AFTER);
  useUndoKeys(session);
  const zoomBy = (factor: number) => {
    session.zoom.value = Math.min(ZOOM.most, Math.max(ZOOM.least, session.zoom.value * factor));
  };
  return (
    <div class="piece-editor">
      <header class="tool-row piece-head">
        <Button icon="left" label={texts.back} onClick={onClose} />
        <TextField
          label={texts.title}
          value={piece.title}
          maxLength={LIMITS.title}
          onChange={(title) => session.edit((one) => titlePiece(one, title))}
        />
        <Button
          icon="add"
          tone="primary"
          onClick={() => {
            isAdding.value = true;
          }}
        >
          {texts.addTake}
        </Button>
        <PlayFromHere session={session} />
        <PractiseIt name={session.name} before={() => session.save()} />
        <Button icon="undo" label={texts.undo} disabled={!session.canUndo} onClick={() => session.undo()} />
        <Button icon="redo" label={texts.redo} disabled={!session.canRedo} onClick={() => session.redo()} />
        <Button icon="remove" label={texts.zoomOut} onClick={() => zoomBy(1 / ZOOM.factor)} />
        <Button icon="add" label={texts.zoomIn} onClick={() => zoomBy(ZOOM.factor)} />
        <p class="piece-state" role="status">
          <span>{texts.seconds(seconds.toFixed(1))}</span>
          <span class="dim">{session.unsaved.value ? texts.unsaved : texts.saved}</span>
          <JoinsState session={session} />
        </p>
      </header>
      <div class="table" ref={table}>
        <div class="lane-names" aria-hidden="true">
          {LANES.map((lane) => (
            <span key={lane}>{texts.lanes[lane]}</span>
          ))}
        </div>
        <div class="lanes-scroll">
          <div class="lanes" style={{ width: `${shown * session.zoom.value}px` }}>
            <Ruler session={session} seconds={shown} />
            {LANES.map((lane) => (
              <Lane key={lane} {...{ lane, session, shelf }} />
            ))}
            <PlayheadLine session={session} />
          </div>
        </div>
      </div>
      <JoltLine session={session} />
      <div class="piece-foot">
        <ClipTools session={session} lengthOf={({ take, person }) => shelf.of(take, person)?.seconds} />
        <MarkList session={session} />
      </div>
      <AddTake
        open={isAdding.value}
        onClose={() => {
          isAdding.value = false;
        }}
        onAdd={(take, lane) => {
          session.edit((one) => appendClip(one, lane, clipOf(take, take.name)));
          session.chosen.value = { lane, index: session.piece.value[lane].length - 1 };
          isAdding.value = false;
        }}
        onAddBoth={(take, partner) => {
          session.edit((one) => appendBoth(one, clipOf(take, take.name), clipOf(take, partner)));
          session.chosen.value = { lane: "dancer", index: session.piece.value.dancer.length - 1 };
          isAdding.value = false;
        }}
      />
    </div>
  );
}

/** On its own, as what follows, since the playhead moves ten times a second while the piece plays. */
function PlayFromHere({ session }: { readonly session: PieceSession }) {
  return <PlayOnStage name={session.name} from={session.here.value || null} before={() => session.save()} />;
}

/** In sight, whoever moves it. */
function PlayheadLine({ session }: { readonly session: PieceSession }) {
  const line = useRef<HTMLSpanElement>(null);
  const left = session.here.value * session.zoom.value;
  useEffect(() => {
    const box = line.current!.closest(".lanes-scroll")!;
    if (left < box.scrollLeft || left > box.scrollLeft + box.clientWidth) box.scrollLeft = left - BEFORE;
  }, [left]);
  return <span ref={line} class="playhead-line" style={{ left: `${left}px` }} />;
}

/** The whole of a take; its partner's lasts as long. */
const clipOf = ({ seconds }: TakeEntry, name: string): PieceClip =>
  clipOfTake(name, null, 0, Math.max(LIMITS.shortest, Math.floor(seconds * 1000) / 1000));

function JoinsState({ session }: { readonly session: PieceSession }) {
  const texts = useTexts().timeline;
  const joins = session.joins.value;
  if (!joins || joins.state === "idle") return null;
  if (joins.state === "dancing") return <span>{texts.dancing(Math.round(100 * joins.done))}</span>;
  return <span class="fault">{joins.fault}</span>;
}

/** Ctrl+Z, and with Shift or as Ctrl+Y forward again, wherever no field has the keyboard. */
function useUndoKeys(session: PieceSession): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof Element && event.target.closest("input, select, textarea, dialog")) return;
      const pressed = event.key.toLowerCase();
      if (pressed === "z" && !event.shiftKey) session.undo();
      else if (pressed === "y" || pressed === "z") session.redo();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [session]);
}
