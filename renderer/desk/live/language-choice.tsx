import { LANGUAGES, type Language } from "../../../shared/languages/sentences.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Select } from "../kit/fields.tsx";

const NAMES: Readonly<Record<Language, string>> = { en: "English", zh: "中文" };

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
        ...LANGUAGES.map((value) => ({ value, text: NAMES[value] })),
      ]}
      onChange={(value) => show.chooseLanguage(value === "auto" ? null : value)}
    />
  );
}
