import { describe, expect, test } from 'vitest'
import { answerSchema } from '../domain/answer.js'
import { searchResponseSchema } from '../domain/search.js'
import { captureIo } from '../testing/capture-io.js'
import { runCommand } from './run-command.js'

async function run(...args: string[]) {
  const io = captureIo()
  const code = await runCommand(args, io)
  return { code, stdout: io.stdoutText(), stderr: io.stderrText() }
}

describe('ask', () => {
  test('--json prints the answer of the API and nothing else', async () => {
    const { code, stdout } = await run('ask', '--json', '大连海关第三十三项写了什么？')
    expect(code).toBe(0)
    const answer = answerSchema.parse(JSON.parse(stdout))
    expect(answer).toEqual(JSON.parse(stdout))
    expect(answer.citations[0]?.measureId).toBe('dalian-43/33')
    expect(answer).not.toHaveProperty('trace')
  })

  test('prints the text, and under it every source with its words', async () => {
    const json = await run('ask', '--json', '深圳海关第十九条')
    const { citations } = answerSchema.parse(JSON.parse(json.stdout))
    const { code, stdout } = await run('ask', '深圳海关第十九条')
    expect(code).toBe(0)
    expect(stdout).not.toContain('**')
    expect(citations.length).toBeGreaterThan(0)
    for (const { number, reference, quote, url } of citations) {
      expect(stdout).toContain(`[${number}] ${reference}`)
      expect(stdout).toContain(`「${quote.replaceAll('\n', ' ')}」`)
      expect(stdout).toContain(url)
    }
  })

  test('takes words without quotation marks for one question, and keeps to its options', async () => {
    const args = ['--language', 'en', '--document', 'dalian-43', '--trace', '--json']
    const { code, stdout } = await run('ask', 'advance', 'ruling', ...args)
    expect(code).toBe(0)
    const answer = answerSchema.parse(JSON.parse(stdout))
    expect(answer).toMatchObject({ question: 'advance ruling', language: 'en' })
    expect(answer).toHaveProperty('trace')
    for (const { measureId } of answer.citations) expect(measureId).toMatch(/^dalian-43\//)
  })

  test('--as-of asks about another day, and a day that is none is refused', async () => {
    const asked = ['大连海关第三十三项写了什么？', '--as-of', '2024-06-30', '--json']
    const { code, stdout } = await run('ask', ...asked)
    expect(code).toBe(0)
    expect(answerSchema.parse(JSON.parse(stdout))).toMatchObject({
      asOf: '2024-06-30',
      notices: expect.arrayContaining(['as_of']),
    })
    for (const command of ['ask', 'search']) {
      const refused = await run(command, '通关', '--as-of', '2024-02-30')
      expect([refused.code, refused.stdout]).toEqual([2, ''])
      expect(refused.stderr).toContain('asOf')
    }
  })

  test('an unknown office: exit code 2 and which there are', async () => {
    const { code, stdout, stderr } = await run('ask', '通关', '--office', 'mars')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/filters\.offices\.0: expected one of .*dalian-customs.*"mars"/)
  })
})

describe('search', () => {
  test('--json prints the answer of the API and nothing else', async () => {
    const { code, stdout } = await run('search', '预约通关', '--limit', '3', '--json')
    expect(code).toBe(0)
    const response = searchResponseSchema.parse(JSON.parse(stdout))
    expect(response).toEqual(JSON.parse(stdout))
    expect(response.results).toHaveLength(3)
  })

  test('--explain lists what adds up to each score', async () => {
    const { code, stdout } = await run('search', '预约通关', '--limit', '2', '--explain')
    expect(code).toBe(0)
    expect(stdout).toMatch(/\(2 results, /)
    const [first = ''] = stdout.split(/^ 2\. /m)
    const score = Number(/^ 1\. +([\d.]+)/m.exec(first)?.[1])
    const parts = [...first.matchAll(/ = (-?[\d.]+)$/gm)].map(([, value]) => Number(value))
    expect(parts.length).toBeGreaterThan(0)
    // Each figure is rounded to three places.
    expect(Math.abs(parts.reduce((a, b) => a + b, 0) - score)).toBeLessThan(
      0.0006 * (parts.length + 1),
    )
  })
})
