import { expect, test } from 'vitest'
import { EXIT } from './command.js'
import { runCommand } from './run-command.js'

test.each(['0', '-5', '1.5', 'many', '1000001'])(
  'bench refuses --measures %s before it measures anything',
  async (value) => {
    let messages = ''
    let printed = ''
    const exit = await runCommand(['bench', `--measures=${value}`], {
      stdout: { write: (text) => (printed += String(text)) !== '', isTTY: false },
      stderr: { write: (text) => (messages += String(text)) !== '', isTTY: false },
    })
    expect(exit).toBe(EXIT.unusable)
    expect(messages).toContain('--measures: expected a whole number from 1 to 1000000')
    expect(messages).toContain(`found "${value}"`)
    expect(messages).toContain('Usage: policy-assistant bench')
    expect(printed).toBe('')
  },
)
