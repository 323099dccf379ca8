/** What the tests use of Khronos's glTF validator, which comes without types. */
declare module "gltf-validator" {
  interface Issues {
    readonly messages: readonly {
      readonly code: string;
      readonly message: string;
      readonly pointer?: string;
    }[];
  }
  const validator: {
    validateBytes(
      bytes: Uint8Array,
      options?: { readonly maxIssues?: number },
    ): Promise<{ readonly issues: Issues }>;
  };
  export default validator;
}
