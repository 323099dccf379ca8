/** ENTRY of the audience's page. */
import { connect } from "./link/connect.ts";
import { hideIdlePointer, Overlay } from "./stage/overlay.ts";
import { PracticePanel } from "./stage/practice/practice-panel.ts";
import { StagePage } from "./stage/stage-page.ts";

hideIdlePointer(document.body);
const canvas = document.getElementById("stage") as HTMLCanvasElement;
await StagePage.open(() => connect("stage"), canvas, Overlay.of(document), PracticePanel.of(document));
