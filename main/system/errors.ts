/**
 * A mistake that the user can correct: one line that names the file, setting or address, what was found and what was
 * expected. The command line prints that line alone and ends with 1; anything else that is thrown is a bug.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** A setting, on the command line or in the configuration file. */
export class ConfigError extends UserError {
  override readonly name = "ConfigError";
}

/** A video, take or folder that cannot be read. */
export class SourceError extends UserError {
  override readonly name = "SourceError";
}

/** A model folder whose parts are missing or disagree. */
export class ModelError extends UserError {
  override readonly name = "ModelError";
}

/** The system's error code, such as ECONNREFUSED; empty where there is none. */
export function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}
