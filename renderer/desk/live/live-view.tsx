import { useDesk } from "../desk.ts";

/** The show while it runs. */
export function LiveView() {
  const { show } = useDesk();
  return <p>{show.status.value?.source ?? ""}</p>;
}
