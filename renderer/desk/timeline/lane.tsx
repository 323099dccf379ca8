import { useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { joinClip, mirrorClip, moveClip, removeClip, trimClip } from "../../../shared/piece/edits.ts";
import {
  clipFrames,
  LANES,
  type Lane as LaneName,
  PIECE_FPS,
  type PieceClip,
  placedIn,
} from "../../../shared/piece/piece.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useTexts } from "../desk.ts";
import { ClipStrip } from "./clip-strip.tsx";
import type { FigureShelf } from "./figures.ts";
import type { PieceSession } from "./piece-session.ts";
import { usePointerDrag } from "./pointer-drag.ts";

/** Pixels: of figures, and how far a finger moves before it drags. */
const STRIP = 78;
const SLACK = 8;

export interface LaneProps {
  readonly lane: LaneName;
  readonly session: PieceSession;
  readonly shelf: FigureShelf;
}

/** The clips of one dancer, one after the other. */
export function Lane({ lane, session, shelf }: LaneProps) {
  const texts = useTexts().timeline;
  const listId = useId();
  const clips = session.piece.value[lane];
  const chosen = session.chosen.value?.lane === lane ? session.chosen.value.index : null;
  const scale = session.zoom.value / PIECE_FPS;
  const placed = placedIn(clips);
  /** Where the clip that is dragged would come to be. */
  const caret = useSignal<number | null>(null);
  const choose = (index: number) => {
    session.chosen.value = { lane, index };
    session.here.value = placed[index]!.begin / PIECE_FPS;
  };
  // A list without anything in it is none.
  if (clips.length === 0)
    return (
      <div class="lane" data-lane={lane}>
        <p class="dim lane-empty">{texts.empty}</p>
      </div>
    );
  return (
    <div
      class="lane"
      role="listbox"
      aria-orientation="horizontal"
      tabIndex={0}
      data-lane={lane}
      aria-label={texts.lanes[lane]}
      aria-activedescendant={chosen === null ? undefined : `${listId}-${chosen}`}
      onKeyDown={(event) => {
        if (key(event, session, lane, chosen, clips.length, choose)) event.preventDefault();
      }}
    >
      {clips.map((clip, index) => (
        <ClipBox
          key={index}
          {...{ clip, index, lane, session, shelf, caret }}
          id={`${listId}-${index}`}
          left={placed[index]!.begin * scale}
          joinWidth={(placed[index]!.begin - placed[index]!.join) * scale}
          width={clipFrames(clip) * scale}
          isChosen={index === chosen}
          onChoose={() => choose(index)}
        />
      ))}
      {caret.value !== null && (
        <span
          class="lane-caret"
          style={{ left: `${(placed[caret.value]?.join ?? placed.at(-1)?.end ?? 0) * scale}px` }}
        />
      )}
    </div>
  );
}

interface ClipBoxProps extends LaneProps {
  readonly clip: PieceClip;
  readonly index: number;
  readonly id: string;
  readonly left: number;
  readonly joinWidth: number;
  readonly width: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly caret: { value: number | null };
}

function ClipBox(props: ClipBoxProps) {
  const { clip, index, id, lane, session, shelf, left, joinWidth, width, isChosen, onChoose, caret } = props;
  const texts = useTexts().timeline;
  const box = useRef<HTMLDivElement>(null);
  const at = { lane, index };
  const move = usePointerDrag({
    slack: SLACK,
    onMove: (event) => {
      caret.value = dropAt(event, session).lane === lane ? dropAt(event, session).index : null;
    },
    onEnd: (event) => {
      caret.value = null;
      const to = dropAt(event, session);
      session.edit((piece) => moveClip(piece, at, to));
      session.chosen.value = null;
    },
  });
  const isDanced = session.joins.value?.danced.some((join) => join.lane === lane && join.index === index);
  const isDancing = session.joins.value?.state === "dancing";
  const { how } = clip.join;
  const state = isDanced ? texts.joinDanced : isDancing ? texts.joinDancing : texts.joinMissing;
  return (
    <>
      {index > 0 || how === "away" ? (
        <span
          class={`join ${how} ${how === "danced" && !isDanced ? "missing" : ""}`}
          style={{ left: `${left - Math.max(joinWidth, 6)}px`, width: `${Math.max(joinWidth, 6)}px` }}
          title={how === "danced" ? `${texts.joins.danced}: ${state}` : texts.joins[how]}
        >
          {joinWidth >= 48 && <span>{how === "danced" ? state : texts.joins[how]}</span>}
        </span>
      ) : null}
      {/* biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the lane has the keyboard. */}
      <div
        ref={box}
        id={id}
        class="clip"
        role="option"
        aria-selected={isChosen}
        aria-label={texts.clip(index + 1, stemOf(clip.take), (clipFrames(clip) / PIECE_FPS).toFixed(1))}
        style={{ left: `${left}px`, width: `${width}px` }}
        onClick={onChoose}
        {...(isChosen ? move : {})}
      >
        <ClipStrip {...{ clip, shelf, width, height: STRIP }} />
        <span class="clip-name">
          {stemOf(clip.take)}
          {clip.mirrored && <b> ⇋</b>}
          {clip.speed !== 1 && <b> {`${clip.speed}×`}</b>}
          {clip.times > 1 && <b> {`↻${clip.times}`}</b>}
        </span>
        {isChosen && (
          <>
            <Handle {...{ session, clip, at, end: "from" }} />
            <Handle
              {...{ session, clip, at, end: "to", longest: shelf.of(clip.take, clip.person)?.seconds }}
            />
          </>
        )}
      </div>
    </>
  );
}

interface HandleProps {
  readonly session: PieceSession;
  readonly clip: PieceClip;
  readonly at: { readonly lane: LaneName; readonly index: number };
  readonly end: "from" | "to";
  readonly longest?: number | undefined;
}

/** An end of a clip, to be trimmed by. The toolbar does the same for the keyboard. */
function Handle({ session, clip, at, end, longest }: HandleProps) {
  const begun = useRef(0);
  const drag = usePointerDrag({
    slack: 0,
    onStart: () => {
      begun.current = clip[end];
    },
    onMove: (_, moved) => {
      // Of several rounds each becomes as much shorter.
      const seconds = (moved / session.zoom.value) * (clip.speed / (end === "to" ? clip.times : 1));
      session.drag((piece) => trimClip(piece, at, { [end]: begun.current + seconds }, longest));
    },
    onEnd: () => session.dropped(),
  });
  return <span class={`clip-handle ${end}`} aria-hidden="true" {...drag} />;
}

/** Where in which lane what is dropped at this place comes to be. */
function dropAt({ clientX, clientY }: PointerEvent, session: PieceSession) {
  const lanes = [...document.querySelectorAll<HTMLElement>(".lane")];
  const nearest = lanes.reduce((best, one) => (off(one, clientY) < off(best, clientY) ? one : best));
  const lane = nearest.dataset.lane as LaneName;
  const frame = ((clientX - nearest.getBoundingClientRect().left) / session.zoom.value) * PIECE_FPS;
  const placed = placedIn(session.piece.value[lane]);
  const index = placed.findIndex(({ begin, end }) => frame < (begin + end) / 2);
  return { lane, index: index === -1 ? placed.length : index };
}

function off(lane: HTMLElement, y: number): number {
  const { top, bottom } = lane.getBoundingClientRect();
  return Math.max(top - y, y - bottom, 0);
}

/** What keys do in a lane. @returns whether this one does something. */
function key(
  event: KeyboardEvent,
  session: PieceSession,
  lane: LaneName,
  chosen: number | null,
  count: number,
  choose: (index: number) => void,
): boolean {
  if (event.ctrlKey || event.metaKey || count === 0) return false;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step !== undefined && !event.altKey) {
    choose(chosen === null ? (step > 0 ? 0 : count - 1) : Math.min(count - 1, Math.max(0, chosen + step)));
    return true;
  }
  if (event.key === "Home" || event.key === "End") {
    choose(event.key === "Home" ? 0 : count - 1);
    return true;
  }
  if (chosen === null) return false;
  const at = { lane, index: chosen };
  if (step !== undefined) {
    const to = chosen + step;
    if (to < 0 || to >= count) return true;
    session.edit((piece) => moveClip(piece, at, { lane, index: step > 0 ? to + 1 : to }));
    session.chosen.value = { lane, index: to };
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const other = LANES[event.key === "ArrowUp" ? 0 : 1];
    if (other !== lane)
      session.edit((piece) => moveClip(piece, at, { lane: other, index: piece[other].length }));
  } else if (event.key === "Delete" || event.key === "Backspace") {
    session.edit((piece) => removeClip(piece, at));
  } else if (event.key === "m") {
    session.edit((piece) => mirrorClip(piece, at));
  } else if (event.key === "j") {
    session.edit((piece) => joinClip(piece, at, { how: "danced", seconds: 1 }));
  } else return false;
  return true;
}
