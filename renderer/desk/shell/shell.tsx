import { useEffect, useRef } from "preact/hooks";
import { useDesk, useTexts } from "../desk.ts";
import { NoticeList } from "../kit/notice-list.tsx";
import { PlaybackBar } from "../playback/playback-bar.tsx";
import { useCurrentView } from "./current-view.ts";
import { Navigation } from "./navigation.tsx";
import { SafetyBar } from "./safety-bar.tsx";
import { useShortcuts } from "./shortcuts.tsx";

/** What stands around every view: the way to the others, what is always in reach, and what is told in passing. */
export function Shell() {
  const { show } = useDesk();
  const texts = useTexts();
  const { name, Content } = useCurrentView();
  const main = useRef<HTMLElement>(null);
  const help = useShortcuts();
  useEffect(() => {
    document.title = `Continuo: ${texts.views[name]}`;
    main.current?.scrollTo(0, 0);
  }, [name, texts]);
  return (
    <div class="shell">
      {/* No link: the address names the view. */}
      <button type="button" class="skip-link" onClick={() => main.current?.focus()}>
        {texts.skip}
      </button>
      <Navigation onHelp={help.open} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also where nothing in it can be focused. */}
      <main id="view" ref={main} tabIndex={0} aria-label={texts.views[name]}>
        <h1 class="only-heard">{texts.views[name]}</h1>
        <p class="connection" role="status">
          {show.connected.value ? "" : show.sentences.value.noHost}
        </p>
        <Content key={name} />
      </main>
      <PlaybackBar />
      <SafetyBar />
      <NoticeList />
      {help.dialog}
    </div>
  );
}
