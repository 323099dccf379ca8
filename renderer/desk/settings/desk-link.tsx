import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { qrCode } from "../../kit/qr-code.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";

/** The links by which a tablet comes to the desk, where it is open to the network. */
export function DeskLink() {
  const { host, notices, show } = useDesk();
  const texts = useTexts().settings;
  const links = useComputed(() => show.status.value?.desk.join(" ") ?? "").value;
  const code = useRef<HTMLDivElement>(null);
  const [first] = links.split(" ");
  useEffect(() => code.current?.replaceChildren(...(first ? [qrCode(first)] : [])), [first]);
  const renew = () =>
    host.ask("network/renew", null).then(
      () => notices.done(texts.renewed),
      (error: Error) => notices.failed(error.message),
    );
  return (
    <section class="panel">
      <h2>{texts.link}</h2>
      {first ? (
        <>
          <div class="desk-link" ref={code} />
          {links.split(" ").map((link) => (
            <p key={link} class="dim">
              {link}
            </p>
          ))}
          <Button onClick={() => void renew()}>{texts.renew}</Button>
          <p class="dim">{texts.renewNote}</p>
        </>
      ) : (
        <p class="dim">{texts.noLink}</p>
      )}
    </section>
  );
}
