import { statusRows } from "../../kit/status-rows.ts";
import { useDesk } from "../desk.ts";

/** How well the installation is. */
export function HealthView() {
  const status = useDesk().show.status.value;
  return (
    <dl id="status" class="rows">
      {(status ? statusRows(status) : []).map(([term, description], index) => (
        <div key={index}>
          <dt>{term}</dt>
          <dd>{description}</dd>
        </div>
      ))}
    </dl>
  );
}
