import { readFileSync } from 'node:fs'
import { AppError, messageOf } from './errors.js'

/** End of the name of a variable that says in which file a value stands. */
const FILE_SUFFIX = '_FILE'

/**
 * The environment with secrets read from files, as orchestrators hand them over: `X_FILE` names the
 * file whose text, without line breaks at its end, is the value of `X`.
 *
 * @param names Variables that may be given so; every other `…_FILE` is somebody else's.
 * @throws AppError `bad_configuration` that names the variable when both are set, or the file cannot
 * be read or is empty. What stands in a file is never in a message.
 */
export function withSecretFiles(
  environment: Readonly<Record<string, string | undefined>>,
  names: Iterable<string>,
): Record<string, string | undefined> {
  const filled = { ...environment }
  for (const name of names) {
    const variable = `${name}${FILE_SUFFIX}`
    const path = environment[variable] ?? ''
    if (path === '') continue
    if ((environment[name] ?? '') !== '') {
      throw bad(`${variable}: expected nothing because ${name} is set, found "${path}"`)
    }
    const value = textOf(variable, path).replace(/[\r\n]+$/, '')
    if (value === '') throw bad(`${variable}: expected a value in ${path}, found an empty file`)
    filled[name] = value
  }
  return filled
}

function textOf(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw bad(`${variable}: expected a readable file, found: ${messageOf(error)}`)
  }
}

function bad(message: string): AppError {
  return new AppError('bad_configuration', `Environment: ${message}`)
}
