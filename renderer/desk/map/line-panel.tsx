import { useSignal } from "@preact/signals";
import { LINE_LIMITS, type LineDance, type LinePoint } from "../../../shared/desk/dance-line.ts";
import { PLAYED_ONCE } from "../../../shared/desk/playback.ts";
import { lengthInWords } from "../../../shared/length-in-words.ts";
import { clamp } from "../../../shared/numbers.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import type { IconName } from "../kit/icon.tsx";
import { Slider } from "../kit/slider.tsx";
import { type DrawnLine, lasting, secondsOf, shapeOf } from "./line.ts";
import type { MapSession } from "./map-session.ts";

const SHORTEST = 1;
const LONGEST = 60;

/** The line that was drawn, and what becomes of it. */
export function LinePanel({ session }: { readonly session: MapSession }) {
  const { host, notices } = useDesk();
  const all = useTexts();
  const texts = all.map;
  const busy = useSignal(false);
  const line = session.line.value;
  const danced = session.danced.value;
  if (!line) return session.tool.value === "line" ? <p class="panel dim">{texts.drawALine}</p> : null;
  const dance = async (): Promise<LineDance> => {
    const known = session.danced.peek();
    if (known) return known;
    const made = await host.ask("archive/dance-line", { points: pointsOf(line) });
    if (session.line.peek() === line) session.danced.value = made;
    return made;
  };
  const play = async (seed: boolean) => {
    const { name } = await dance();
    await host.ask("playback/play", { ...PLAYED_ONCE, name, from: null, seed });
  };
  const keep = async () => {
    const { name } = await host.ask("archive/keep-line", { name: (await dance()).name });
    notices.done(texts.keptAs(stemOf(name)));
  };
  const doing = async (work: () => Promise<unknown>) => {
    busy.value = true;
    await work().catch((error: Error) => notices.failed(error.message));
    busy.value = false;
  };
  const button = (icon: IconName, words: string, work: () => Promise<unknown>) => (
    <Button icon={icon} disabled={busy.value} onClick={() => void doing(work)}>
      {words}
    </Button>
  );
  return (
    <section class="panel map-line" aria-label={texts.line} aria-busy={busy.value}>
      <div class="map-panel-head">
        <p role="status">
          <strong>{texts.lineOf(lengthInWords(secondsOf(line)))}</strong>
          <span class="dim">
            {danced ? texts.dancedLine(lengthInWords(danced.seconds), danced.away) : texts.bendIt}
          </span>
        </p>
        <Button icon="close" label={texts.clearLine} onClick={() => session.clearLine()} />
      </div>
      <Slider
        label={texts.lasting}
        value={Math.round(2 * secondsOf(line)) / 2}
        {...{ min: SHORTEST, max: LONGEST, step: 0.5 }}
        format={(seconds) => `${seconds.toFixed(1)} s`}
        onChange={(seconds) => session.draw(lasting(line, seconds))}
      />
      <div class="map-actions">
        {button("search", texts.showWay, dance)}
        {button("play", texts.danceIt, () => play(false))}
        {button("keep", texts.keepDance, keep)}
        {button("answer", all.playback.seed, () => play(true))}
      </div>
    </section>
  );
}

/** As a line is asked to be danced: no farther beside the map than it may be. */
function pointsOf(line: DrawnLine): readonly LinePoint[] {
  const within = (value: number) => clamp(value, -LINE_LIMITS.beside, 1 + LINE_LIMITS.beside);
  const rounded = (value: number) => Math.round(10_000 * value) / 10_000;
  return shapeOf(line).map(({ x, y, t }) => ({
    x: rounded(within(x)),
    y: rounded(within(y)),
    t: rounded(t),
  }));
}
