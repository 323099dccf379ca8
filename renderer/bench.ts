/*
 * ENTRY of the page that `continuo bench` opens to time the official pose package; no part of the stage.
 */
import type { DetectorSize } from "../shared/messages.ts";
import type { OfficialBench } from "../shared/official-bench.ts";
import { PageDetector } from "./stage/detector/page-detector.ts";

const canvas = document.createElement("canvas");
let detector: PageDetector | null = null;

const officialBench: OfficialBench = {
  async open(size: DetectorSize) {
    detector = await PageDetector.load(size);
  },
  async measure(address, width, height) {
    if (!detector) throw new Error("measure before open");
    const data = await (await fetch(address)).arrayBuffer();
    const frame = new VideoFrame(data, {
      format: "I420",
      codedWidth: width,
      codedHeight: height,
      timestamp: 0,
    });
    [canvas.width, canvas.height] = [width, height];
    canvas.getContext("2d")!.drawImage(frame, 0, 0);
    frame.close();
    const begun = performance.now();
    await detector.detect(canvas, 0, width, height);
    return performance.now() - begun;
  },
};

Object.assign(window, { officialBench });
