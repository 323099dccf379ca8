import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useDesk, useTexts } from "../desk.ts";
import { PieceEditor } from "./piece-editor.tsx";
import { PieceList } from "./piece-list.tsx";
import { PieceSession } from "./piece-session.ts";

/** The piece that was open last stays open while another view is looked at. */
let lastOpen: string | null = null;

/** The pieces, or one of them on the table. */
export function TimelineView() {
  const { host, notices } = useDesk();
  const { timeline: texts, views } = useTexts();
  const session = useSignal<PieceSession | null>(null);
  const open = async (name: string) => {
    try {
      const sheet = await host.ask("pieces/get", { name });
      lastOpen = name;
      session.value = new PieceSession(host, sheet, {
        overtaken: () => notices.failed(texts.overtaken),
        failed: (line) => notices.failed(line),
      });
    } catch (error) {
      lastOpen = null;
      notices.failed((error as Error).message);
    }
  };
  useEffect(() => {
    if (lastOpen !== null) void open(lastOpen);
    return () => void session.value?.close();
  }, []);
  const close = () => {
    lastOpen = null;
    void session.value?.close();
    session.value = null;
  };
  return (
    <>
      <h1 class="only-heard">{views.timeline}</h1>
      {session.value ? (
        <PieceEditor key={session.value.name} session={session.value} onClose={close} />
      ) : (
        <PieceList onOpen={(name) => void open(name)} />
      )}
    </>
  );
}
