import { citeSentences, type UnnumberedCitation } from '../citations/cite.js'
import type { Commitment, MeasureRecord } from '../domain/measure.js'
import { CLASSES_BY_STRENGTH, isWeaker, weakestCommitment } from '../measures/strength.js'
import type { AnswerWriter } from './answer-writer.js'
import type { ChosenMeasure, CompositionContext } from './composer.js'
import type { ToldStrength } from './messages.js'
import { presentChinese } from './present-text.js'
import { promisesOfRuns, type QuotedPromise } from './quoted-promises.js'
import type { SentenceRun } from './select-sentences.js'

/** A word on how strong a promise is, with the words that it is about. */
export interface StrengthRemark {
  readonly text: string
  readonly citations: readonly UnnumberedCitation[]
}

/** The weakest of the promises quoted; `undefined` where none is known. */
export function commitmentOf({ measure, runs }: ChosenMeasure): Commitment | undefined {
  return weakestCommitment(runs.flatMap((run) => commitmentsOfRun(measure, run)))
}

/** Whether a promise is less than in force; what a press report tells is said to be one anyway. */
export function isLess(commitment: Commitment): boolean {
  return commitment.class !== 'reported' && isWeaker(commitment.class, CLASSES_BY_STRENGTH[0])
}

/**
 * What is said of the strength of what is asked about: when it is less than in force, or when the asker
 * wants to know whether it can be done already. Of several promises that may be meant each class is
 * told, with the word that says so. A sentence that sounds stronger than it is, since its strength is
 * told by a word elsewhere in the measure, is always among them.
 */
export function strengthRemark(
  chosen: ChosenMeasure,
  context: CompositionContext,
  asksNow: boolean,
): StrengthRemark | undefined {
  const { measure, runs } = chosen
  const quoted = promisesOfRuns(measure, runs)
  const asked = (chosen.asked ?? []).filter((one) => quoted.some((other) => isSame(one, other)))
  const about =
    asked.length === 0
      ? quoted
      : [...asked, ...quoted.filter(({ original, word }) => !original.includes(word))]
  const told = CLASSES_BY_STRENGTH.flatMap((name) => {
    const first = about.find((promise) => promise.class === name)
    return first === undefined ? [] : [first]
  })
  const weakest = told.at(-1)
  if (weakest === undefined || !(asksNow || isLess(weakest))) return undefined
  // What a press report tells is said to be one anyway.
  const named = told.filter(({ class: name }) => name !== 'reported')
  const [first = weakest, ...others] = named
  const { language, messages, directory } = context
  const toldAs = (promise: Commitment): ToldStrength => toldStrength(promise, measure, context)
  return {
    text:
      others.length === 0
        ? messages.strength[toldAs(first)](shownWord(first, context))
        : messages.strengthMixed(
            named.map((promise) =>
              messages.strengthPart[toldAs(promise)](shownWord(promise, context)),
            ),
          ),
    citations: runs
      .filter((run) => [first, ...others].some(({ sentence }) => isIn(sentence, run)))
      .map((run) => citeSentences(directory, measure, run.first, run.last, language)),
  }
}

function isIn(sentence: number, { first, last }: SentenceRun): boolean {
  return first <= sentence && sentence <= last
}

/** Whether two promises are the same part of one measure. */
function isSame(one: QuotedPromise, other: QuotedPromise): boolean {
  return one.sentence === other.sentence && one.original === other.original
}

/** The same of a whole measure: its strongest promise tells, one that is in force needs no remark. */
export function wholeStrengthRemark(
  measure: MeasureRecord,
  context: CompositionContext,
): StrengthRemark | undefined {
  const { directory, language, messages } = context
  const last = measure.sentences.length - 1
  const body = measure.commitments.slice(Math.min(1, last))
  const commitment = weakestCommitment(body)
  return commitment !== undefined && body.every(isLess) && commitment.class !== 'reported'
    ? {
        text: messages.strength[toldStrength(commitment, measure, context)](
          shownWord(commitment, context),
        ),
        citations: [citeSentences(directory, measure, 0, last, language)],
      }
    : undefined
}

/** What a press report says is still to come is neither explored nor sought. */
function toldStrength(
  { class: name }: Commitment,
  measure: MeasureRecord,
  { directory }: CompositionContext,
): ToldStrength {
  const { nature } = directory.document(measure.documentId).data
  return name === 'explored' && nature === 'press-report' ? 'announced' : name
}

/** The remarks that several measures would get in the same words: said once, below them all. */
export function sharedRemarks(
  remarks: readonly (StrengthRemark | undefined)[],
): ReadonlyMap<string, readonly UnnumberedCitation[]> {
  const byText = new Map<string, StrengthRemark[]>()
  for (const remark of remarks) {
    if (remark === undefined) continue
    byText.set(remark.text, [...(byText.get(remark.text) ?? []), remark])
  }
  return new Map(
    [...byText].flatMap(([text, same]) =>
      same.length > 1 ? [[text, same.flatMap(({ citations }) => citations)] as const] : [],
    ),
  )
}

/** Writes the shared remarks, each a paragraph; their numbers stand with the words they are about. */
export function writeSharedRemarks(
  writer: AnswerWriter,
  shared: ReadonlyMap<string, readonly UnnumberedCitation[]>,
): void {
  for (const [text, citations] of shared) {
    writer.layout('\n\n')
    writer.sentence('statement', text, citations, false)
  }
}

function shownWord({ word }: Commitment, { language, converter }: CompositionContext): string {
  return language === 'en' ? word : presentChinese(word, language, converter)
}

function commitmentsOfRun(measure: MeasureRecord, { first, last }: SentenceRun): Commitment[] {
  return measure.commitments.slice(first, last + 1)
}
