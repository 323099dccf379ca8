import { DESK_LANGUAGES, LANGUAGE_NAMES } from "../../../shared/languages/languages.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Select } from "../kit/fields.tsx";

/** Of this desk alone; the stage's is a setting. */
export function LanguageChoice() {
  const { show } = useDesk();
  const texts = useTexts();
  return (
    <Select
      label={texts.live.language}
      value={show.language.value ?? "auto"}
      options={[
        { value: "auto", text: texts.live.asSet },
        ...DESK_LANGUAGES.map((value) => ({ value, text: LANGUAGE_NAMES[value] })),
      ]}
      onChange={(value) => show.chooseLanguage(value === "auto" ? null : value)}
    />
  );
}
