import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'parse5'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EXIT } from '../cli/command.js'
import { runCommand } from '../cli/run-command.js'
import { describeMachine } from './machine.js'
import { type BenchmarkReport, reportJson } from './report.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plots-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function report(measures: number, index: 'files' | 'postgres', p50: number): BenchmarkReport {
  return {
    machine: { cpu: 'A <fast> one', cores: 2, memoryGb: 24, node: '20', platform: 'linux x64' },
    seed: 1,
    corpusVersion: 'v',
    embedder: 'e',
    sections: [
      {
        title: `${measures} measures & more`,
        scale: { measures, views: measures * 4, index },
        figures: [
          { name: 'search, p50', value: p50, unit: 'ms', target: { bound: 'below', value: 5 } },
          { name: 'graph: recall@10', value: 0.99, unit: '' },
          { name: 'index: build', value: Number.NaN, unit: 's' },
        ],
      },
    ],
  }
}

async function plot(...args: string[]) {
  let messages = ''
  const exit = await runCommand(['bench', ...args], {
    stdout: { write: () => true, isTTY: false },
    stderr: { write: (text) => (messages += String(text)) !== '', isTTY: false },
  })
  return { exit, messages }
}

test('draws saved reports of several sizes into one page that needs nothing else', async () => {
  const paths = [
    report(10_000, 'files', 2.5),
    report(100_000, 'files', 4.25),
    report(100_000, 'postgres', 12),
  ].map((one, i) => {
    const path = join(folder, `${i}.json`)
    writeFileSync(path, reportJson(one))
    return path
  })
  const page = join(folder, 'plots.html')
  expect(await plot('--plot', page, ...paths)).toMatchObject({ exit: EXIT.done })
  const html = readFileSync(page, 'utf8')
  parse(html, { onParseError: ({ code }) => expect.unreachable(code) })
  expect(html).not.toMatch(/src=|href=|https?:/u)
  // Two charts have values; the third has none.
  expect(html.match(/<svg/gu)).toHaveLength(2)
  expect(html).toContain('100000 measures, 400000 views, files: 4.25 ms')
  expect(html).toContain('100000 measures, 400000 views, postgres: 12 ms')
  expect(html).toContain('A &lt;fast&gt; one')
  expect(html).not.toContain('NaN')
})

test('draws what servers did by their number', async () => {
  const path = join(folder, 'servers.json')
  const sections = [1, 2].map((count) => ({
    title: `${count} servers`,
    servers: { count, index: 'files' as const },
    figures: [
      { name: 'servers: answers', value: 108.6 + 29.7 * (count - 1), unit: '1/s' as const },
    ],
  }))
  writeFileSync(path, reportJson({ machine: describeMachine(), sections }))
  const page = join(folder, 'plots.html')
  expect(await plot('--plot', page, path)).toMatchObject({ exit: EXIT.done })
  const html = readFileSync(page, 'utf8')
  expect(html.match(/<svg/gu)).toHaveLength(1)
  expect(html).toContain('2 servers, files: 138.3 1/s')
  // From nothing, or a small difference would look like a large one.
  for (const tick of ['>0</text>', '>70</text>', '>140</text>']) expect(html).toContain(tick)
  expect(html).toContain('>servers</text>')
})

test('says which report it cannot read, and that some are needed', async () => {
  const path = join(folder, 'other.json')
  writeFileSync(path, '{}')
  const page = join(folder, 'plots.html')
  expect((await plot('--plot', page, path)).messages).toContain(`${path}: expected a report`)
  expect((await plot('--plot', page)).messages).toContain('--plot: expected reports to draw')
})
