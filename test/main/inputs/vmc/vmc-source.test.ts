import { expect, test } from "vitest";
import { bringsPictures } from "../../../../main/inputs/open-source.ts";
import { vmcPlace } from "../../../../main/inputs/vmc/vmc-source.ts";

test.each([
  ["vmc", "127.0.0.1", 39539],
  ["vmc:39540", "127.0.0.1", 39540],
  ["vmc:0.0.0.0", "0.0.0.0", 39539],
  ["vmc:0.0.0.0:4000", "0.0.0.0", 4000],
  ["vmc:[::]:4000", "::", 4000],
])("%s is heard at %s, port %i", (source, address, port) => {
  expect(vmcPlace(source)).toEqual({ address, port });
  expect(bringsPictures(source)).toBe(false);
});

test.each(["vmc:", "vmc:suit", "vmc:70000", "vmc:10.0.0.300", "vmc:::39539"])("%s is none", (source) => {
  expect(() => vmcPlace(source)).toThrow(
    `--source is "${source}", expected vmc, vmc:port, or vmc:address:port such as vmc:0.0.0.0:39539`,
  );
});
