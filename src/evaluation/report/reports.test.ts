import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { baselineOf } from '../baseline.js'
import { sampleContext } from '../testing/sample-context.fixture.js'
import { htmlReport } from './html/html-report.js'
import { junitReport } from './junit-report.js'
import { markdownReport } from './markdown-report.js'
import { makeReport } from './report.js'
import { terminalReport } from './terminal-report.js'
import { REPORT_FILES, writeReports } from './write-reports.js'

const context = sampleContext()
const { report, scores } = makeReport(context, {})
const compared = makeReport(context, { baseline: baselineOf(context.record, scores) }).report

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('makeReport', () => {
  test('fails because one question crashed, and says which', () => {
    expect(report.passed).toBe(false)
    expect(report.checks.filter(({ passed }) => !passed)).toMatchObject([
      { id: 'safety:no-crash', detail: 'expected all, found 3 of 4: q4: the model fell over' },
    ])
    expect([report.questions, report.crashed]).toEqual([4, 1])
  })
})

describe('writeReports', () => {
  test('the same run at another time differs in the timings alone', () => {
    const later = {
      ...context,
      record: {
        ...context.record,
        timings: { ...context.record.timings, wallMs: 999, started: '2025-05-05T12:00:00.000Z' },
      },
    }
    const files = [context, later].map((given, index) => {
      const own = join(folder, String(index))
      writeReports(own, makeReport(given, {}).report, given)
      return Object.fromEntries(
        REPORT_FILES.map((name) => [name, readFileSync(join(own, name), 'utf8')]),
      )
    })
    expect(files[0]?.['report.json']).toBe(files[1]?.['report.json'])
    expect(files[0]?.['timings.json']).not.toBe(files[1]?.['timings.json'])
    expect(files[0]?.['report.json']).not.toContain('2024-04-04')
  })
})

describe('junitReport', () => {
  const xml = junitReport(report, context)

  test('counts checks, failures and crashes', () => {
    expect(xml).toContain(
      `<testsuites name="evaluation" tests="${report.checks.length + 4}" failures="1" errors="1">`,
    )
    expect(xml.match(/<testcase /gu)).toHaveLength(report.checks.length + 4)
    expect(xml.match(/<failure /gu)).toHaveLength(1)
    expect(xml).toContain('<error message="the model fell over"/>')
  })

  test('is well-formed: every tag is closed and no text is markup', () => {
    expect(openTags(xml.replace(/^<\?xml.*\?>/u, ''))).toEqual([])
    expect(xml).toContain('&lt;提貨&gt; &amp; &quot;條件&quot;')
  })
})

describe('htmlReport', () => {
  const html = htmlReport(compared, context)

  test('needs no other file', () => {
    expect(html).not.toMatch(/<link|<img|@import|url\(|<script[^>]+src/u)
    expect(html.match(/(?:src|href)="[^"]*"/gu) ?? []).toEqual([])
  })

  test('shows each question with what was expected, given and retrieved, and why', () => {
    expect(html.match(/<details class="question /gu)).toHaveLength(4)
    expect(html.match(/<details class="question right/gu)).toHaveLength(3)
    expect(html).toContain('Expected: answered')
    expect(html).toContain('bm25:words 2.00 (no. 1)')
    expect(html).toContain('crashed: the model fell over')
    expect(html).toContain('&lt;提貨&gt; &amp; &quot;條件&quot;')
  })

  test('holds the four charts and closes what it opens', () => {
    expect(html.match(/<svg /gu)).toHaveLength(4)
    const body = html
      .replace(/<!doctype html>|<meta[^>]*>|<br>/gu, '')
      .replace(/<(style|script)>[^]*?<\/\1>/gu, '')
    // <option> needs no end tag in HTML, but has one here.
    expect(openTags(body)).toEqual([])
    expect(html).not.toContain('NaN')
    expect(html).not.toContain('undefined')
  })
})

describe('a run that asked a language model', () => {
  const [first, ...rest] = context.record.entries
  if (first === undefined) throw new Error('an entry expected')
  const generation = {
    promptVersion: 1,
    verified: 2,
    replaced: [],
    dropped: [{ text: '<可立即提离>', reason: 'strength: supported' }],
    failure: 'timeout',
  }
  const worded = sampleContext([{ ...first, generation }, ...rest])
  const report = makeReport(worded, {}).report

  test('shows what became of its sentences, and is counted', () => {
    const html = htmlReport(report, worded)
    expect(html).toContain('Written by the model: 2 shown, 0 replaced, 1 dropped, timeout')
    expect(html).toContain('<b>dropped</b> <span class="note">strength: supported</span>')
    expect(html).toContain('&lt;可立即提离&gt;')
    expect(markdownReport(report, worded)).toContain('| Sentences dropped ↓ | 1 | .333 [')
  })

  test('and no other shows anything of it', () => {
    expect(htmlReport(compared, context)).not.toMatch(/Written by the model|Sentences dropped/u)
    expect(markdownReport(compared, context)).not.toContain('Sentences dropped')
  })
})

describe('lengths of answers', () => {
  test('stand in all reports, by written form and for each question', () => {
    const { 'zh-Hans': chinese, en: english } = report.lengths
    expect([chinese?.n, english?.n]).toEqual([1, 1])
    const median = String(chinese?.median)
    expect(markdownReport(report, context)).toContain(`| zh-Hans | 1 | ${median} [`)
    const html = htmlReport(report, context)
    expect(html).toContain('<h2>Length of answers</h2>')
    expect(html).toContain(`, ${median} characters</h4>`)
    expect(html).toContain(`, ${english?.median} words</h4>`)
    expect(terminalReport(report, context.record.timings)).toContain(`zh-Hans ${median} [`)
  })
})

describe('markdownReport', () => {
  test('has the tables and the questions that went wrong', () => {
    const markdown = markdownReport(report, context)
    expect(markdown).toContain('**Gate failed.**')
    expect(markdown).toContain('| First citation right | 3 | .667 [.')
    expect(markdown).toContain('| q4 | <提貨> & "條件" | crashed: the model fell over |')
    for (const row of markdown.split('\n').filter((line) => line.startsWith('|'))) {
      expect(row.endsWith('|')).toBe(true)
    }
  })
})

describe('terminalReport', () => {
  test('names what failed and what may not fall', () => {
    const text = terminalReport(report, context.record.timings)
    expect(text).toContain('gate: FAILED')
    expect(text).toContain('FAILED  No crash (safety:no-crash): expected all, found 3 of 4')
    expect(text).toContain('no baseline to compare with')
    expect(text).toContain('1  answered → error')
    expect(terminalReport(compared, context.record.timings)).not.toContain('no baseline')
  })
})

/** Tags that are opened and not closed in order; a tag that closes another stays as well. */
function openTags(markup: string): string[] {
  const open: string[] = []
  for (const [, slash, name = '', selfClosing] of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*?)?(\/?)>/gu,
  )) {
    if (selfClosing === '/') continue
    if (slash === '') open.push(name)
    else if (open.at(-1) === name) open.pop()
    else open.push(`/${name}`)
  }
  return open
}
