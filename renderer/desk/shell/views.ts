import type { ComponentType } from "preact";
import type { ViewName } from "../../../shared/languages/desk.ts";
import { ExportsView } from "../exports/exports-view.tsx";
import { HealthView } from "../health/health-view.tsx";
import { FilmsView } from "../ingest/films-view.tsx";
import type { IconName } from "../kit/icon.tsx";
import { LibraryView } from "../library/library-view.tsx";
import { LiveView } from "../live/live-view.tsx";
import { MapView } from "../map/map-view.tsx";
import { PracticeView } from "../practice/practice-view.tsx";
import { SettingsView } from "../settings/settings-view.tsx";
import { SurfaceView } from "../surface/surface-view.tsx";
import { TimelineView } from "../timeline/timeline-view.tsx";

/** One page of the desk. */
export interface View {
  /** After the # of the address, and of its title among the texts. */
  readonly name: ViewName;
  readonly icon: IconName;
  readonly Content: ComponentType;
}

/** In the order of the navigation; the first is where the desk opens. */
export const VIEWS: readonly View[] = [
  { name: "live", icon: "live", Content: LiveView },
  { name: "practice", icon: "practice", Content: PracticeView },
  { name: "library", icon: "library", Content: LibraryView },
  { name: "map", icon: "map", Content: MapView },
  { name: "timeline", icon: "timeline", Content: TimelineView },
  { name: "films", icon: "film", Content: FilmsView },
  { name: "exports", icon: "export", Content: ExportsView },
  { name: "surface", icon: "surface", Content: SurfaceView },
  { name: "settings", icon: "settings", Content: SettingsView },
  { name: "health", icon: "health", Content: HealthView },
];
