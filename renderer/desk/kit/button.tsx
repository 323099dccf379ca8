import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

export interface ButtonProps {
  readonly onClick: () => void;
  readonly icon?: IconName;
  /** Says what it does where there is no room for words. */
  readonly label?: string;
  readonly tone?: "plain" | "primary" | "danger";
  readonly size?: "normal" | "large";
  /** Of a button that stays down: whether it is. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** Why it is disabled, or what else there is to say of it. */
  readonly title?: string;
  readonly children?: ComponentChildren;
}

/** At least 44 pixels either way, for fingers. */
export function Button(props: ButtonProps) {
  const { onClick, icon, label, tone = "plain", size = "normal", pressed, disabled, title, children } = props;
  return (
    <button
      type="button"
      class={`button ${tone} ${size}`}
      {...{ onClick, disabled, title }}
      aria-label={label}
      aria-pressed={pressed}
    >
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}
