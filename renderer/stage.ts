import { connect } from "./link/connect.ts";
import { hidePointerAtRest, Overlay } from "./overlay.ts";
import { StagePage } from "./stage-page.ts";

const part = (id: string) => document.getElementById(id)!;

hidePointerAtRest(document.body);
await StagePage.open(
  connect(),
  part("stage") as HTMLCanvasElement,
  new Overlay(part("words"), part("readout")),
);
