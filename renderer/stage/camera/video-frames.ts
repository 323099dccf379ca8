/** In Chromium also in the page; TypeScript declares it for workers only. */
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
declare global {
  var MediaStreamTrackProcessor:
    | (new (init: {
        track: MediaStreamTrack;
        maxBufferSize: number;
      }) => TrackProcessor)
    | undefined;
}

/**
 * Calls `take` with each frame of the track, one at a time, until the track ends or `signal` aborts. While `take` is
 * busy only the newest frame waits. Frames are closed after `take`. Rejects with an error of `take` or of the stream.
 */
export async function eachVideoFrame(
  track: MediaStreamTrack,
  signal: AbortSignal,
  take: (frame: VideoFrame) => Promise<void>,
): Promise<void> {
  const Processor = globalThis.MediaStreamTrackProcessor;
  const frames = Processor
    ? new Processor({ track, maxBufferSize: 1 }).readable
    : framesOfVideo(track, signal);
  const reader = frames.getReader();
  signal.addEventListener("abort", () => void reader.cancel().catch(() => {}), { once: true });
  for (;;) {
    const { value: frame, done } = await reader.read();
    if (done) return;
    try {
      if (!signal.aborted) await take(frame);
    } finally {
      frame.close();
    }
  }
}

/** For browsers without MediaStreamTrackProcessor: frames of a video element that plays the track. */
function framesOfVideo(track: MediaStreamTrack, signal: AbortSignal): ReadableStream<VideoFrame> {
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  return new ReadableStream<VideoFrame>(
    {
      start: () => video.play(),
      pull: (controller) =>
        new Promise((resolve, reject) => {
          const end = () => {
            video.srcObject = null;
            controller.close();
            resolve();
          };
          if (signal.aborted || track.readyState === "ended") return end();
          track.addEventListener("ended", end, { once: true });
          video.requestVideoFrameCallback((now) => {
            track.removeEventListener("ended", end);
            try {
              controller.enqueue(new VideoFrame(video, { timestamp: 1000 * now }));
              resolve();
            } catch (error) {
              reject(error);
            }
          });
        }),
    },
    { highWaterMark: 0 },
  );
}
