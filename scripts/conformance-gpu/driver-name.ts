/** A driver by the name that the list of known differences gives it. */
export function driverName(device: string): string {
  if (/swiftshader/i.test(device)) return "SwiftShader";
  if (/llvmpipe|lavapipe/i.test(device)) return "lavapipe";
  return device === "" ? "an unnamed device" : device;
}
