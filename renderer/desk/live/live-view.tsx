import { HoursPanel } from "../hours/hours-panel.tsx";
import { MusicPanel } from "../music/music-panel.tsx";
import { CamerasPanel } from "./cameras-panel.tsx";
import { GeneratorPanel } from "./generator-panel.tsx";
import { Knobs } from "./knobs.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { ModePanel } from "./mode-panel.tsx";
import { ModelChoice } from "./model-choice.tsx";
import { OptionsPanel } from "./options-panel.tsx";
import { StagePicture } from "./stage-picture.tsx";
import { StylesPanel } from "./styles-panel.tsx";

/** The show while it runs: what is danced at the left, and all that can be changed of it. */
export function LiveView() {
  return (
    <div class="live">
      <div class="live-stage">
        <StagePicture />
        <OptionsPanel />
        <ModePanel />
        <MusicPanel />
        <CamerasPanel />
      </div>
      <div class="live-controls">
        <HoursPanel />
        <GeneratorPanel />
        <Knobs />
        <StylesPanel />
        <section class="panel columns">
          <ModelChoice />
          <LanguageChoice />
        </section>
      </div>
    </div>
  );
}
