/** SLIP (RFC 1055) with an END on both sides, as OSC 1.1 requires. */
declare module "slip" {
  class Decoder {
    constructor(options: {
      readonly onMessage: (message: Uint8Array) => void;
      readonly onError?: (message: Uint8Array, error: string) => void;
      readonly maxMessageSize?: number;
    });
    decode(bytes: Uint8Array): void;
  }
  const slip: {
    encode(data: Uint8Array, options?: { readonly bufferPadding: number }): Uint8Array;
    readonly Decoder: typeof Decoder;
  };
  export default slip;
}
