import { Command } from "commander";
import { holdsTakes } from "../archive/library/scan.ts";
import { isPieceFile } from "../archive/piece/piece-file.ts";
import { addSettings, settingsOf, sourcesOf } from "../config/options.ts";
import { loadHost } from "../hosts/health/end-signals.ts";
import { runJob } from "../jobs/run-job.ts";

export function startCommand(): Command {
  const command = new Command("start").description(
    "Runs the installation: sees the dancer, dances on, tells the lighting; until Ctrl-C, or the end of the source with --once",
  );
  command.option(
    "--supervise",
    "start the installation again whenever it ends or hangs, where nothing else does",
  );
  return addSettings(command).action(async () => {
    const settings = await settingsOf(command);
    // An archive may be made while the show runs: then nothing is in it yet.
    if (
      settings.generator === "graph" ||
      (settings.archive !== null && (await holdsTakes(settings.archive)))
    ) {
      const { prepareGenerator, prepareMoments } = await import("../jobs/prepare-generator.ts");
      await runJob(prepareGenerator, { ...settings, generator: "graph" }, process);
      if (settings.archive !== null) await runJob(prepareMoments, { archive: settings.archive }, process);
    }
    if (isPieceFile(settings.source)) {
      // Nothing but a model can dance joins, and the show is to have them when it begins.
      const { danceJoins } = await import("../jobs/dance-joins.ts");
      await runJob(danceJoins, { piece: settings.source, model: settings.model }, process);
    }
    const { openLog } = await import("../hosts/health/open-log.ts");
    const log = openLog(settings.log);
    if (command.opts<{ readonly supervise?: true }>().supervise) {
      const { keepHost, forkSelf } = await loadHost(import("../hosts/node/keeper.ts"));
      process.exitCode = await keepHost({ fork: () => forkSelf("--supervise"), log });
      return;
    }
    if (settings.host === "auto" || settings.host === "electron") {
      const { runDesktopApp } = await loadHost(import("../hosts/node/desktop-app.ts"));
      const code = await runDesktopApp(
        command.parent?.args.slice(1) ?? [],
        settings.host === "electron",
        log,
      );
      if (code !== null) {
        process.exitCode = code;
        return;
      }
    }
    const { runInNode } = await loadHost(import("../hosts/node/node-host.ts"));
    await runInNode(settings, log, sourcesOf(command));
  });
}
