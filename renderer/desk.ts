/** ENTRY of the operator's page. */
import { openDesk } from "./desk/desk-page.tsx";
import { connect } from "./link/connect.ts";

openDesk(connect("desk"), document.getElementById("desk")!);
