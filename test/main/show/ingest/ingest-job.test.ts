import { expect, test } from "vitest";
import { loadSettings } from "../../../../main/config/load-settings.ts";
import { INGEST_ENTRY, IngestJob } from "../../../../main/show/ingest/ingest-job.ts";
import { scriptedChildren } from "../../../support/scripted-child.ts";

function scripted(archive: string | null = "/archive") {
  const { children, spawn } = scriptedChildren();
  const job = new IngestJob({ archive, settings: loadSettings({}), onChange: () => {}, spawn });
  return { job, children };
}

const result = {
  films: 1,
  shots: 9,
  takes: 8,
  failed: 1,
  seconds: 100,
  kept: 90,
  report: "/archive/report.html",
};

test("a folder is begun, one at a time, and its result told; when it is stopped another may begin", () => {
  const { job, children } = scripted();
  expect(job.state).toEqual({ archive: "/archive", run: null });
  job.start("/films");
  expect(children[0]!.entry).toBe(INGEST_ENTRY);
  expect(children[0]!.heard).toMatchObject([
    { tag: "begin", options: { films: "/films", archive: "/archive", workers: 1, removeGone: false } },
  ]);
  expect(job.state.run).toMatchObject({ films: "/films", state: "running" });
  expect(() => job.start("/others")).toThrow("films are being made part of the archive already");
  job.stop();
  expect(children[0]!.heard.at(-1)).toEqual({ tag: "stop" });
  children[0]!.say({ tag: "done", result, stopped: true });
  expect(job.state.run).toMatchObject({ films: "/films", state: "stopped", result });
  job.start("/others");
  expect(children).toHaveLength(2);
  expect(job.state.run).toMatchObject({ films: "/others", state: "running" });
});

test("without an archive, and for what is no whole path, it does not begin", () => {
  expect(() => scripted(null).job.start("/films")).toThrow(
    "no archive: name its folder in the setting archive",
  );
  const { job, children } = scripted();
  expect(() => job.start("films")).toThrow(
    "films: expected the whole path of a folder on the show's machine",
  );
  expect(children).toEqual([]);
});
