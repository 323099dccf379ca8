import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SettingLine, SettingsSheet } from "../../../shared/desk/settings.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/fields.tsx";
import { DeskLink } from "./desk-link.tsx";
import { SettingField } from "./setting-field.tsx";
import { groupsOf } from "./setting-groups.ts";

/** The installation's settings, changed in their file one at a time; what counts is always what the host says. */
export function SettingsView() {
  const { host, notices } = useDesk();
  const texts = useTexts().settings;
  const sheet = useSignal<SettingsSheet | null>(null);
  const wanted = useSignal("");
  const take = (asked: Promise<SettingsSheet>, done?: string) =>
    asked.then(
      (answer) => {
        sheet.value = answer;
        if (done !== undefined) notices.done(done);
      },
      (error: Error) => {
        notices.failed(error.message);
        // What was typed gives way to what counts.
        if (sheet.value) sheet.value = { ...sheet.value };
      },
    );
  useEffect(() => {
    const read = () => void take(host.ask("settings/read", null));
    read();
    return host.onChanged("settings", read);
  }, [host]);
  if (!sheet.value) return null;
  const { file, offered, fault, settings } = sheet.value;
  const edit = (line: SettingLine, value?: unknown) => {
    const change = value === undefined ? { path: line.path } : { path: line.path, value };
    void take(
      host.ask("settings/edit", { changes: [change] }),
      line.atOnce ? texts.saved : texts.savedForLater,
    );
  };
  return (
    <div class="settings">
      <section class="panel">
        {file === null ? (
          <>
            <p>{texts.noFile}</p>
            <Button
              tone="primary"
              onClick={() => void take(host.ask("settings/create", null), texts.made(offered))}
            >
              {texts.make(offered)}
            </Button>
          </>
        ) : (
          <p>{texts.file(file)}</p>
        )}
        {fault !== null && <p role="alert">{fault}</p>}
        <TextField
          {...{ type: "search", label: texts.search, value: wanted.value }}
          onInput={(text) => {
            wanted.value = text;
          }}
        />
      </section>
      <DeskLink />
      {groupsOf(settings, wanted.value).map(([group, lines]) => (
        <section key={group} class="panel" aria-label={group || texts.general}>
          <h2>{group || texts.general}</h2>
          <div class="setting-lines">
            {lines.map((line) => (
              <SettingField
                key={line.path.join(".")}
                {...{ line, edit, disabled: file === null || fault !== null }}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
