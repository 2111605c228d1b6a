import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createDirectory } from '../citations/references.js'
import type { AnswerPiece } from '../composition/answer-writer.js'
import { composeEvidence, type EvidencePlan } from '../composition/compose-evidence.js'
import { compositionContext } from '../composition/composer.js'
import { runsOf } from '../composition/select-sentences.js'
import { type Answer, answerSchema } from '../domain/answer.js'
import { type AnswerLanguage, answerLanguageSchema } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import { AppError } from '../errors.js'
import { projectRoot } from '../project-root.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { answerFaults } from '../testing/answer-faults.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import {
  type Script,
  type ScriptStep,
  silent,
  startScriptedModelServer,
  typed,
} from '../testing/scripted-model-server.js'
import type { ChatModel } from './chat-model.js'
import {
  type GeneratedAnswer,
  generateAnswer,
  type GenerationDeps,
  type GenerationFailure,
} from './generate-answer.js'
import { createOpenAIChatModel } from './openai-chat-model.js'
import { loadPrompts } from './prompts.js'
import { honest, LIE_KINDS, lying } from './scripted-answers.fixture.js'
import type { GeneratedSentence, SentenceVerifier } from './verify-sentence.js'

const { corpus } = loadTestReader()
const script = createScriptConverter()
const converter = {
  toTraditional: (text: string, region: 'HK' | 'TW') => script.toTraditional(text, region),
  toRegionalWording: (text: string) => text,
}
const directory = createDirectory(corpus, 'https://assistant.example')
const prompts = loadPrompts(join(projectRoot, 'prompts'))
const LANGUAGES = answerLanguageSchema.options
const QUESTION = '样品可以先放行吗？'

const contextIn = (language: AnswerLanguage) =>
  compositionContext(directory, converter, corpus.cautions, language)

function measure(id: string): MeasureRecord {
  const found = corpus.measures.find((record) => record.id === id)
  if (found === undefined) throw new Error(`expected a measure ${id}`)
  return found
}

/** Measures that hold something for every way to lie, with the sentences that would be quoted. */
const IDS = ['dalian-43/30', 'dalian-43/19', 'dalian-43/4', 'dalian-43/29'] as const
const FIRST = measure(IDS[0])
const SECOND = measure(IDS[1])

const planOf = (ids: readonly string[] = IDS, over: Partial<EvidencePlan> = {}): EvidencePlan => ({
  outcome: 'answered',
  chosen: ids.map((id) => ({ measure: measure(id), runs: runsOf([1]) })),
  before: [],
  after: [],
  near: [],
  ...over,
})

/** What the verifier of these tests calls a lie. */
const LIE = '⊗'

/** Passes every sentence that does not hold the sign of a lie, as it stands. */
function markVerifier() {
  const seen: GeneratedSentence[] = []
  const verifier: SentenceVerifier = {
    async verify(sentence, _language, signal) {
      signal?.throwIfAborted()
      seen.push(sentence)
      return sentence.text.includes(LIE) || sentence.text.includes('\uFFFD')
        ? { ok: false, reason: 'a lie' }
        : { ok: true, text: sentence.text }
    },
  }
  return { verifier, seen }
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function serve(answering: Script) {
  const server = await startScriptedModelServer({ script: answering })
  closers.push(() => server.close())
  const { baseUrl } = server
  return { server, model: createOpenAIChatModel({ model: 'scripted', baseUrl, apiKey: 'sk-test' }) }
}

interface Generating extends Partial<GenerationDeps> {
  readonly language?: AnswerLanguage
  readonly plan?: EvidencePlan
  readonly signal?: AbortSignal
}

/** A model in this process that gives these pieces of text. */
const modelOf = (...texts: readonly string[]): ChatModel => ({
  name: 'in-process',
  async *stream() {
    for (const text of texts) yield { text }
  },
})

/** Runs the generator to its end and checks what holds for every answer. */
async function generate(model: ChatModel, generating: Generating = {}) {
  const { language = 'zh-Hans', plan = planOf(), signal } = generating
  const { verifier, seen } = markVerifier()
  const deps = { model, prompts, verifier, timeoutMs: 5_000, ...generating }
  const pieces: { piece: AnswerPiece; at: number }[] = []
  const generator = generateAnswer(plan, QUESTION, deps, contextIn(language), signal)
  let step = await generator.next()
  while (step.done !== true) {
    pieces.push({ piece: step.value, at: performance.now() })
    step = await generator.next()
  }
  const answer = check(
    pieces.map(({ piece }) => piece),
    step.value,
    language,
  )
  return { ...step.value, answer, text: answer.text, pieces, seen, plan, language }
}

/** The rules that hold for every answer, generated or not. */
function check(
  pieces: readonly AnswerPiece[],
  { composed, generated }: GeneratedAnswer,
  language: AnswerLanguage,
): Answer {
  const { written } = composed
  expect(pieces).toEqual(written.pieces)
  expect(pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')).toBe(
    written.text,
  )
  const sent = new Set<number>()
  for (const piece of pieces) {
    if (piece.kind === 'citation') sent.add(piece.citation.number)
    else {
      for (const [, number] of piece.text.matchAll(/\[(\d+)\]/gu)) {
        expect(sent).toContain(Number(number))
      }
    }
  }
  const id = '00000000-0000-4000-8000-000000000000'
  const answer = answerSchema.parse({
    id,
    conversationId: id,
    createdAt: '2026-01-31T00:00:00.000Z',
    question: QUESTION,
    standaloneQuestion: QUESTION,
    language,
    outcome: composed.outcome,
    mode: generated ? 'generative' : 'extractive',
    text: written.text,
    claims: written.claims,
    citations: written.citations,
    related: composed.related,
    suggestions: composed.suggestions,
    notices: composed.notices,
    corpusVersion: corpus.version,
    model: null,
    timings: { retrieveMs: 0, composeMs: 0, totalMs: 0 },
  })
  expect(answerFaults(answer, corpus)).toEqual([])
  expect(answer.text).not.toContain(LIE)
  expect(answer.text).not.toMatch(/\[\s*S\d/iu)
  return answer
}

const extracted = (plan: EvidencePlan, language: AnswerLanguage = 'zh-Hans'): string =>
  composeEvidence(plan, contextIn(language)).written.text

const sentenceOf = ({ text, sentences }: MeasureRecord, index: number): string =>
  text.slice(sentences[index]?.start, sentences[index]?.end)

/** What a Simplified answer shows of a sentence: its first words are enough to find it. */
const startOf = (record: MeasureRecord, index: number): string =>
  sentenceOf(record, index).slice(0, 8)

const statements = ({ claims }: Answer): string[] =>
  claims.filter(({ kind }) => kind === 'statement').map(({ text }) => text)

const times = (text: string, part: string): number => text.split(part).length - 1

describe('an honest model', () => {
  test.each(LANGUAGES)('is shown in its own words, source by source: %s', async (language) => {
    const { server, model } = await serve((body, turn) => [
      ...honest(body, turn),
      { usage: { inputTokens: 900, outputTokens: 80 } },
    ])
    const { generated, report, answer, seen, text, plan } = await generate(model, { language })
    expect(server.failures).toEqual([])
    expect(generated).toBe(true)
    expect(report).toEqual({
      promptVersion: prompts.answer[language].version,
      verified: 4,
      replaced: [],
      dropped: [],
      usage: { inputTokens: 900, outputTokens: 80 },
    })
    expect(seen.map(({ measure: { id }, sentences }) => [id, sentences])).toEqual(
      IDS.map((id) => [id, [1]]),
    )
    for (const sentence of seen) expect(text).toContain(sentence.text)
    const references = plan.chosen.map(({ measure: each }) => directory.reference(each, language))
    const places = references.map((reference) => text.indexOf(reference))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(answer.citations.map(({ measureId }) => measureId)).toEqual(IDS)
    expect(text).not.toBe(extracted(plan, language))
  })

  test('is asked in the asker’s language, with the sources and the question', async () => {
    for (const language of LANGUAGES) {
      const { server, model } = await serve(honest)
      await generate(model, { language })
      const [system, user] = server.requests[0]?.body?.messages ?? []
      const [shipped] = await prompts.answer[language].format({ question: '', sources: '' })
      expect(system).toEqual(shipped)
      expect(user?.content).toContain(`[S4.1] `)
      const shown = language === 'en' ? FIRST.translation?.sentences[1] : sentenceOf(FIRST, 1)
      expect(user?.content).toContain(shown?.replaceAll('\n', ' '))
      expect(user?.content).toContain(QUESTION)
    }
  })

  test('is heard sentence by sentence, before it has finished', async () => {
    const { model } = await serve(() => [
      ...typed(`第一句[S1.1]。第二句${LIE}[S2.1]。第`),
      { pauseMs: 400 },
      ...typed('三句[S2.1]。'),
    ])
    const { pieces } = await generate(model)
    const arrival = (part: string) =>
      pieces.find(({ piece }) => piece.kind === 'text' && piece.text.includes(part))?.at ?? NaN
    expect(arrival('第三句') - arrival('第一句')).toBeGreaterThan(300)
    // What stands for the second is known as soon, and is not kept back.
    expect(arrival('第三句') - arrival(startOf(SECOND, 1))).toBeGreaterThan(300)
  })

  test('says where remarks of the plan stand, and how strong the promise is', async () => {
    const plan = planOf([IDS[1]], {
      outcome: 'partial',
      asksNow: true,
      before: [{ kind: 'absence', text: '没有收录甲海关的文件。' }],
      after: [{ kind: 'signpost', text: '请向乙咨询。' }],
      near: [FIRST],
    })
    const { composed, text } = await generate(modelOf('可以先放行[S1.1]。'), { plan })
    const strength = composeEvidence(
      { ...plan, before: [], after: [] },
      contextIn('zh-Hans'),
    ).written.claims.at(-1)
    expect(composed.outcome).toBe('partial')
    expect(text).toMatch(/^没有收录甲海关的文件。\n\n\*\*/u)
    expect(text).toMatch(/\n\n请向乙咨询。$/u)
    expect(text).toContain(`可以先放行。[1]${strength?.text}`)
    expect(composed.related.map(({ measureId }) => measureId)).toEqual([FIRST.id])
    expect(composed.notices).toEqual(composeEvidence(plan, contextIn('zh-Hans')).notices)
  })

  test('may come back to a measure; its originals and remarks are not said again', async () => {
    const said = ['One [S1.1].', 'Two [S1.1].', 'Three [S2.1].', 'Four [S1.1].', 'Five [S1.2].']
    const plan = planOf(IDS.slice(0, 2), { asksNow: true })
    const { text, answer, generated } = await generate(modelOf(said.join(' ')), {
      language: 'en',
      plan,
    })
    expect(generated).toBe(true)
    expect(statements(answer)).toEqual(expect.arrayContaining(['One.', 'Two.', 'Four.', 'Five.']))
    for (const [record, index] of [
      [FIRST, 1],
      [FIRST, 2],
      [SECOND, 1],
    ] as const) {
      expect(times(text, sentenceOf(record, index).replaceAll('\n', ' '))).toBe(1)
    }
  })

  test('of a press report says once that it is one', async () => {
    const plan = planOf(['hainan-ftp-cases/3', IDS[1]])
    for (const language of LANGUAGES) {
      const { pressNote } = contextIn(language).messages
      const model = modelOf('甲[S1.1]。乙[S2.1]。丙[S1.1]。丁[S2.1]。')
      const { text, report } = await generate(model, { language, plan })
      expect(report.verified).toBe(4)
      expect(times(text, pressNote)).toBe(1)
    }
  })

  test('gets the stop that it left out, and no second one', async () => {
    const { text } = await generate(modelOf('甲[S1.1]，乙[S1.1]。丙”。[S1.1]'), {
      plan: planOf([IDS[0]]),
    })
    expect(text).toContain('甲。[1]乙。[1]丙”。[1]')
    const english = await generate(modelOf('A [S1.1]\nB. [S1.1]'), {
      language: 'en',
      plan: planOf([IDS[0]]),
    })
    expect(english.text).toContain('A.[1] B.[1]')
  })
})

describe('a sentence that does not pass', () => {
  test('is replaced by the words that it cites, in its place', async () => {
    const { text, report, generated } = await generate(
      modelOf(`真的[S1.1]。假的${LIE}[S2.1]。也是真的[S3.1]。`),
    )
    expect(generated).toBe(true)
    const [first, second, third] = ['真的。', startOf(SECOND, 1), '也是真的。'].map((part) =>
      text.indexOf(part),
    )
    expect(first).toBeGreaterThan(-1)
    expect(second).toBeGreaterThan(first ?? 0)
    expect(third).toBeGreaterThan(second ?? 0)
    expect(report).toMatchObject({
      verified: 2,
      replaced: [{ text: `假的${LIE}。`, reason: 'a lie' }],
      dropped: [],
    })
  })

  test('is replaced also when it came before all that pass', async () => {
    const { text, report } = await generate(modelOf(`假的${LIE}[S2.1]。真的[S1.1]。`))
    expect(text.indexOf(startOf(SECOND, 1))).toBeGreaterThan(-1)
    expect(text.indexOf(startOf(SECOND, 1))).toBeLessThan(text.indexOf('真的。'))
    expect(report.replaced).toHaveLength(1)
  })

  test('is left out where its source was shown already', async () => {
    const lies = `假的${LIE}[S2.1]。又是假的${LIE}[S2.1]。假的${LIE}[S1.1]。`
    const { text, report } = await generate(modelOf(`真的[S1.1]。${lies}`))
    expect(times(text, startOf(SECOND, 1))).toBe(1)
    expect(text).not.toContain(startOf(FIRST, 1))
    expect(report.replaced).toHaveLength(1)
    expect(report.dropped.map(({ text: dropped }) => dropped)).toEqual([
      `又是假的${LIE}。`,
      `假的${LIE}。`,
    ])
  })

  test.each([
    ['without a source', '无据。', 'no source'],
    ['with a source that was not given', '无据[S9.1]。', 'unknown source'],
    ['with a sentence that was not given', '无据[S1.77]。', 'unknown source'],
    ['with one good and one unknown source', '无据[S1.1][S9.1]。', 'unknown source'],
    ['on two measures', '无据[S1.1][S2.1]。', 'several measures'],
    ['that was said before', '真的[S1.1]。', 'said before'],
  ])('is dropped %s', async (_name, sentence, reason) => {
    const { text, report, generated, seen } = await generate(
      modelOf(`真的[S1.1]。\n${sentence}\n还是真的[S1.1]。`),
    )
    expect(generated).toBe(true)
    expect(text).not.toContain('无据')
    expect(times(text, '。[1]')).toBe(2)
    expect(report).toMatchObject({ verified: 2, replaced: [], dropped: [{ reason }] })
    expect(seen.some(({ text: verified }) => verified.includes('无据'))).toBe(false)
  })

  test('may not write numbers that would lead to our citations', async () => {
    const { text, report } = await generate(modelOf('真的[S1.1]。见[1]和[7][S2.1]。'))
    expect(text).not.toContain('见[1]')
    expect(text).toContain(startOf(SECOND, 1))
    expect(report.replaced).toEqual([{ text: '见[1]和[7]。', reason: 'a number in brackets' }])
  })

  test('leaves room for what passes, however many do not', async () => {
    const all = FIRST.sentences.map((_, index) => `S1.${index}`)
    const lies = [...all, 'S2.0', 'S2.1', 'S3.0', 'S3.1', 'S3.2', 'S3.3', 'S4.0', 'S4.1']
    const { report, answer } = await generate(
      modelOf(`${lies.map((mark) => `假${LIE}[${mark}]。`).join('')}真的[S2.1]。`),
    )
    expect(statements(answer)).toContain('真的。')
    expect(report.verified).toBe(1)
    expect(report.replaced).toHaveLength(7)
    expect(report.dropped).toHaveLength(lies.length - 7)
  })
})

test('a model that writes the same again and again is stopped', async () => {
  const { report } = await generate(modelOf('圈子。\n'.repeat(40)))
  expect(report.failure).toBe('flood')
  expect(report.dropped).toHaveLength(3)
})

describe('a model that fails', () => {
  /** Short where it is waited for. */
  const timeoutFor = (failure: GenerationFailure | undefined): number =>
    failure === 'timeout' ? 700 : 10_000
  const lines = (count: number, mark: string) =>
    Array.from({ length: count }, (_, index) => `句${index}${mark}。`).join('')
  const FAILING: readonly (readonly [string, Script, GenerationFailure])[] = [
    ['stalls before its answer', () => ['stall'], 'timeout'],
    ['stalls in its first sentence', () => [{ text: '可以' }, 'stall'], 'timeout'],
    ['stalls behind its first mark', () => [{ text: '可以[S1.1]。' }, 'stall'], 'timeout'],
    [
      'is slow',
      () => Array.from('可以先放行的样品', (text) => [{ text }, { pauseMs: 200 }] as const).flat(),
      'timeout',
    ],
    ['floods', () => [{ flood: '可以'.repeat(20) }], 'flood'],
    ['floods with line breaks', () => [{ flood: '\n'.repeat(20) }], 'flood'],
    ['floods with lies', () => [{ flood: `假${LIE}[S1.1]。` }], 'flood'],
    ['floods with half marks', () => [{ flood: '[S1'.repeat(20) }], 'flood'],
    ['says all in one great piece', () => [{ text: lines(20_000, `${LIE}[S1.1]`) }], 'flood'],
    ['resets the connection', () => [{ text: '可以[S1' }, 'reset'], 'unavailable'],
    ['resets it again and again', () => ['reset'], 'timeout'],
    ['sends half an event', () => [{ text: '可以[S1' }, 'invalid-sse'], 'unavailable'],
    ['sends an error', () => [{ text: '可以[S1' }, { error: 'overloaded' }], 'unavailable'],
    ['refuses', () => [{ status: 400 }], 'unavailable'],
    [
      'breaks a character',
      () => [{ text: '可以', bytes: 'broken' }, { text: '[S1.1]。' }],
      'nothing_verified',
    ],
    ['says nothing', silent, 'nothing_verified'],
    ['says nothing and does not end', () => ['no-done'], 'nothing_verified'],
    ['cites nothing', () => typed('可以。\n不可以。'), 'nothing_verified'],
    ['cites what was not given', () => typed('可以[S9.1]。不可以[S1.99]。'), 'nothing_verified'],
    ['cites several measures at once', () => typed('可以[S1.1][S2.1]。'), 'nothing_verified'],
    ['lies', () => typed(`假${LIE}[S1.1]。假${LIE}[S2.1]。`), 'nothing_verified'],
    ['ends in half a mark', () => typed('可以[S1.'), 'nothing_verified'],
    ['writes nothing but marks', () => typed('[S1.1][S2.1]\n[S3.1]。'), 'nothing_verified'],
  ]

  test.each(FAILING)('%s: the answer is extracted', async (_name, answering, failure) => {
    const language = LANGUAGES[FAILING.findIndex(([, each]) => each === answering) % 4]
    const { server, model } = await serve(answering)
    const started = performance.now()
    const result = await generate(model, {
      timeoutMs: timeoutFor(failure),
      language: language ?? 'en',
    })
    expect(performance.now() - started).toBeLessThan(4_000)
    expect(result.generated).toBe(false)
    expect(result.report).toMatchObject({ verified: 0, replaced: [], failure })
    expect(result.seen.length).toBeLessThan(1_000)
    expect(result.text).toBe(extracted(result.plan, result.language))
    expect(result.composed).toEqual(composeEvidence(result.plan, contextIn(result.language)))
    await Promise.all(server.requests.map(({ ended }) => ended))
    expect(server.open()).toBe(0)
  })

  test('tells of every sentence that was not shown', async () => {
    const { report } = await generate(modelOf(`假${LIE}[S1.1]。无据。\n无据[S9]。`))
    expect(report.dropped.toSorted((a, b) => a.reason.localeCompare(b.reason))).toEqual([
      { text: `假${LIE}。`, reason: 'a lie' },
      { text: '无据。', reason: 'no source' },
      { text: '无据。', reason: 'unknown source' },
    ])
  })

  const BREAKING: readonly (readonly [string, ScriptStep, GenerationFailure | undefined])[] = [
    ['stalls', 'stall', 'timeout'],
    ['resets the connection', 'reset', 'unavailable'],
    ['sends half an event', 'invalid-sse', 'unavailable'],
    ['sends an error', { error: 'overloaded' }, 'unavailable'],
    ['floods', { flood: '不可以'.repeat(20) }, 'flood'],
    ['ends without its last event', 'no-done', undefined],
  ]
  test.each(BREAKING)(
    '%s later: what passed stays, and the answer ends well',
    async (_name, step, failure) => {
      for (const language of LANGUAGES) {
        const { server, model } = await serve(() => [...typed('甲[S1.1]。乙[S2.1]。丙'), step])
        const { generated, report, text } = await generate(model, {
          timeoutMs: timeoutFor(failure),
          language,
        })
        expect(generated).toBe(true)
        expect(report).toMatchObject({ verified: 2, ...(failure === undefined ? {} : { failure }) })
        expect(report.failure).toBe(failure)
        expect(text).toContain('甲。[1]')
        expect(text).toContain('乙。[')
        expect(text).not.toContain('丙')
        await server.requests[0]?.ended
        expect(server.open()).toBe(0)
      }
    },
  )

  test('is stopped when it has said enough', async () => {
    const { server, model } = await serve(() => [
      ...typed(Array.from({ length: 30 }, (_, index) => `第${index}句[S1.1]。`).join('')),
      'stall',
    ])
    const { report, answer } = await generate(model)
    expect(report).toMatchObject({ verified: 8, replaced: [] })
    expect(report.failure).toBeUndefined()
    expect(statements(answer).filter((text) => /^第\d+句/u.test(text))).toHaveLength(8)
    expect(await server.requests[0]?.ended).toMatchObject({ by: 'client' })
  })

  test('is an error for a reader who wants the model or nothing, unless something was shown', async () => {
    const down = { demanded: true, timeoutMs: 300 }
    const unavailable = expect.objectContaining({ code: 'model_unavailable' })
    for (const answering of [() => ['reset'], () => ['stall']] as const satisfies Script[]) {
      const { model } = await serve(answering)
      await expect(generate(model, down)).rejects.toEqual(unavailable)
    }
    expect((await generate(modelOf('无据。'), down)).report.failure).toBe('nothing_verified')
    const { model } = await serve(() => [...typed('甲[S1.1]。乙'), 'stall'])
    expect(await generate(model, down)).toMatchObject({
      generated: true,
      report: { failure: 'timeout' },
    })
  })
})

describe('a verifier that fails', () => {
  const failing = (error: Error): SentenceVerifier => ({
    async verify() {
      throw error
    },
  })

  test.each(['overloaded', 'bad_model'] as const)(
    'as the embedder may (%s) leaves the extracted answer',
    async (code) => {
      const verifier = failing(new AppError(code, 'the embedder failed'))
      const { text, report, plan } = await generate(modelOf('真的[S1.1]。'), { verifier })
      expect(report).toMatchObject({ verified: 0, failure: 'unavailable' })
      expect(text).toBe(extracted(plan))
    },
  )

  test('for a reason of our own is not hidden', async () => {
    const error = new TypeError('a mistake')
    await expect(generate(modelOf('真的[S1.1]。'), { verifier: failing(error) })).rejects.toBe(
      error,
    )
  })
})

describe('a reader who leaves', () => {
  /** Of a kind that means something else when a model throws it. */
  const reason = new AppError('overloaded', 'the reader left')
  const MOMENTS: readonly (readonly [string, Script])[] = [
    ['before the first token', () => ['stall']],
    ['in a sentence', () => [{ text: '可以' }, 'stall']],
    ['after a sentence', () => [...typed('甲[S1.1]。乙'), 'stall']],
  ]
  test.each(MOMENTS)('%s ends the request within a second', async (_name, answering) => {
    const { server, model } = await serve(answering)
    const controller = new AbortController()
    let leftAt = 0
    setTimeout(() => {
      leftAt = performance.now()
      controller.abort(reason)
    }, 200)
    await expect(generate(model, { signal: controller.signal })).rejects.toBe(reason)
    expect(performance.now() - leftAt).toBeLessThan(1_000)
    const ended = await server.requests[0]?.ended
    expect(ended?.by).toBe('client')
    expect((ended?.at ?? Infinity) - leftAt).toBeLessThan(1_000)
  })

  test('while a sentence is verified ends the request too', async () => {
    const { server, model } = await serve(() => [...typed('甲[S1.1]。乙'), 'stall'])
    const controller = new AbortController()
    const verifier: SentenceVerifier = {
      verify: (_sentence, _language, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        }),
    }
    setTimeout(() => controller.abort(reason), 200)
    const generating = generate(model, { signal: controller.signal, verifier })
    await expect(generating).rejects.toBe(reason)
    expect(await server.requests[0]?.ended).toMatchObject({ by: 'client' })
  })

  test('without a signal, by reading no more, ends it too', async () => {
    const { server, model } = await serve(() => [...typed('甲[S1.1]。乙'), 'stall'])
    const { verifier } = markVerifier()
    const deps = { model, prompts, verifier, timeoutMs: 5_000 }
    let leftAt = 0
    for await (const piece of generateAnswer(planOf(), QUESTION, deps, contextIn('zh-Hans'))) {
      leftAt = performance.now()
      if (piece.kind === 'text' && piece.text.includes('甲')) break
    }
    const ended = await server.requests[0]?.ended
    expect(ended?.by).toBe('client')
    expect((ended?.at ?? Infinity) - leftAt).toBeLessThan(1_000)
  })

  test('before it begins is not answered', async () => {
    const generating = generate(modelOf('真的[S1.1]。'), { signal: AbortSignal.abort(reason) })
    await expect(generating).rejects.toBe(reason)
  })
})

describe('a model that lies', () => {
  /** What the script writes in place of the sources' own words, with or without a sign of it. */
  const told = (answering: Script, sign: string): Script => {
    return (body, turn) =>
      typed(
        answering(body, turn)
          .map((step) => (typeof step === 'object' && 'text' in step ? step.text : ''))
          .join('')
          .replace(/(?=\s?\[S\d+\.\d+\][.。])/gu, sign),
      )
  }

  for (const language of LANGUAGES) {
    test.each(LIE_KINDS)(`is not heard: ${language}, %s`, async (kind) => {
      const byForm = kind === 'uncited' || kind === 'unknown-mark'
      const { server, model } = await serve(told(lying(kind), byForm ? '' : LIE))
      const { generated, report, text, plan, seen } = await generate(model, { language })
      expect(server.failures).toEqual([])
      expect(generated).toBe(false)
      expect(text).toBe(extracted(plan, language))
      expect(report.dropped.length).toBeGreaterThan(0)
      expect(seen.length).toBe(byForm ? 0 : report.dropped.length)
    })
  }
})

describe('whatever a model writes', () => {
  const word = fc.constantFrom(
    '真',
    '真的',
    LIE,
    'It may',
    '1万元',
    '“货',
    '物”',
    '（',
    '[7]',
    '\uFFFD',
    '**',
    '- ',
    ' ',
  )
  const mark = fc.constantFrom(
    '[S1.1]',
    '[S1.2]',
    '[S2.1]',
    '[S3]',
    '[S4.0]',
    '[S9.1]',
    '[S1.',
    '［S2．1］',
    '',
  )
  const stop = fc.constantFrom('。', '.', '，', '\n', '\n\n', ' ', '')
  const written = fc
    .array(fc.tuple(fc.array(word, { maxLength: 4 }), mark, mark, stop), { maxLength: 25 })
    .map((parts) => parts.flatMap(([words, ...rest]) => [...words, ...rest]).join(''))

  test('each answer is sound, holds no lie and is not too long', async () => {
    await fc.assert(
      fc.asyncProperty(
        written,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(...LANGUAGES),
        async (text, size, language) => {
          const chunks = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []
          const result = await generate(modelOf(...chunks), { language })
          const { verified, replaced } = result.report
          expect(verified + replaced.length).toBeLessThanOrEqual(8)
          expect(result.generated).toBe(verified > 0)
          if (!result.generated) expect(result.text).toBe(extracted(result.plan, language))
        },
      ),
      { numRuns: 400 },
    )
  })
})
