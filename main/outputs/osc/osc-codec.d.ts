/** The codec of osc.js alone, without its transports: those would load a WebSocket server and the serial port driver. */
declare module "osc/src/osc.js" {
  export type OscArgument =
    | { readonly type: "i" | "f"; readonly value: number }
    | { readonly type: "s"; readonly value: string }
    | { readonly type: "T" | "F" | "N" | "I" };
  interface Message {
    readonly address: string;
    readonly args: readonly OscArgument[];
  }
  interface Bundle {
    readonly timeTag: { readonly raw: readonly [seconds: number, fraction: number] };
    readonly packets: readonly (Message | Bundle)[];
  }
  const osc: {
    writePacket(packet: Message | Bundle, options: { readonly metadata: true }): Uint8Array;
  };
  export default osc;
}
