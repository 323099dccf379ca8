import { useTexts } from "../desk.ts";
import { Icon } from "../kit/icon.tsx";
import { useCurrentView } from "./current-view.ts";
import { VIEWS } from "./views.ts";

/** The way from view to view. */
export function Navigation({ onHelp }: { readonly onHelp: () => void }) {
  const texts = useTexts();
  const { name: current } = useCurrentView();
  return (
    <nav class="navigation" aria-label={texts.navigation}>
      <ul>
        {VIEWS.map(({ name, icon }) => (
          <li key={name}>
            <a href={`#${name}`} aria-current={name === current ? "page" : undefined}>
              <Icon name={icon} />
              <span>{texts.views[name]}</span>
            </a>
          </li>
        ))}
      </ul>
      <button type="button" class="help-button" onClick={onHelp}>
        <Icon name="keyboard" />
        <span>{texts.keys}</span>
      </button>
    </nav>
  );
}
