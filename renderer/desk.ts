/** ENTRY of the operator's page. */
import { DeskPage } from "./desk/desk-page.ts";
import { connect } from "./link/connect.ts";

new DeskPage(connect("desk"), document);
