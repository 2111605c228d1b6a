import { citeSentences, type UnnumberedCitation } from '../citations/cite.js'
import type { Commitment, MeasureRecord } from '../domain/measure.js'
import type { AnswerWriter } from './answer-writer.js'
import { type ChosenMeasure, type CompositionContext, textOfRun } from './composer.js'
import { nestQuotes, presentChinese, presentEnglish } from './present-text.js'
import type { SentenceRun } from './select-sentences.js'
import {
  commitmentOf,
  isLess,
  strengthRemark,
  type StrengthRemark,
  wholeStrengthRemark,
} from './strength-remark.js'

/** What is said of a measure besides its words. */
export interface MeasureRemarks {
  /** The asker wants to know whether it can be done already: the strength is said even when in force. */
  readonly asksNow?: boolean
  /** Remarks on strength that are said below, once for several measures. */
  readonly saidBelow?: ReadonlyMap<string, unknown>
}

/**
 * What is written of a measure: a title chosen beside sentences of the body tells what the measure is
 * about and stands with its name; a promise is made by the sentences. Alone it is quoted.
 */
export function withTitleInName(
  given: ChosenMeasure,
  context: CompositionContext,
): { readonly name: string; readonly chosen: ChosenMeasure } {
  const { measure, runs } = given
  const name = context.directory.reference(measure, context.language)
  const hasTitle = runs.some(({ first }) => first === 0)
  const bodies = runs.flatMap(({ first, last }) =>
    last === 0 ? [] : [{ first: Math.max(1, first), last }],
  )
  if (!hasTitle || bodies.length === 0) return { name, chosen: given }
  const title = nestQuotes(shownTitle(measure, context))
  return { name: context.messages.titled(name, title), chosen: { ...given, runs: bodies } }
}

/**
 * Writes what a measure says: whose it is, the chosen sentences in the reader's form, each run with
 * its citation, how strong a promise that is when it is less than in force, that it is a press
 * report, and what may have overtaken it.
 */
export function writeMeasure(
  writer: AnswerWriter,
  given: ChosenMeasure,
  context: CompositionContext,
  remarks: MeasureRemarks = {},
): void {
  const { name, chosen } = withTitleInName(given, context)
  const { measure, runs } = chosen
  writer.sentence('lead', leadFor(name, measure, commitmentOf(chosen), context))
  writeRuns(writer, measure, runs, context)
  writeMeasureClose(writer, chosen, context, remarks)
}

/** Writes what stands behind the words of a measure: strength, press report, caution, originals. */
export function writeMeasureClose(
  writer: AnswerWriter,
  chosen: ChosenMeasure,
  context: CompositionContext,
  { asksNow = false, saidBelow }: MeasureRemarks = {},
): void {
  writeStrength(writer, strengthRemark(chosen, context, asksNow), saidBelow, context)
  writeClosing(writer, chosen.measure, chosen.runs, context)
}

/** Writes a measure asked for by number: its title in the lead, then all of it as one citation. */
export function writeWholeMeasure(
  writer: AnswerWriter,
  measure: MeasureRecord,
  context: CompositionContext,
  { saidBelow }: Pick<MeasureRemarks, 'saidBelow'> = {},
): void {
  const { directory, language, messages } = context
  const last = measure.sentences.length - 1
  const run = { first: 0, last }
  const citation = citeRun(measure, run, context)
  const title = nestQuotes(shownTitle(measure, context))
  writer.sentence('lead', messages.leadWhole(directory.reference(measure, language), title))
  const first = Math.min(1, last)
  for (let index = first; index <= last; index++) {
    // A heading inside the text (数据) opens a paragraph of its own.
    if (index > first)
      writer.layout(isHeading(measure, index) ? '\n\n' : language === 'en' ? ' ' : '')
    const shown = shownSentence(measure, index, context)
    writer.sentence(
      'statement',
      isHeading(measure, index) && language !== 'en' ? `${shown}：` : shown,
      [citation],
      index === last,
    )
  }
  writeStrength(writer, wholeStrengthRemark(measure, context), saidBelow, context)
  writeClosing(writer, measure, [run], context)
}

/** Writes the sentences of the runs; each run's last sentence carries the citation's number. */
export function writeRuns(
  writer: AnswerWriter,
  measure: MeasureRecord,
  runs: readonly SentenceRun[],
  context: CompositionContext,
): void {
  const gap = context.language === 'en' ? ' ' : ''
  runs.forEach((run, position) => {
    const citation = citeRun(measure, run, context)
    if (position > 0) writer.layout(gap)
    for (let index = run.first; index <= run.last; index++) {
      if (index > run.first) writer.layout(gap)
      const shown = shownSentence(measure, index, context)
      writer.sentence('statement', shown, [citation], index === run.last)
    }
  })
}

/** The weakest promise of some runs in a word or two, for a table; empty where it is not known. */
export function strengthLabel(chosen: ChosenMeasure, { messages }: CompositionContext): string {
  const commitment = commitmentOf(chosen)
  return commitment === undefined ? '' : messages.strengthLabel[commitment.class]
}

/** Citation of one run in the reader's language. */
export function citeRun(
  measure: MeasureRecord,
  run: SentenceRun,
  { directory, language }: CompositionContext,
): UnnumberedCitation {
  return citeSentences(directory, measure, run.first, run.last, language)
}

/** The title of a measure in the reader's form. */
export function shownTitle(measure: MeasureRecord, context: CompositionContext): string {
  const { language, converter } = context
  if (language === 'en') return presentEnglish(measure.translation?.title ?? measure.title)
  // A headline's halves stand apart by a blank; in a sentence they need a comma.
  return presentChinese(measure.title, language, converter).replace(HEADLINE_BREAK, '，')
}

/** A blank that parts the halves of a headline. */
const HEADLINE_BREAK = /(?<=[\p{Script=Han}”」]) (?=[\p{Script=Han}“「])/gu

function shownSentence(measure: MeasureRecord, index: number, context: CompositionContext): string {
  const { language, messages, converter } = context
  const span = measure.sentences[index] ?? { start: 0, end: 0 }
  const original = measure.text.slice(span.start, span.end)
  if (language === 'en') {
    const sentence = measure.translation?.sentences[index]
    if (sentence === undefined) return messages.untranslated(inline(original))
    const translated = presentEnglish(sentence)
    return index === 0 && !/[.!?]$/u.test(translated) ? `${translated}.` : translated
  }
  const shown =
    index === 0 ? shownTitle(measure, context) : presentChinese(original, language, converter)
  // A title quoted among sentences needs its own full stop.
  return index > 0 || /[。！？；]$/u.test(shown) ? shown : `${shown}。`
}

function writeStrength(
  writer: AnswerWriter,
  remark: StrengthRemark | undefined,
  saidBelow: MeasureRemarks['saidBelow'],
  { language }: CompositionContext,
): void {
  if (remark === undefined || saidBelow?.has(remark.text) === true) return
  if (language === 'en') writer.layout(' ')
  writer.sentence('statement', remark.text, remark.citations, false)
}

function writeClosing(
  writer: AnswerWriter,
  measure: MeasureRecord,
  runs: readonly SentenceRun[],
  context: CompositionContext,
): void {
  const { directory, language, messages, cautions } = context
  const gap = language === 'en' ? ' ' : ''
  if (directory.document(measure.documentId).data.nature === 'press-report') {
    writer.layout(gap)
    writer.sentence('signpost', messages.pressNote)
  }
  const caution = cautions.byMeasure.get(measure.id)
  if (caution !== undefined) {
    writer.layout('\n\n')
    writer.sentence('signpost', caution.text[language])
  }
  if (language !== 'en' || measure.translation === null) return
  for (const run of runs) {
    writer.layout('\n\n')
    writer.sentence('statement', messages.original(inline(textOfRun(measure, run))), [
      citeRun(measure, run, context),
    ])
  }
}

function leadFor(
  name: string,
  measure: MeasureRecord,
  commitment: Commitment | undefined,
  { directory, messages }: CompositionContext,
): string {
  switch (directory.document(measure.documentId).data.nature) {
    case 'measures':
      return commitment !== undefined && isLess(commitment)
        ? messages.leadWeaker(name)
        : messages.leadMeasure(name)
    case 'task-list':
      return messages.leadTask(name)
    case 'press-report':
      return messages.leadPress(name)
  }
}

function isHeading(measure: MeasureRecord, index: number): boolean {
  const { start, end } = measure.sentences[index] ?? { start: 0, end: 0 }
  return index > 0 && !/[。！？；”」』）)]$/u.test(measure.text.slice(start, end))
}

function inline(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' ')
}
