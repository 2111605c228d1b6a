import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Config, readConfig } from '../config.js'
import { AppError } from '../errors.js'
import {
  BARE_DOCUMENT,
  copyBareCorpus,
  goodModel,
  writeDrafts,
  writtenByHand,
} from '../ingest/enrich/bare-corpus.fixture.js'
import { entriesOf } from '../ingest/enrich/entry-file.js'
import { captureIo } from '../testing/capture-io.js'
import {
  type ScriptedModelServer,
  startScriptedModelServer,
} from '../testing/scripted-model-server.js'
import { createEnrichCommand } from './enrich.js'
import type { EditorTerminal } from './editor-terminal.js'
import { createReviewCommand } from './review.js'

/** A model that does well, but for a currency that measure 12 does not state. */
const addsCurrency = ({ kind, measure }: { kind: string; measure: { key: string } }): unknown =>
  kind === 'english' && measure.key === '12'
    ? JSON.parse(
        JSON.stringify(writtenByHand('english', '12')).replace('100 billion', 'RMB 100 billion'),
      )
    : undefined

let corpus = ''
let remove: () => void = () => undefined
let server: ScriptedModelServer

beforeEach(async () => {
  const copy = copyBareCorpus()
  corpus = copy.folder
  remove = copy.remove
  server = await startScriptedModelServer({ script: goodModel(addsCurrency) })
})
afterEach(async () => {
  await server.close()
  remove()
})

const configOf = (environment: Record<string, string> = {}): Config =>
  readConfig({ CORPUS_FOLDER: corpus, ...environment })
const withModel = (): Config =>
  configOf({ CHAT_MODEL: 'scripted', OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'sk-secret' })
const fileOf = (name: string): string => join(corpus, BARE_DOCUMENT, name)

/** A command's run, on a terminal or not. */
async function run(
  command: ReturnType<typeof createEnrichCommand>,
  args: readonly string[],
  isTTY = false,
) {
  const io = captureIo()
  const code = await command.run(args, { stderr: io.stderr, stdout: { ...io.stdout, isTTY } })
  return { code, stdout: io.stdoutText(), stderr: io.stderrText() }
}
const enrich = (args: readonly string[], config = withModel()) =>
  run(
    createEnrichCommand(() => config),
    args,
  )
const review = (args: readonly string[]) =>
  run(
    createReviewCommand(() => configOf()),
    args,
  )

describe('enrich', () => {
  test('without a model: what to set, that nothing needs it, and nothing written', async () => {
    const { code, stderr, stdout } = await enrich([BARE_DOCUMENT, '--yes'], configOf())
    expect(code).toBe(2)
    expect(stderr).toMatch(/CHAT_MODEL.*OPENAI_BASE_URL/su)
    expect(stderr).toContain('original words alone')
    expect(stdout).toBe('')
    expect(existsSync(fileOf('translation.en.yaml'))).toBe(false)
  })

  test('drafts, reports and tells the tokens; then nothing is missing', async () => {
    const first = await enrich([BARE_DOCUMENT, '--only', 'facets,english', '--yes'])
    expect(first.code).toBe(1)
    expect(first.stdout).toMatch(
      /drafted English for 19 measures, facets for 20 measures \(4100 tokens\)/u,
    )
    expect(first.stdout).toMatch(/not written: haikou-20\/12, English\n {2}sentence 3 .*RMB 100/u)
    expect(first.stdout).toContain('1 pieces are still missing')
    expect(first.stdout).not.toContain('sk-secret')
    expect(first.stderr).toMatch(/drafting 40\/40/u)
    expect(server.requests[0]?.headers.authorization).toBe('Bearer sk-secret')
    expect(server.requests[0]?.body?.['max_tokens']).toBe(4096)

    const again = await enrich([BARE_DOCUMENT, '--only', 'facets', '--yes', '--json'])
    expect(again.code).toBe(0)
    expect(JSON.parse(again.stdout)).toMatchObject({
      document: BARE_DOCUMENT,
      missing: 0,
      tokens: 0,
    })
  }, 60_000)

  test('asks first, and sends nothing when the answer is no', async () => {
    const asked: string[] = []
    const command = createEnrichCommand(withModel, (question) => {
      asked.push(question)
      return Promise.resolve(false)
    })
    const { code, stdout } = await run(command, [BARE_DOCUMENT, '--only', 'facets'], true)
    expect(code).toBe(0)
    expect(stdout).toContain('haikou-20 lacks facets for 20 measures.')
    expect(asked.join()).toMatch(/^Send these measures to scripted \(127\.0\.0\.1:\d+\)\?$/u)
    expect(server.requests).toEqual([])
  })

  test.each([
    [['--yes'], /expected the id of one document, found nothing/u],
    [['a', 'b'], /found a b/u],
    [['nowhere', '--yes'], /haikou-20.*found "nowhere"/u],
    [[BARE_DOCUMENT, '--only', 'french'], /--only: expected english, .*found "french"/u],
    [[BARE_DOCUMENT], /--yes/u],
    [[BARE_DOCUMENT, '--json'], /--yes/u],
  ])('refuses %j', async (args, message) => {
    const error: unknown = await enrich(args).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AppError)
    expect(String(error)).toMatch(message)
  })
})

describe('review', () => {
  beforeEach(() => writeDrafts(corpus, ['english', 'facets']))

  const drafts = (name: string) =>
    entriesOf(readFileSync(fileOf(name), 'utf8'))
      .filter(({ draft }) => draft)
      .map(({ key }) => key)

  test('lists drafts beside the original', async () => {
    const { code, stdout } = await review([BARE_DOCUMENT, '--only', 'english'])
    expect(code).toBe(0)
    const [title] = z.array(z.string()).parse(writtenByHand('english', '1')['sentences'])
    expect(stdout).toMatch(/haikou-20\/1 {2}English\n推动“零关税”政策.*\n {3}Promoting/u)
    expect(stdout).toContain(`\n   ${title}\n`)
    expect(stdout).toContain('20 drafts are left')
    const json = await review([BARE_DOCUMENT, '--json'])
    expect(z.array(z.object({ measure: z.string() })).parse(JSON.parse(json.stdout))).toHaveLength(
      40,
    )
  }, 60_000)

  test('--accept and --reject', async () => {
    const selection = ['--accept', '5,7-9', '--reject', '1', '--only', 'english']
    const { code, stdout } = await review([BARE_DOCUMENT, ...selection])
    expect([code, stdout]).toEqual([0, '4 accepted, 1 rejected, 0 not accepted\n'])
    expect(drafts('translation.en.yaml')).not.toEqual(expect.arrayContaining(['5']))
    expect(drafts('translation.en.yaml')).toHaveLength(15)
    expect(drafts('facets.yaml')).toHaveLength(20)

    const file = fileOf('translation.en.yaml')
    const text = readFileSync(file, 'utf8')
    const changed = text.replace('further 20% within the year', 'further 30% within the year')
    expect(changed).not.toBe(text)
    writeFileSync(file, changed)
    const all = await review([BARE_DOCUMENT, '--accept', 'all', '--json'])
    expect(all.code).toBe(1)
    const results = z
      .array(z.object({ measure: z.string(), kind: z.string(), result: z.string() }))
      .parse(JSON.parse(all.stdout))
    expect(results.filter(({ result }) => result === 'refused')).toEqual([
      { measure: 'haikou-20/17', kind: 'english', result: 'refused' },
    ])
    expect(drafts('translation.en.yaml')).toEqual(['17'])
    expect(drafts('facets.yaml')).toEqual([])
  }, 60_000)

  test('key by key: accept, reject, edit, skip, quit', async () => {
    const keys = ['a', 'x', 'r', 'e', 'e', 'a', 's', 'q']
    const edits = ['sentences: [one]\n', (text: string) => text.replace('Continuing', 'Going on')]
    const shown: string[] = []
    const terminal: EditorTerminal = {
      readKey: () => Promise.resolve(keys.shift() ?? 'q'),
      edit: (text) => {
        shown.push(text)
        const edit = edits.shift() ?? text
        return Promise.resolve(typeof edit === 'string' ? edit : edit(text))
      },
      close: () => undefined,
    }
    const command = createReviewCommand(configOf, () => terminal)
    // Measure 1 English: accepted. Measure 1 facets: a wrong key, then rejected. Measure 2 English:
    // an edit that does not pass, one that does, accepted. Measure 2 facets: skipped. Then the end.
    const { code, stdout } = await run(command, [BARE_DOCUMENT], true)
    expect(code).toBe(0)
    expect(keys).toEqual([])
    expect(shown[0]).toMatch(/^# haikou-20\/2: English\n# 持续扩大加工增值/u)
    expect(stdout).toContain('not taken over: sentences: expected 4')
    expect(stdout).toContain('37 drafts are left')
    const english = entriesOf(readFileSync(fileOf('translation.en.yaml'), 'utf8'))
    expect(english.filter(({ draft }) => !draft).map(({ key }) => key)).toEqual(['1', '2'])
    expect(JSON.stringify(english[1]?.fields)).toContain('Going on to expand')
    expect(drafts('facets.yaml')).toHaveLength(19)
  }, 60_000)

  test.each([
    [['--accept', '5', '--reject', '4-6'], /found 5 in both/u],
    [['--accept', '21'], /found "21"/u],
    [['--only', 'glossary'], /found "glossary"/u],
  ])('refuses %j', async (args, message) => {
    const error: unknown = await review([BARE_DOCUMENT, ...args]).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AppError)
    expect(String(error)).toMatch(message)
  })
})
