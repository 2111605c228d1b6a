import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, answerSchema } from './domain/answer.js'
import type { ManagedProcess } from './testing/managed-process.js'
import { createIndexedProject, type TempProject } from './testing/temp-project.js'

const TIMEOUT_MS = 300_000
/** How often the server of the test looks at its corpus. */
const CHECK_SECONDS = '1'
const CALLERS = 20
const BUSY_PAUSE_MS = 250

const QUESTIONS = [
  '大连海关第（三十三）项是什么？',
  '大連海關第（三十三）項是什麼？',
  '海口海关对零关税有什么措施？',
  'Which offices help AEO enterprises?',
  '样本有什么便利？',
]

let project: TempProject
let server: ManagedProcess
let url = ''

beforeAll(async () => {
  project = await createIndexedProject()
  server = project.run(['serve'], {
    PORT: '0',
    RECORDS: 'off',
    RATE_LIMIT_PER_MINUTE: '0',
    CORPUS_CHECK_SECONDS: CHECK_SECONDS,
  })
  const [, found = ''] = await server.waitFor('stdout', /is ready at (\S+)\n/)
  url = found
}, TIMEOUT_MS)
afterAll(() => project.remove())

/** Asks until the server has time: a machine that runs other tests may be too busy for 20 callers. */
async function ask(question: string): Promise<Answer> {
  for (;;) {
    const response = await fetch(`${url}/api/v1/answers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question }),
    })
    const body: unknown = await response.json()
    if (response.status === 200) return answerSchema.parse(body)
    expect(body).toMatchObject({ status: 503, code: 'overloaded' })
    await pause(BUSY_PAUSE_MS)
  }
}

async function command(...args: string[]): Promise<string> {
  const run = project.run(args)
  const { code } = await run.ended
  expect([code, run.stderr()]).toEqual([0, run.stderr()])
  return run.stdout()
}

const AS_NEW_VERSION = ['--from', '2026-01-01', '--yes']
const SOURCE = 'corpus/dalian-43/source.txt'
/** Words of measure 33 that the changed version says otherwise. */
const BEFORE = '归类'
const AFTER = '归类（新版）'

test('a new version is taken over while 20 callers ask, and taken back again', {
  timeout: TIMEOUT_MS,
}, async () => {
  const original = await readFile(join(project.folder, SOURCE), 'utf8')
  const changed = original.replaceAll(BEFORE, AFTER)
  expect(changed).not.toBe(original)
  const file = join(project.folder, '大连海关43项惠企措施.txt')
  await writeFile(file, changed)

  const answers: Answer[] = []
  const over = new AbortController()
  const callers = Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      for (let turn = caller; !over.signal.aborted; turn++) {
        answers.push(await ask(QUESTIONS[turn % QUESTIONS.length] ?? ''))
      }
    }),
  )
  const asked = (async () => {
    const first = await ask(QUESTIONS[0] ?? '')
    const shown = await command('ingest', file, '--id', 'dalian-43', ...AS_NEW_VERSION)
    expect(shown).toContain('43 measures')
    expect(shown).toContain('changed')
    await untilServed((version) => version !== first.corpusVersion)
    const second = await ask(QUESTIONS[0] ?? '')
    await command('rollback', 'dalian-43')
    await untilServed((version) => version === first.corpusVersion)
    return { first, second, third: await ask(QUESTIONS[0] ?? '') }
  })()
  const ending = asked.finally(() => over.abort())
  const [{ first, second, third }] = await Promise.all([ending, callers])

  expect(first.text).not.toContain(AFTER)
  expect(second.text).toContain(AFTER)
  expect(third.text).toBe(first.text)
  // Each version's answers hold the words of that version, and there are no other versions.
  const versions = new Set(answers.map(({ corpusVersion }) => corpusVersion))
  expect([...versions].toSorted()).toEqual([first.corpusVersion, second.corpusVersion].toSorted())
  for (const { corpusVersion, citations } of answers) {
    const source = corpusVersion === first.corpusVersion ? original : changed
    for (const { measureId, quote } of citations) {
      if (!measureId.startsWith('dalian-43/')) continue
      expect(compact(source)).toContain(compact(quote))
    }
  }
  expect(answers.length).toBeGreaterThan(CALLERS)
})

test('a corpus that cannot be read is reported, and the one before is served on', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { corpusVersion } = await ask('AEO')
  const file = join(project.folder, SOURCE)
  const original = await readFile(file, 'utf8')
  await writeFile(file, original.replace('(三)', '(四)'))
  await server.waitFor('stderr', /the changed corpus cannot be read/)
  expect(server.stderr()).toContain('dalian-43/source.txt')
  expect((await ask('AEO')).corpusVersion).toBe(corpusVersion)
  await writeFile(file, original)
})

test('what cannot be taken in is refused, and nothing is written', {
  timeout: TIMEOUT_MS,
}, async () => {
  const before = await command('check')
  const file = join(project.folder, '通知.txt')
  await writeFile(file, '今天下午开会，请准时参加。\n')
  const run = project.run(['ingest', file, '--yes'])
  expect((await run.ended).code).toBe(2)
  expect(run.stderr()).toContain('通知.txt')
  expect(run.stderr()).toContain('found nothing numbered')
  expect(await command('check')).toBe(before)
})

const compact = (text: string): string => text.replace(/[\s*]/gu, '')

async function untilServed(holds: (version: string) => boolean): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/api/v1/status`)
    const { corpus } = (await response.json()) as { corpus: { version: string } }
    if (holds(corpus.version)) return
    await pause(100)
  }
}
