/** ENTRY of the stage's audio worklet. */
import "./stage/ears/block-sender.ts";
