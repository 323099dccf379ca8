import { SPEEDS } from "../../../shared/desk/playback.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Slider } from "../kit/slider.tsx";
import { type Playback, usePlayback } from "./use-playback.ts";

/** The transport: there while something plays on the stage instead of the source, in every view. */
export function PlaybackBar() {
  const playback = usePlayback();
  const texts = useTexts().playback;
  const state = playback.state.value;
  if (!state) return null;
  const { paused, loop, mirrored, speed, seed } = state;
  return (
    <section class="playback-bar" aria-label={texts.title}>
      <p class="playback-name" role="status">
        <span>{stemOf(state.name)}</span>
        <span class="dim">{seed ? texts.asSeed : texts.instead}</span>
      </p>
      <Button
        icon={paused ? "play" : "pause"}
        label={paused ? texts.goOn : texts.pause}
        onClick={() => playback.adjust({ paused: !paused })}
      />
      <Button icon="stop" label={texts.stop} onClick={() => playback.stop()} />
      <Position playback={playback} />
      <Slider
        label={texts.speed}
        value={speed}
        {...{ min: SPEEDS.least, max: SPEEDS.most, step: 0.05 }}
        format={(value) => `${value.toFixed(2)} ×`}
        onChange={(value) => playback.adjust({ speed: value })}
      />
      <Button
        icon="loop"
        label={texts.loop}
        pressed={loop}
        disabled={seed}
        onClick={() => playback.adjust({ loop: !loop })}
      />
      <Button
        icon="mirror"
        label={texts.mirror}
        pressed={mirrored}
        onClick={() => playback.adjust({ mirrored: !mirrored })}
      />
      <Range playback={playback} />
    </section>
  );
}

/** On its own, since it moves ten times a second. */
function Position({ playback }: { readonly playback: Playback }) {
  const texts = useTexts().playback;
  const state = playback.state.value;
  if (!state) return null;
  const { from, to } = state;
  return (
    <Slider
      label={texts.position}
      value={playback.position.value}
      {...{ min: from, max: to, step: 0.05 }}
      format={(value) => `${value.toFixed(1)} / ${to.toFixed(1)} s`}
      onChange={(position) => playback.seek(position)}
    />
  );
}

/** From here to there: what is played from now on begins or ends where it is now, or is the whole of it again. */
function Range({ playback }: { readonly playback: Playback }) {
  const texts = useTexts().playback;
  const again = (from: number | null, to: number | null) => void playback.again({ from, to });
  const here = () => Math.round(100 * playback.position.peek()) / 100;
  return (
    <>
      <Button icon="right" label={texts.fromHere} onClick={() => again(here(), playback.state.peek()!.to)} />
      <Button icon="left" label={texts.toHere} onClick={() => again(playback.state.peek()!.from, here())} />
      <Button icon="restart" label={texts.whole} onClick={() => again(null, null)} />
    </>
  );
}
