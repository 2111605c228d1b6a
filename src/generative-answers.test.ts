import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerLanguage } from './domain/language.js'
import type { MeasureRecord } from './domain/measure.js'
import { readTrace } from './evaluation/read-trace.js'
import { LIE_KINDS } from './testing/scripted-writers.js'
import {
  HONEST_SENTENCES,
  WRITTEN_LIES,
  type WrittenLie,
} from './generation/written-sentences.fixture.js'
import { createScriptConverter } from './scripts/convert-script.js'
import { foldText } from './scripts/fold.js'
import { createRegionalWording } from './scripts/regional-wording.js'
import { answerFaults } from './testing/answer-faults.js'
import {
  type GenerativeApp,
  type StreamedAnswer,
  startGenerativeApp,
} from './testing/generative-app.js'
import { closeTestAssistant, openTestAssistant } from './testing/open-test-assistant.js'
import { markOf } from './testing/prompt-sources.js'
import { type ChatRequestBody, typed } from './testing/scripted-model-server.js'

/** Time for a model that answers at once, on a busy machine. */
const MODEL_TIMEOUT_MS = 60_000
/** Some hundred answers one after the other. */
const ALL_TIMEOUT_MS = 300_000

const opened = await openTestAssistant()
const { corpus, glossary, tokenizer } = opened.open
const app: GenerativeApp = await startGenerativeApp(opened, MODEL_TIMEOUT_MS)
afterAll(async () => {
  await app.close()
  await closeTestAssistant()
})

const measureOf = (id: string): MeasureRecord => {
  const found = corpus.measures.find((measure) => measure.id === id)
  if (found === undefined) throw new RangeError(`expected a measure, found ${id}`)
  return found
}

/** A sentence with its marks, as a model writes it in that language. */
const cited = (text: string, marks: string, language: AnswerLanguage): string =>
  language === 'en' ? `${text} ${marks}. ` : `${text}${marks}。`
const uncited = (text: string, language: AnswerLanguage): string =>
  language === 'en' ? `${text}. ` : `${text}。`

const folded = (text: string): string => foldText(text).replace(/\s+/gu, '')

const wording = createRegionalWording(glossary, createScriptConverter(), tokenizer)
/** A sentence as its reader gets it: unchanged, but for the words of the region (電子資訊). */
function shown(text: string, language: AnswerLanguage): string {
  if (!language.startsWith('zh-Hant')) return text.replace(/"([^"]*)"/gu, '“$1”')
  return wording.toRegionalWording(text, language === 'zh-Hant-HK' ? 'HK' : 'TW')
}

interface Told {
  readonly language: AnswerLanguage
  readonly measure: MeasureRecord
  readonly question: string
}

/** Lets the model answer with what `write` makes of the marks of the prompt. */
async function told(
  { language, measure, question }: Told,
  write: (mark: (cites: readonly number[]) => string) => string,
): Promise<StreamedAnswer> {
  app.play((body: ChatRequestBody) =>
    typed(write((cites) => cites.map((index) => markOf(body, measure, index, language)).join(''))),
  )
  return app.ask({ question, language, mode: 'generative', trace: true })
}

/** What holds for every stream. */
function expectSound({ events, answer, deltas }: StreamedAnswer): void {
  expect(app.server.failures).toEqual([])
  expect(deltas.join('')).toBe(answer.text)
  expect(answerFaults(answer, corpus)).toEqual([])
  expect(answer.citations.length).toBeGreaterThan(0)
  expect(answer.text).not.toMatch(/\[\s*S\d/iu)
  expect(events.at(-1)?.type).toBe('answer-end')
}

interface LieCase extends Told {
  readonly name: string
  readonly lie: WrittenLie
  readonly truth: { readonly text: string; readonly cites: readonly number[] }
  /** Whether the lie stands before the truth, and in one breath with it. */
  readonly place: 'after' | 'before' | 'joined'
}

const LIES: readonly LieCase[] = WRITTEN_LIES.flatMap(({ measure, lies, ...rest }) =>
  lies.flatMap((lie, index): LieCase[] => {
    const about = { ...rest, measure: measureOf(measure), lie }
    const open = lie.open === true ? ' (open)' : ''
    const name = `${lie.id} ${lie.kind} ${measure} ${rest.language}${open}`
    const place = index % 2 === 0 ? 'after' : 'before'
    const alone = { ...about, name, place } as const
    // Without marks of its own a lie may borrow those of the sentence behind it.
    return lie.kind === 'uncited'
      ? [alone, { ...about, name: `${name} joined`, place: 'joined' }]
      : [alone]
  }),
)

function tell(lieCase: LieCase): Promise<StreamedAnswer> {
  const { language, lie, truth, place } = lieCase
  return told(lieCase, (mark) => {
    const marks = lie.mark ?? (lie.cites === undefined ? '' : mark(lie.cites))
    const false_ = marks === '' ? uncited(lie.text, language) : cited(lie.text, marks, language)
    const true_ = cited(truth.text, mark(truth.cites), language)
    if (place === 'joined') return `${false_}${true_}`
    return place === 'after' ? `${true_}\n${false_}` : `${false_}\n${true_}`
  })
}

describe('a model that tells a lie beside a truth', () => {
  const answers = new Map<string, StreamedAnswer>()
  beforeAll(async () => {
    for (const lieCase of LIES) answers.set(lieCase.name, await tell(lieCase))
  }, ALL_TIMEOUT_MS)
  const answerTo = ({ name }: LieCase): StreamedAnswer => {
    const found = answers.get(name)
    if (found === undefined) throw new Error(`expected an answer, found none: ${name}`)
    return found
  }

  test('lies in every way, in each written form, with words that its measure does not hold', () => {
    expect(LIES.length).toBeGreaterThanOrEqual(130)
    for (const form of ['zh-Hans', 'zh-Hant', 'en']) {
      const told = LIES.filter(({ language }) => language.startsWith(form))
      expect(new Set(told.map(({ lie }) => lie.kind))).toEqual(new Set(LIE_KINDS))
    }
    expect(new Set(LIES.map(({ measure }) => measure.id)).size).toBeGreaterThanOrEqual(20)
    for (const { lie, measure, language } of LIES) {
      const known = language === 'en' ? (measure.translation?.text ?? '') : measure.text
      expect(lie.text).toContain(lie.false)
      expect(folded(known), lie.id).not.toContain(folded(lie.false))
    }
  })

  function expectUnheard(lieCase: LieCase): void {
    const { lie } = lieCase
    const streamed = answerTo(lieCase)
    expectSound(streamed)
    const words = folded(lie.false)
    for (const delta of streamed.deltas) expect(folded(delta)).not.toContain(words)
    expect(folded(streamed.answer.text)).not.toContain(words)
    expect(folded(streamed.answer.text)).not.toContain(folded(lie.text))
    const report = readTrace(streamed.answer, corpus).generation
    const stopped = [...(report?.dropped ?? []), ...(report?.replaced ?? [])]
    expect(stopped.some(({ text }) => folded(text).includes(folded(lie.text)))).toBe(true)
    expect(report?.verified).toBeLessThanOrEqual(1)
  }

  const named = (open: boolean): [string, LieCase][] =>
    LIES.filter(({ lie }) => (lie.open ?? false) === open).map((each) => [each.name, each])

  test.each(named(false))('%s: is not heard', (_, lieCase) => {
    expectUnheard(lieCase)
  })

  // A lie marked open is a known gap: its test turns red when it is mended.
  test.fails.each(named(true))('%s: is not heard', (_, lieCase) => {
    expectUnheard(lieCase)
  })

  test('is heard with its truth all the same', () => {
    const alone = LIES.filter(({ place }) => place !== 'joined')
    const unheard = alone.filter((lieCase) => {
      const { text } = answerTo(lieCase).answer
      return !text.includes(shown(lieCase.truth.text, lieCase.language))
    })
    const truths = new Set(alone.map(({ truth }) => truth.text))
    const blocked = new Set(unheard.map(({ truth }) => truth.text))
    expect(blocked.size / truths.size, [...blocked].join('\n')).toBeLessThan(0.05)
  })
})

/** Honest sentences that the verifier blocks, and that their readers get as the original words. */
const KNOWN_BLOCKED = ['honest-01']

describe('a model that is honest', () => {
  const blocked: string[] = []
  const all = HONEST_SENTENCES.flatMap(({ sentences }) => sentences)
  beforeAll(async () => {
    for (const { measure, sentences, ...about } of HONEST_SENTENCES) {
      const streamed = await told({ ...about, measure: measureOf(measure) }, (mark) =>
        sentences.map(({ text, cites }) => cited(text, mark(cites), about.language)).join('\n'),
      )
      expectSound(streamed)
      const report = readTrace(streamed.answer, corpus).generation
      const stopped = [...(report?.dropped ?? []), ...(report?.replaced ?? [])]
      for (const { id, text } of sentences) {
        if (streamed.answer.text.includes(shown(text, about.language))) continue
        const reason = stopped.find((one) => one.text.includes(text))?.reason ?? 'changed'
        blocked.push(`${id} ${about.language}: ${text} (${reason})`)
      }
    }
  }, ALL_TIMEOUT_MS)

  test('is heard unchanged, but for the sentences known to be blocked', () => {
    expect(all.length - blocked.length).toBeGreaterThanOrEqual(40)
    const ids = blocked.map((each) => each.split(' ')[0])
    expect(ids, blocked.join('\n')).toEqual(KNOWN_BLOCKED)
  })

  test('is heard unchanged, but for less than one sentence in twenty', () => {
    expect(blocked.length / all.length, blocked.join('\n')).toBeLessThan(0.05)
  })
})
