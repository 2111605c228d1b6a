import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../errors.js'

/** The terminal of somebody who goes through things one by one. */
export interface EditorTerminal {
  /** The next key, lower case; `q` for Ctrl-C and for the end of the input. */
  readKey(): Promise<string>
  /**
   * Lets a text be changed in the editor that `VISUAL` or `EDITOR` names.
   *
   * @throws AppError `invalid_request` when none is named or it fails.
   */
  edit(text: string): Promise<string>
  close(): void
}

/** Ctrl-C and Ctrl-D, which a terminal in raw mode hands over as characters. */
const ENDS = new Set(['\u0003', '\u0004'])

/** The terminal of this process; `undefined` where standard input is none. */
export function openEditorTerminal(): EditorTerminal | undefined {
  const { stdin } = process
  if (!stdin.isTTY) return undefined
  return {
    async readKey() {
      stdin.setRawMode(true)
      stdin.resume()
      const end = new AbortController()
      try {
        const key = await Promise.race([
          once(stdin, 'data', { signal: end.signal }).then(([data]) => String(data)),
          once(stdin, 'end', { signal: end.signal }).then(() => 'q'),
        ])
        return ENDS.has(key) ? 'q' : key.slice(0, 1).toLowerCase()
      } finally {
        end.abort()
        stdin.setRawMode(false)
        stdin.pause()
      }
    },
    edit: editInEditor,
    close: () => stdin.pause(),
  }
}

/** Exit code of {@link OPEN_EDITOR} where no editor is named. */
const NO_EDITOR = 66

/** The variable may hold options of its own (code --wait), so the shell reads it. */
const OPEN_EDITOR = `editor="\${VISUAL:-$EDITOR}"; [ -n "$editor" ] || exit ${NO_EDITOR}; eval "$editor \\"\\$1\\""`

async function editInEditor(text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'review-'))
  try {
    const file = join(folder, 'draft.yaml')
    writeFileSync(file, text)
    const child = spawn('sh', ['-c', OPEN_EDITOR, 'sh', file], { stdio: 'inherit' })
    const [code] = await once(child, 'exit')
    if (code === NO_EDITOR) {
      throw new AppError('invalid_request', 'EDITOR: expected the name of an editor, found nothing')
    }
    if (code !== 0) {
      throw new AppError('invalid_request', `EDITOR: expected it to end well, found ${code}`)
    }
    return readFileSync(file, 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
