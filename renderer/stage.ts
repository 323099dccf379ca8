import { connect } from "./link/connect.ts";
import { hidePointerAtRest, Overlay } from "./stage/overlay.ts";
import { StagePage } from "./stage/stage-page.ts";

hidePointerAtRest(document.body);
const canvas = document.getElementById("stage") as HTMLCanvasElement;
await StagePage.open(connect(), canvas, Overlay.of(document));
