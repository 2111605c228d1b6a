import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messagesIn } from '../../composition/messages.js'
import { projectRoot } from '../../project-root.js'
import { closeTestAssistant, openTestAssistant } from '../../testing/open-test-assistant.js'
import { recordedAnswer, requestOf } from '../ask-question.js'
import { type Baseline, baselineOf } from '../baseline.js'
import type { EvaluationEntry, RecordedAnswer } from '../evaluation-record.js'
import { loadQuestions, questionFiles } from '../load-questions.js'
import { makeReport } from '../report/report.js'
import { changed, isRemark, withoutRemarks } from '../testing/changed-answer.fixture.js'
import {
  sampleContext,
  sampleCorpus,
  sampleEntry,
  sampleSources,
} from '../testing/sample-context.fixture.js'
import { createAskedStrengthReader } from './asked-strength.js'
import { ownPhrases } from './own-phrases.js'
import { createPromiseChecker } from './promise-checker.js'

const questions = loadQuestions(
  questionFiles(join(projectRoot, 'eval', 'questions')),
  new Set(sampleCorpus.measures.map(({ id }) => id)),
)

const entries: EvaluationEntry[] = []

beforeAll(async () => {
  const { assistant } = await openTestAssistant()
  for (const question of questions) {
    const answer = await assistant.answer(requestOf(question, 'extractive'))
    entries.push(sampleEntry(question, recordedAnswer(answer)))
  }
}, 300_000)

afterAll(closeTestAssistant)

/** The entries with their answers changed. */
const sabotaged = (
  change: (answer: RecordedAnswer) => RecordedAnswer,
  own: readonly EvaluationEntry[] = entries,
): EvaluationEntry[] =>
  own.map((entry) => (entry.answer === null ? entry : { ...entry, answer: change(entry.answer) }))

const promises = createPromiseChecker(sampleCorpus, sampleSources)

/** What is said too strongly, by question. */
function faultsOf(own: readonly EvaluationEntry[]): string[] {
  return own.flatMap(({ question, answer }) =>
    answer === null ? [] : promises.stronger(answer).map((fault) => `${question.id}: ${fault}`),
  )
}

describe('every answer of the evaluation', () => {
  test('never tells the clause asked about only as stronger than it is', () => {
    const read = createAskedStrengthReader(sampleSources)
    const told = entries.flatMap(({ question, answer }) => {
      const strength = answer === null ? undefined : read(question, answer)
      return strength === undefined ? [] : [{ id: question.id, strength }]
    })
    expect(told.length).toBeGreaterThan(200)
    expect(told.filter(({ strength }) => strength === 'stronger')).toEqual([])
  })

  test('promises no more than the sentences it cites', () => {
    expect(entries).toHaveLength(questions.length)
    expect(entries.filter(({ answer }) => answer?.citations.length !== 0).length).toBeGreaterThan(
      questions.length / 2,
    )
    expect(faultsOf(entries)).toEqual([])
  })

  test('says how strong a promise is wherever it is less than in force', () => {
    const shown = entries.flatMap(({ question, answer }) => {
      const unshown = answer === null ? undefined : promises.unshown(answer)
      return unshown === undefined ? [] : [{ id: question.id, unshown }]
    })
    expect(shown.length).toBeGreaterThan(questions.length / 4)
    expect(shown.filter(({ unshown }) => unshown.length > 0)).toEqual([])
  })
})

describe('the gate fails', () => {
  let own: readonly EvaluationEntry[]
  let baseline: Baseline
  beforeAll(() => {
    own = entries.filter(({ question }) => question.type === 'strength')
    const honest = sampleContext(own)
    baseline = baselineOf(honest.record, makeReport(honest, {}).scores)
  })

  /** Safety checks and falls of `strength-shown` among the failed checks of some answers. */
  function failedChecks(change: (answer: RecordedAnswer) => RecordedAnswer): string[] {
    const { report } = makeReport(sampleContext(sabotaged(change, own)), { baseline })
    return report.checks
      .filter(({ passed }) => !passed)
      .map(({ id }) => id)
      .filter((id) => id === 'safety:no-stronger-promise' || id === 'baseline:strength-shown')
  }

  test('for none of it when nothing is changed', () => {
    expect(failedChecks((answer) => answer)).toEqual([])
  })

  test('when claims are made stronger', () => {
    const strengthen = (answer: RecordedAnswer): RecordedAnswer =>
      changed(answer, ({ kind, text }) => {
        const isOwn = kind === 'statement' && !isRemark(answer, text)
        if (!isOwn || ownPhrases(answer.language).quotedOriginal(text) !== undefined) return text
        return text
          .replaceAll(/探索|爭取|争取|支持|鼓励|鼓勵|推动|推動|推进|推進|试点|試點/gu, '可')
          .replace(/\b(?:is to|is being) \w+/u, 'can now be used for')
      })
    expect(failedChecks(strengthen)).toContain('safety:no-stronger-promise')
    const languages = entries
      .filter((entry) => faultsOf(sabotaged(strengthen, [entry])).length > 0)
      .map(({ question }) => question.language)
    expect(new Set(languages).size).toBe(4)
  })

  test('when remarks are left out: everywhere less is shown, and some answers now mislead', () => {
    expect(failedChecks(withoutRemarks)).toContain('baseline:strength-shown')
    const faults = faultsOf(sabotaged(withoutRemarks))
    expect(faults.length).toBeGreaterThan(0)
    for (const fault of faults) expect(fault).toContain('nothing says so')
  })

  test('when every lead says that there is a rule', () => {
    const strengthen = (answer: RecordedAnswer): RecordedAnswer => {
      const { leadMeasure } = messagesIn(answer.language)
      const reference = answer.citations[0]?.reference
      return reference === undefined
        ? answer
        : changed(answer, ({ kind, text }) => (kind === 'lead' ? leadMeasure(reference) : text))
    }
    expect(failedChecks(strengthen)).toContain('safety:no-stronger-promise')
    expect(faultsOf(sabotaged(strengthen)).join()).toContain('says that there is a rule')
  })

  test('when remarks name a stronger class', () => {
    const strengthen = (answer: RecordedAnswer): RecordedAnswer => {
      const phrases = ownPhrases(answer.language)
      const { strength } = messagesIn(answer.language)
      return changed(answer, ({ text }) => {
        const remark = phrases.strengthRemark(text)
        return remark === undefined ? text : strength.in_force(remark.word)
      })
    }
    expect(failedChecks(strengthen)).toEqual([
      'safety:no-stronger-promise',
      'baseline:strength-shown',
    ])
  })
})
