import { describe, expect, test } from 'vitest'
import { captureIo } from '../testing/capture-io.js'
import { COMMANDS, runCommand } from './run-command.js'

async function run(...args: string[]) {
  const io = captureIo()
  const code = await runCommand(args, io)
  return { code, stdout: io.stdoutText(), stderr: io.stderrText() }
}

const NAMES = COMMANDS.map(({ name }) => name)

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists every command', async (flag) => {
    const { code, stdout, stderr } = await run(flag)
    expect([code, stderr]).toEqual([0, ''])
    for (const { name, summary } of COMMANDS) {
      expect(stdout).toMatch(new RegExp(`^  ${name} +${summary.replace(/[()]/g, '\\$&')}$`, 'm'))
    }
    expect(stdout).toMatch(/Exit codes: 0 .* 1 .* 2 /)
  })

  test('no command is wrong use', async () => {
    const { code, stdout } = await run()
    expect(code).toBe(2)
    expect(stdout).toContain('Usage: policy-assistant')
  })

  test.each(NAMES)('%s --help tells its options and runs nothing', async (name) => {
    const { code, stdout, stderr } = await run(name, '--help')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(new RegExp(`^Usage: policy-assistant ${name}\\b`))
  })
})

describe('wrong use', () => {
  test('an unknown command: which there are, and what was found', async () => {
    const { code, stdout, stderr } = await run('frobnicate')
    expect([code, stdout]).toEqual([2, ''])
    for (const name of NAMES) expect(stderr).toContain(name)
    expect(stderr).toContain('found "frobnicate"')
  })

  test.each(NAMES)('%s with an unknown option', async (name) => {
    const { code, stdout, stderr } = await run(name, '--frobnicate')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain("'--frobnicate'")
    expect(stderr).toContain(`Usage: policy-assistant ${name}`)
  })

  test.each([
    [['measures', 'dalian-43'], /dalian-43/],
    [['measures', '--document'], /--document/],
    [
      ['measures', '--document', 'dalian-44'],
      /--document: expected one of .*dalian-43.*"dalian-44"/,
    ],
    [['ask'], /question: .*expected string/],
    [['ask', ''], /question: /],
    [['ask', '问'.repeat(1001)], /question: .*1000/],
    [['ask', '通关', '--language', 'fr'], /language: expected auto/],
    [['ask', '通关', '--json=yes'], /--json/],
    [['search'], /query: /],
    [['search', '通关', '--limit', '0'], /limit: /],
    [['search', '通关', '--limit', '51'], /limit: .*50/],
    [['search', '通关', '--limit', 'ten'], /limit: .*expected number, received string/],
    [['search', '通关', '--limit', '1e1'], /limit: .*expected number, received string/],
    [['index', 'now'], /now/],
    [['serve', '--port', '80'], /--port/],
    [['keys'], /expected create, list, revoke/],
    [['keys', 'create'], /--name/],
  ] as const)('%j', async (args, message) => {
    const { code, stdout, stderr } = await run(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
    expect(stderr).toContain(`Usage: policy-assistant ${args[0]}`)
  })
})

test('a broken environment is no wrong use: exit code 2, the variable, no usage', async () => {
  const before = process.env['PORT']
  process.env['PORT'] = 'http'
  try {
    const { code, stdout, stderr } = await run('measures')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/PORT: expected a whole number.*found "http"/)
    expect(stderr).not.toContain('Usage')
  } finally {
    if (before === undefined) delete process.env['PORT']
    else process.env['PORT'] = before
  }
})
