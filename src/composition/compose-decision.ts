import { standingOf } from '../documents/document-versions.js'
import type { Suggestion } from '../domain/answer.js'
import type { Corpus, CorpusDocument } from '../domain/corpus.js'
import type { AskedFacet } from '../domain/cues.js'
import type { MeasureRecord } from '../domain/measure.js'
import { type Decision, NATIONAL_NATURE, type SilentOffice } from '../retrieval/decide.js'
import type { Hit } from '../retrieval/search-measures.js'
import type { AskedName } from './asked-names.js'
import { type AskedRunsDeps, withAskedRuns } from './asked-runs.js'
import {
  composeComparison,
  composeEvidence,
  composeLookup,
  type CoverageRemark,
  type EvidencePlan,
  isTable,
} from './compose-evidence.js'
import { composeOverview, composeRefusal } from './compose-refusal.js'
import type { ComposedAnswer, CompositionContext } from './composer.js'
import type { AskedPromises } from './quoted-promises.js'
import type { SentenceEvidence, SentenceRun } from './select-sentences.js'
import type { StatedFacets } from './stated-facets.js'
import { unstatedRemarks } from './unstated-remarks.js'

/** What composing a decision needs besides the language. */
export interface DecisionComposerDeps extends AskedRunsDeps {
  readonly corpus: Corpus
  /** The day (ISO 8601) whose documents are asked about; today when left out. */
  readonly day?: string
  /** The runs of a hit's sentences that answer the question. */
  readonly select: (hit: SentenceEvidence, stating: readonly number[]) => SentenceRun[]
  /** The promises in some sentences of a measure that the question is about. */
  readonly asked: AskedPromises
  /** Which sentences of a measure state facets in answer to the question, and what none does. */
  readonly stated: (measure: MeasureRecord, asked: readonly AskedFacet[]) => StatedFacets
  /** How what it asks for is named where its facet's name fits only loosely. */
  readonly nameOf?: (facet: AskedFacet) => AskedName | undefined
  /** Whether it asks what a service costs: 要付钱吗,多少 is not about a sum in the text. */
  readonly asksCharge?: boolean
  /** Whether it asks for two things at once. */
  readonly asksTwice?: boolean
  /** What of a measure the question asks for. */
  readonly askedFacets: readonly AskedFacet[]
  readonly maxCitations: number
}

/** Turns a decision into an answer in the reader's language, by extraction alone. */
export function composeDecision(
  decision: Decision,
  deps: DecisionComposerDeps,
  context: CompositionContext,
): ComposedAnswer {
  const { messages, language } = context
  const { corpus } = deps
  const refuse = (
    outcome: Parameters<typeof composeRefusal>[0]['outcome'],
    remarks: readonly CoverageRemark[],
    rest: { near?: readonly MeasureRecord[]; suggestions?: readonly Suggestion[] } = {},
  ): ComposedAnswer =>
    composeRefusal(
      { outcome, remarks, near: rest.near ?? [], suggestions: rest.suggestions ?? [] },
      context,
    )
  switch (decision.kind) {
    case 'guardrail':
      return refuse('guardrail', [{ kind: 'lead', text: messages.guardrail }], {
        suggestions: messages.exampleQuestions,
      })
    case 'foreign-language':
      return refuse('out_of_scope', [
        { kind: 'lead', text: messages.outOfScope },
        { kind: 'lead', text: messages.foreignLanguage },
      ])
    case 'out-of-scope':
      return refuse(
        'out_of_scope',
        [
          { kind: 'lead', text: messages.outOfScope },
          ...(decision.signposts.length > 0
            ? signpostRemark(decision.signposts, corpus, language)
            : []),
          { kind: 'lead', text: messages.youCouldAsk },
        ],
        {
          suggestions: messages.exampleQuestions,
        },
      )
    case 'vague':
      return refuse('clarification', [{ kind: 'lead', text: messages.vague }], {
        suggestions: messages.vagueTopics,
      })
    case 'overview':
      return composeOverview(decision.documents, decision.everything, context)
    case 'which-document': {
      const number = decision.numbers[0] ?? 1
      const options = corpus.measures.filter((measure) => measure.number === number)
      return options.length === 0
        ? refuse(
            'measure_not_found',
            corpus.documents.map(({ data }) => ({
              kind: 'lead' as const,
              text: rangeOf(data.id, context),
            })),
          )
        : refuse('clarification', [{ kind: 'lead', text: messages.whichDocument(number) }], {
            suggestions: options.map((measure) => askAbout(measure, context)),
          })
    }
    case 'measure-not-found':
      return refuse(
        'measure_not_found',
        [
          ...[...new Set(decision.missing.map(({ documentId }) => documentId))].map((id) => ({
            kind: 'lead' as const,
            text: rangeOf(id, context),
          })),
          { kind: 'lead', text: messages.didYouMean },
        ],
        { suggestions: likelyMeant(decision.missing, corpus).map((m) => askAbout(m, context)) },
      )
    case 'lookup':
      return composeNumbers(decision, deps, context)
    case 'office-not-covered':
      return refuse(
        'office_not_covered',
        [
          { kind: 'absence', text: messages.officeNotIncluded(names(decision.officeIds, context)) },
          ...(decision.hasTopic
            ? [{ kind: 'absence' as const, text: messages.noOtherSpeaks }]
            : []),
          {
            kind: 'lead',
            text: messages.officesCovered(
              // The list for the whole country is offered by itself below.
              names([...new Set(officesBut(NATIONAL_NATURE, corpus))], context),
            ),
          },
          { kind: 'lead', text: messages.nationalHint },
        ],
        { near: decision.near, suggestions: nationalOverview(corpus, context) },
      )
    case 'no-evidence':
      return refuse(
        'no_evidence',
        [
          ...(decision.silent.length > 0
            ? silentRemarks(decision.silent, context)
            : [{ kind: 'absence' as const, text: messages.noEvidence(corpus.documents.length) }]),
          ...signpostRemark(decision.signposts, corpus, language),
        ],
        { near: decision.near },
      )
    case 'ended': {
      const said = [
        ...decision.measures.map((measure) => endedRemark(measure, deps.day, context)),
        ...decision.documents.map((document) => endedDocumentRemark(document, deps.day, context)),
      ]
      return refuse(
        'no_evidence',
        [
          ...[...new Set(said)].map((text) => ({ kind: 'absence' as const, text })),
          ...signpostRemark(decision.signposts, corpus, language),
        ],
        {
          near: [
            ...decision.measures,
            ...decision.documents.flatMap(({ measures }) => measures),
            ...decision.near,
          ],
        },
      )
    }
    case 'evidence': {
      const plan = planEvidence(decision, deps, context)
      return decision.comparison ? composeComparison(plan, context) : composeEvidence(plan, context)
    }
  }
}

/**
 * The plan of an answer that a language model may word: measures in sentences, not in a table and not
 * as a whole. `undefined` for every other decision.
 */
export function planWording(
  decision: Decision,
  deps: DecisionComposerDeps,
  context: CompositionContext,
): EvidencePlan | undefined {
  if (decision.kind === 'lookup') {
    const { about } = decision
    return about === undefined ? undefined : planNumber(decision, about, deps, context)
  }
  if (decision.kind !== 'evidence') return undefined
  const plan = planEvidence(decision, deps, context)
  return decision.comparison && isTable(plan) ? undefined : plan
}

function planEvidence(
  decision: Extract<Decision, { kind: 'evidence' }>,
  deps: DecisionComposerDeps,
  context: CompositionContext,
): EvidencePlan {
  const { messages, language, directory } = context
  const before: CoverageRemark[] = []
  if (decision.uncovered.length > 0) {
    before.push({
      kind: 'absence',
      text: messages.officeNotIncluded(names(decision.uncovered, context)),
    })
  }
  const first = decision.hits[0]?.measure
  if (decision.fromOtherOffice && first !== undefined) {
    before.push({
      kind: 'lead',
      text: messages.leadOtherOffice(directory.officeName(first.officeId, language)),
    })
  }
  const limited = limitRuns(
    decision.hits.map((hit) => ({
      measure: hit.measure,
      runs: withAskedRuns(
        hit.measure,
        deps.select(hit, deps.stated(hit.measure, deps.askedFacets).sentences),
        deps,
        context,
      ),
    })),
    decision.comparison ? Math.max(deps.maxCitations, decision.hits.length) : deps.maxCitations,
  )
  const chosen = limited.map((each) => ({ ...each, asked: deps.asked(each.measure, each.runs) }))
  const unstated = decision.comparison ? [] : unstatedRemarks(chosen, deps, context)
  const partial = decision.uncovered.length > 0 || decision.silent.length > 0 || unstated.length > 0
  return {
    outcome: partial ? 'partial' : 'answered',
    chosen,
    asksNow: deps.asksNow,
    before: [...before, ...(decision.comparison ? [] : silentRemarks(decision.silent, context))],
    after: [
      ...(decision.comparison ? silentRemarks(decision.silent, context) : []),
      ...unstated,
      ...(partial ? closingRemark(decision, deps.corpus, context) : []),
    ],
    near: decision.near,
  }
}

/** Where to turn with what is not answered: the office itself where it is not covered. */
function closingRemark(
  { signposts, uncovered }: Extract<Decision, { kind: 'evidence' }>,
  corpus: Corpus,
  context: CompositionContext,
): CoverageRemark[] {
  const { directory, language, messages } = context
  if (signposts.length > 0 || uncovered.length === 0) {
    return signpostRemark(signposts, corpus, language)
  }
  const hasHotline = uncovered.every((id) => directory.office(id).kind === 'customs')
  return [{ kind: 'signpost', text: messages.askOffice(names(uncovered, context), hasHotline) }]
}

/** The offices of the documents that are not of a nature, in order. */
function officesBut(nature: string, { documents }: Corpus): string[] {
  return documents.filter(({ data }) => data.nature !== nature).map(({ data }) => data.office)
}

function composeNumbers(
  decision: Extract<Decision, { kind: 'lookup' }>,
  deps: DecisionComposerDeps,
  context: CompositionContext,
): ComposedAnswer {
  const { about, measures } = decision
  if (about !== undefined)
    return composeEvidence(planNumber(decision, about, deps, context), context)
  const missing = missingRemarks(decision, context)
  const outcome = missing.length > 0 ? 'partial' : 'answered'
  return composeLookup(measures.slice(0, deps.maxCitations), outcome, missing, context)
}

function planNumber(
  decision: Extract<Decision, { kind: 'lookup' }>,
  about: Hit,
  deps: DecisionComposerDeps,
  context: CompositionContext,
): EvidencePlan {
  const { corpus, select } = deps
  const missing = missingRemarks(decision, context)
  const only = about.measure
  const { sentences } = deps.stated(only, deps.askedFacets)
  const runs = withAskedRuns(only, select(about, sentences), deps, context)
  const chosen = [{ measure: only, runs, asked: deps.asked(only, runs) }]
  const unstated = unstatedRemarks(chosen, deps, context)
  return {
    outcome: missing.length + unstated.length > 0 ? 'partial' : 'answered',
    chosen,
    asksNow: deps.asksNow,
    before: [],
    after: [
      ...missing,
      ...unstated,
      ...(unstated.length > 0 ? signpostRemark(decision.signposts, corpus, context.language) : []),
    ],
    near: corpus.measures.filter(
      ({ documentId, number }) =>
        documentId === only.documentId && Math.abs(number - only.number) === 1,
    ),
  }
}

/** That the document of a measure holds no more or not yet, since when and what took its place. */
function endedRemark(
  measure: MeasureRecord,
  day: string | undefined,
  { directory, messages, language }: CompositionContext,
): string {
  const { data } = directory.document(measure.documentId)
  const reference = directory.editionReference(measure, language)
  if (data.validFrom !== null && standingOf(data, day ?? directory.today()) === 'not_yet') {
    return messages.notYet(reference, data.validFrom)
  }
  const by = directory.successorName(data.id, language)
  return messages.ended(reference, data.status, data.validUntil, by)
}

/** The same of a document as a whole. */
function endedDocumentRemark(
  { data }: CorpusDocument,
  day: string | undefined,
  { directory, messages, language }: CompositionContext,
): string {
  const name = directory.documentName(data.id, language)
  if (data.validFrom !== null && standingOf(data, day ?? directory.today()) === 'not_yet') {
    return messages.notYetDocument(name, data.validFrom)
  }
  const by = directory.successorName(data.id, language)
  return messages.endedDocument(name, data.status, data.validUntil, by)
}

function missingRemarks(
  decision: Extract<Decision, { kind: 'lookup' }>,
  context: CompositionContext,
): CoverageRemark[] {
  const documents = new Set(decision.missing.map(({ documentId }) => documentId))
  return [...documents].map((id) => ({ kind: 'absence', text: rangeOf(id, context) }))
}

/** What is left for an office without a document of its own: the lists that hold for the whole country. */
function nationalOverview(
  corpus: Corpus,
  { directory, language, messages }: CompositionContext,
): Suggestion[] {
  return corpus.documents
    .filter(({ data }) => data.nature === NATIONAL_NATURE)
    .map(({ data }) => {
      const title = directory.documentTitle(data.id, language)
      return { label: title, question: messages.askOverview(title) }
    })
}

/** Leaves out runs past the most citations asked for, of the last measures first. */
function limitRuns<Chosen extends { readonly runs: readonly SentenceRun[] }>(
  chosen: readonly Chosen[],
  maxCitations: number,
): Chosen[] {
  let left = maxCitations
  return chosen.flatMap((entry) => {
    const runs = entry.runs.slice(0, Math.max(0, left))
    left -= runs.length
    return runs.length === 0 ? [] : [{ ...entry, runs }]
  })
}

function silentRemarks(
  silent: readonly SilentOffice[],
  { messages, directory, language }: CompositionContext,
): CoverageRemark[] {
  const seen = new Map<string, boolean>()
  for (const { officeId, certain } of silent) {
    seen.set(officeId, certain && (seen.get(officeId) ?? true))
  }
  return [...seen].map(([officeId, certain]) => {
    const name = directory.officeName(officeId, language)
    return {
      kind: 'absence',
      text: certain ? messages.absence(name) : messages.notDirectlyFound(name),
    }
  })
}

function signpostRemark(
  signposts: readonly { readonly id: string; readonly text: Record<string, string> }[],
  corpus: Corpus,
  language: CompositionContext['language'],
): CoverageRemark[] {
  const signpost = signposts[0] ?? corpus.signposts.find(({ id }) => id === 'default')
  const text = signpost?.text[language]
  return text === undefined ? [] : [{ kind: 'signpost', text }]
}

function names(
  ids: readonly string[],
  { directory, language, messages }: CompositionContext,
): string {
  return ids.map((id) => directory.officeName(id, language)).join(messages.listSeparator)
}

function rangeOf(
  documentId: string,
  { directory, language, messages }: CompositionContext,
): string {
  const { data } = directory.document(documentId)
  const title = directory.documentTitle(documentId, language)
  const { first, last } = data.numbering
  if (data.nature === 'press-report') return messages.caseRange(title, first, last)
  const short = (number: number): string => shortReference(documentId, number, language, directory)
  return messages.numberRange(title, short(first), short(last))
}

/** The end of a reference that names only the number: 第十九条, Measure 19. */
function shortReference(
  documentId: string,
  number: number,
  language: CompositionContext['language'],
  directory: CompositionContext['directory'],
): string {
  const reference = directory.referenceTo(documentId, number, language)
  return language === 'en'
    ? (reference.split(', ').at(-1) ?? reference)
    : reference.slice(reference.lastIndexOf('第'))
}

function askAbout(
  measure: MeasureRecord,
  { directory, language, messages }: CompositionContext,
): Suggestion {
  const reference = directory.reference(measure, language)
  return { label: reference, question: messages.ask(reference) }
}

/** Most measures offered instead of one that does not exist. */
const LIKELY_MAX = 4

/** Measures that a number out of range may have meant: the same number elsewhere, its last digit, the nearest. */
function likelyMeant(
  missing: Extract<Decision, { kind: 'measure-not-found' }>['missing'],
  corpus: Corpus,
): MeasureRecord[] {
  return missing.slice(0, 1).flatMap(({ documentId, number }) => {
    const own = corpus.measures.filter((measure) => measure.documentId === documentId)
    // Of four cases the asker can be shown all; a number of another list would lead away from them.
    if (own.length <= LIKELY_MAX) return own
    const candidates = [
      ...own.filter((m) => m.number === number % 10 || m.number === Math.floor(number / 10)),
      ...corpus.measures.filter((m) => m.number === number && m.documentId !== documentId),
      ...own.slice(-1),
    ]
    return [...new Set(candidates)].slice(0, LIKELY_MAX)
  })
}
