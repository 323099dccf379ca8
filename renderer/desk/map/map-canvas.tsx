import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { Trails } from "../../kit/map-trail.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Gestures } from "./gestures.ts";
import { Handles } from "./handles.tsx";
import { keyOnMap } from "./map-keys.ts";
import type { MapSession } from "./map-session.ts";
import { Overlay } from "./overlay.ts";
import { PointPainter } from "./point-painter.ts";
import { PoseCard } from "./pose-card.tsx";
import { wholeZoom } from "./viewport.ts";

/** Milliseconds after which a map that was moved rests, and is drawn with all its points. */
const RESTS = 160;
/** Between two questions where the dancers are. */
const LIVE_MS = 100;

/** The map itself: points, and what is drawn, pointed at and dragged on them. */
export function MapCanvas({ session }: { readonly session: MapSession }) {
  const texts = useTexts().map;
  const { host } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const points = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const hasGraphics = useSignal(true);
  const drawing = useRef<Drawing | null>(null);
  const help = useId();

  useEffect(() => {
    const measure = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width > 0 && height > 0) session.size.value = { width, height };
    });
    measure.observe(box.current!);
    const painter = PointPainter.on(points.current!, session.points.places);
    hasGraphics.value = painter !== null;
    const current = new Drawing(session, painter, new Overlay(over.current!));
    drawing.current = current;
    const restored = () => {
      painter?.restore();
      current.askPoints();
    };
    points.current!.addEventListener("webglcontextrestored", restored);
    const gestures = new Gestures(box.current!, {
      draws: () => session.tool.peek() !== "look",
      onMove: (right, down) => session.move(right, down),
      onZoom: (factor, at) => session.zoom(factor, at),
      onHover(at) {
        session.cursor.value = null;
        session.hover(at && session.placeAt(at));
      },
      onTap: (at) => session.chooseAt(session.placeAt(at)),
      onStroke: (at, t) => session.beginStroke({ ...session.placeAt(at), t }),
      onStrokeOn: (at, t) => session.goOnStroke({ ...session.placeAt(at), t }),
      onStrokeEnd: (isKept) => session.endStroke(isKept),
    });
    return () => {
      measure.disconnect();
      gestures.close();
      current.close();
      points.current?.removeEventListener("webglcontextrestored", restored);
    };
  }, [session]);

  useEffect(() => {
    let isThere = true;
    const look = async () => {
      if (document.hidden) return;
      const { dancers } = await host.ask("map/dancers", null).catch(() => ({ dancers: [] }));
      if (isThere) drawing.current?.dance(dancers);
    };
    const asking = askAgainAndAgain(look, LIVE_MS);
    return () => {
      isThere = false;
      asking.stop();
    };
  }, [session, host]);

  useSignalEffect(() => {
    void [session.view.value, session.size.value, session.tones.value];
    drawing.current?.askPoints();
  });
  useSignalEffect(() => {
    void [session.view.value, session.size.value, session.stroke.value, session.tool.value];
    void [session.line.value, session.danced.value, session.alike.value];
    void [session.hovered.value, session.chosen.value, session.cursor.value];
    drawing.current?.askOverlay();
  });
  const count = session.points.places.length / 2;
  return (
    <div class="map-stage">
      <div
        ref={box}
        class={`map-surface ${session.tool.value}`}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys.
        tabIndex={0}
        aria-label={texts.surface(count)}
        aria-describedby={help}
        onKeyDown={(event) => {
          if (keyOnMap(event, session)) event.preventDefault();
        }}
      >
        <canvas ref={points} />
        <canvas ref={over} />
      </div>
      <p id={help} class="only-heard">
        {texts.keysHelp}
      </p>
      {!hasGraphics.value && (
        <p class="map-note" role="status">
          {texts.noGraphics}
        </p>
      )}
      <Handles session={session} />
      <PoseCard session={session} />
    </div>
  );
}

/** Draws at most once a frame of the screen, and only what has become another. */
class Drawing {
  readonly #session: MapSession;
  readonly #painter: PointPainter | null;
  readonly #overlay: Overlay;
  readonly #trails = new Trails();
  #frame = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #needsPoints = true;
  #drawnTones: Uint8Array | null = null;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(session: MapSession, painter: PointPainter | null, overlay: Overlay) {
    this.#session = session;
    this.#painter = painter;
    this.#overlay = overlay;
    this.askPoints();
  }

  askPoints(): void {
    this.#needsPoints = true;
    this.askOverlay();
  }

  askOverlay(): void {
    if (this.#frame === 0 && !this.#isClosed) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  dance(dancers: readonly { readonly id: number; readonly x: number; readonly y: number }[]): void {
    const before = this.#trails.trails.length;
    this.#trails.add(dancers, performance.now() / 1000);
    if (before + this.#trails.trails.length > 0) this.askOverlay();
  }

  close(): void {
    this.#isClosed = true;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
  }

  #draw(now: number): void {
    this.#frame = 0;
    const ratio = Math.min(2, devicePixelRatio);
    if (this.#needsPoints) {
      this.#needsPoints = false;
      this.#drawPoints(now, ratio);
    }
    this.#overlay.draw(this.#session, this.#trails.trails, performance.now() / 1000, ratio);
  }

  #drawPoints(now: number, ratio: number): void {
    const painter = this.#painter;
    if (!painter) return;
    const session = this.#session;
    const [view, size, tones] = [session.view.peek(), session.size.peek(), session.tones.peek()];
    if (tones !== this.#drawnTones) painter.tones = tones;
    this.#drawnTones = tones;
    const since = now - this.#drawnAt;
    this.#drawnAt = now;
    clearTimeout(this.#resting);
    const isMoving = since < RESTS;
    painter.draw(view, size, ratio, wholeZoom(session.grid.extent, size), isMoving ? since : null);
    if (!isMoving) return;
    this.#resting = setTimeout(() => {
      this.#drawnAt = Number.NEGATIVE_INFINITY;
      this.askPoints();
    }, RESTS);
  }
}

/** One question after the other, no closer to each other than this, milliseconds. */
function askAgainAndAgain(ask: () => Promise<void>, every: number): { stop(): void } {
  let [timer, isOver]: [ReturnType<typeof setTimeout> | undefined, boolean] = [undefined, false];
  const next = async () => {
    const begun = performance.now();
    await ask();
    if (!isOver) timer = setTimeout(next, Math.max(0, every - (performance.now() - begun)));
  };
  void next();
  return {
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
