import type { ClipAt } from "../../../shared/piece/edits.ts";
import {
  joinClip,
  keepPlaceOfClip,
  loopClip,
  mirrorClip,
  moveClip,
  removeClip,
  repeatClip,
  speedClip,
  splitClip,
  trimClip,
} from "../../../shared/piece/edits.ts";
import {
  JOIN_WAYS,
  LANES,
  LIMITS,
  PIECE_FPS,
  type Piece,
  type PieceClip,
  placedIn,
} from "../../../shared/piece/piece.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Select, TextField } from "../kit/fields.tsx";
import type { PieceSession } from "./piece-session.ts";

const SPEEDS = ["0.5", "0.75", "1", "1.25", "1.5", "2"] as const;
/** Seconds of a join that is chosen first. */
const USUAL = { danced: 1, away: 2, inertialized: 0 } as const;

export interface ClipToolsProps {
  readonly session: PieceSession;
  /** How long a take is, where that is known. */
  readonly lengthOf: (clip: PieceClip) => number | undefined;
}

/** What can be done with the clip that is chosen. */
export function ClipTools({ session, lengthOf }: ClipToolsProps) {
  const texts = useTexts().timeline;
  const at = session.chosen.value;
  const clip = at && session.piece.value[at.lane][at.index];
  if (!clip) return <p class="dim clip-tools">{texts.chooseClip}</p>;
  const edit = (change: (piece: Piece) => Piece) => session.edit(change);
  const seconds = (value: string) => (value.trim() === "" ? Number.NaN : Number(value.replace(",", ".")));
  const number = (value: string, change: (value: number) => (piece: Piece) => Piece) => {
    if (Number.isFinite(seconds(value))) edit(change(seconds(value)));
  };
  const { how } = clip.join;
  const waysNow = at.index === 0 ? (["inertialized", "away"] as const) : JOIN_WAYS;
  return (
    <section class="clip-tools" aria-label={texts.clipTools}>
      <h2>{`${at.index + 1}. ${stemOf(clip.take)}`}</h2>
      <div class="tool-row">
        <Select
          label={texts.join}
          value={how}
          options={waysNow.map((value) => ({
            value,
            text: at.index === 0 && value === "inertialized" ? texts.atOnce : texts.joins[value],
          }))}
          onChange={(way) => edit((piece) => joinClip(piece, at, { how: way, seconds: USUAL[way] }))}
        />
        {how !== "inertialized" && (
          <TextField
            type="number"
            label={texts.joinSeconds}
            value={String(clip.join.seconds)}
            onChange={(value) =>
              number(value, (length) => (piece) => joinClip(piece, at, { how, seconds: length }))
            }
          />
        )}
        <TextField
          type="number"
          label={texts.from}
          value={String(clip.from)}
          onChange={(value) => number(value, (from) => (piece) => trimClip(piece, at, { from }))}
        />
        <TextField
          type="number"
          label={texts.to}
          value={String(clip.to)}
          onChange={(value) => number(value, (to) => (piece) => trimClip(piece, at, { to }, lengthOf(clip)))}
        />
        <Select
          label={texts.speed}
          value={SPEEDS.find((speed) => Number(speed) === clip.speed) ?? null}
          options={SPEEDS.map((value) => ({ value, text: `${value}×` }))}
          onChange={(speed) => edit((piece) => speedClip(piece, at, Number(speed)))}
        />
        <TextField
          type="number"
          label={texts.times}
          value={String(clip.times)}
          onChange={(value) => number(value, (times) => (piece) => loopClip(piece, at, times))}
        />
      </div>
      <div class="tool-row">
        <Button icon="mirror" pressed={clip.mirrored} onClick={() => edit((piece) => mirrorClip(piece, at))}>
          {texts.mirror}
        </Button>
        <Button
          icon="marker"
          pressed={clip.keepsPlace}
          title={texts.keepsPlaceHelp}
          onClick={() => edit((piece) => keepPlaceOfClip(piece, at))}
        >
          {texts.keepsPlace}
        </Button>
        <Button icon="add" onClick={() => edit((piece) => repeatClip(piece, at))}>
          {texts.repeat}
        </Button>
        <Button
          icon="scissors"
          disabled={momentOf(session, at, clip) === null}
          title={texts.splitHelp}
          onClick={() => edit((piece) => splitClip(piece, at, momentOf(session, at, clip) ?? 0))}
        >
          {texts.split}
        </Button>
        <Button
          {...{ icon: "left", label: texts.earlier, disabled: at.index === 0 }}
          onClick={() => moveTo(session, at, { ...at, index: at.index - 1 })}
        />
        <Button
          {...{ icon: "right", label: texts.later }}
          disabled={at.index === session.piece.value[at.lane].length - 1}
          onClick={() => moveTo(session, at, { ...at, index: at.index + 1 })}
        />
        <Button
          {...{ icon: at.lane === "dancer" ? "down" : "up", label: texts.otherLane }}
          onClick={() => toOtherLane(session, at)}
        />
        <Button icon="trash" onClick={() => edit((piece) => removeClip(piece, at))}>
          {texts.remove}
        </Button>
      </div>
    </section>
  );
}

/** The moment of its take at which the playhead is; null where that is not within the clip, or it is danced again. */
function momentOf(session: PieceSession, { lane, index }: ClipAt, clip: PieceClip): number | null {
  const { begin, end } = placedIn(session.piece.value[lane])[index]!;
  const frame = session.here.value * PIECE_FPS;
  const moment = clip.from + ((frame - begin) / PIECE_FPS) * clip.speed;
  const isWithin = clip.times === 1 && frame > begin && frame < end;
  return isWithin && moment - clip.from >= LIMITS.shortest && clip.to - moment >= LIMITS.shortest
    ? moment
    : null;
}

function moveTo(session: PieceSession, from: ClipAt, to: ClipAt): void {
  const index = to.index > from.index ? to.index + 1 : to.index;
  session.edit((piece) => moveClip(piece, from, { lane: to.lane, index }));
  session.chosen.value = to;
}

function toOtherLane(session: PieceSession, from: ClipAt): void {
  const lane = LANES.find((one) => one !== from.lane)!;
  const index = session.piece.value[lane].length;
  session.edit((piece) => moveClip(piece, from, { lane, index }));
  session.chosen.value = { lane, index };
}
