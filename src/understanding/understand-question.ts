import type { HistoryTurn } from '../domain/answer.js'
import type { Corpus, CorpusDocument } from '../domain/corpus.js'
import { type AskedFacet, askedFacetSchema } from '../domain/cues.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { Signpost } from '../domain/signpost.js'
import { detectScript, isEnglish } from '../scripts/detect-script.js'
import { foldText } from '../scripts/fold.js'
import { createRegionRecogniser } from '../scripts/region-recogniser.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import { toWrittenChinese } from '../scripts/written-chinese.js'
import { askingPart, looksUp } from './asking-part.js'
import { chooseAnswerLanguage } from './answer-language.js'
import { createFacetRecogniser } from './facet-recogniser.js'
import { createNameMatcher, type NameMention } from './name-matcher.js'
import { findNumberMentions, type NumberMention } from './number-mentions.js'
import { withoutQuestionFrame } from './question-frame.js'

/** Number of a measure asked for, in a document that is known. */
export interface MeasureReference {
  readonly documentId: string
  readonly number: number
}

/** What a question says, found without a model. Folded offsets equal offsets in the question. */
export interface Understanding {
  readonly question: string
  readonly folded: string
  /**
   * What is embedded of it: {@link withoutQuestionFrame} where a covered office's facet is asked for,
   * Cantonese as {@link toWrittenChinese} puts it.
   */
  readonly matter: string
  readonly language: AnswerLanguage
  /** Neither Chinese nor English. */
  readonly foreignLanguage: boolean
  /** Offices named, in order, each once. */
  readonly officeIds: readonly string[]
  /** The same by the name that was used: 海南 means an office and a programme, and is one name. */
  readonly officeGroups: readonly (readonly string[])[]
  /** Documents named or meant by an office together with a number. */
  /** Offices of which only a place is named, by itself: the place may be where goods come from. */
  readonly placeOnlyOfficeIds: readonly string[]
  readonly documentIds: readonly string[]
  /** Measures asked for by number that exist. */
  readonly references: readonly MeasureReference[]
  /** Numbers asked for in a known document that has no such measure. */
  readonly missing: readonly MeasureReference[]
  /** Numbers without a document. */
  readonly looseNumbers: readonly number[]
  /** Content words of the question beside offices, numbers and words that name no topic. */
  readonly topicTerms: readonly string[]
  /** The question without its names and numbers: what is searched. */
  readonly topicText: string
  /** The question tries to change the rules. */
  readonly injection: boolean
  /** The question without the clauses that do; empty when nothing else is asked. */
  readonly withoutInjection: string
  /** Cites an article of a law or notice that is none of our documents. */
  readonly citesOtherText: boolean
  readonly asksOverview: boolean
  readonly asksComparison: boolean
  /** What of a measure it asks for. */
  readonly askedFacets: readonly AskedFacet[]
  /** Whether it asks if something can be done already. */
  readonly asksNow: boolean
  readonly domain: boolean
  readonly farDomain: boolean
  readonly signposts: readonly Signpost[]
}

/** What {@link createQuestionReader} reads with. */
export interface QuestionReaderDeps {
  readonly corpus: Corpus
  readonly tokenizer: Tokenizer
}

/** What comes with a question. */
export interface QuestionContext {
  readonly requestedLanguage: string
  readonly history: readonly HistoryTurn[]
  readonly acceptLanguage?: string | undefined
}

/** Reads questions; made once for a corpus. */
export interface QuestionReader {
  /** @param question A cleaned question. */
  read(question: string, context: QuestionContext): Understanding
}

/** Characters between an office and a number such as 大连的第33项 or 大连海关 33 项 that still belong together. */
const NAME_TO_NUMBER_MAX_GAP = 6

/** Makes a {@link QuestionReader}: names, numbers and cues of the corpus are folded once. */
export function createQuestionReader({ corpus, tokenizer }: QuestionReaderDeps): QuestionReader {
  const { cues } = corpus
  const knownEnglish = englishWordsOf(corpus)
  const matchOffices = createNameMatcher(officeNames(corpus))
  const matchDocuments = createNameMatcher(documentNames(corpus))
  const documents = new Map(corpus.documents.map((document) => [document.data.id, document]))
  const injections = cues.injection.patterns.map((pattern) => new RegExp(pattern, 'iu'))
  const hasOverview = cueMatcher(cues.overview.words)
  const hasComparison = cueMatcher(cues.comparison.words)
  const hasDomain = cueMatcher(cues.domain.words)
  const hasNow = cueMatcher(cues.now.words)
  const nowPatterns = cues.now.patterns.map((pattern) => new RegExp(pattern, 'u'))
  const facets = askedFacetSchema.options.map((facet) => ({
    facet,
    matches: cueMatcher(cues.facets[facet] ?? []),
    patterns: (cues.facetPatterns[facet] ?? []).map((pattern) => new RegExp(pattern, 'u')),
  }))
  const fallbacks = askedFacetSchema.options.flatMap((facet) =>
    (cues.facetFallbacks?.[facet] ?? []).map((pattern) => ({
      facet,
      pattern: new RegExp(pattern, 'u'),
    })),
  )
  const recogniser =
    corpus.facetModel === undefined ? undefined : createFacetRecogniser(corpus.facetModel)
  const regions =
    corpus.regionModel === undefined ? undefined : createRegionRecogniser(corpus.regionModel)
  const hasFarDomain = cueMatcher(cues.outOfScope.words)
  const matchNotTopic = createNameMatcher(cues.notTopic.words.map((w) => [foldText(w), w] as const))
  // Terms are stemmed, so the words that are no topic must be too.
  const notTopic = new Set(
    [...cues.notTopic.words, ...cues.notTopic.english].flatMap((word) => [
      foldText(word),
      ...tokenizer.words(word),
    ]),
  )
  const signposts = corpus.signposts.map((signpost) => ({
    signpost,
    matches: cueMatcher([...signpost.cues.zh, ...signpost.cues.en]),
  }))

  const facetsOf = (folded: string): AskedFacet[] => {
    const asking = askingPart(folded)
    // 最多几天 asks for a time and for no amount.
    const ofAmount = asking.replace(AMOUNT_OF_TIME, ' ')
    const found = facets.flatMap(({ facet, matches, patterns }) =>
      asks(facet === 'amount' ? ofAmount : asking, matches, patterns) ? [facet] : [],
    )
    const told = withoutSubordinate(found, asking)
    return looksUp(asking) && told.some((facet) => facet === 'channel' || facet === 'place')
      ? told.filter((facet) => facet !== 'amount')
      : told
  }

  const fallbackFacets = (asking: string): AskedFacet[] =>
    unique(fallbacks.flatMap(({ facet, pattern }) => (pattern.test(asking) ? [facet] : [])))

  return {
    read(question, context) {
      const folded = foldText(question)
      // 沿海口岸 holds 海口 across two words: what begins and ends inside words is no name.
      const boundaries = tokenizer.wordBoundaries(folded)
      const offices = withoutEverywhere(
        matchOffices(folded).filter(
          ({ ids, start, end }) =>
            !ids.includes(NO_OFFICE) && (boundaries.has(start) || boundaries.has(end)),
        ),
        folded,
      )
      const named = matchDocuments(folded)
      const mentioned = findNumberMentions(folded).filter(
        (mention) => !named.some((name) => mention.start >= name.start && mention.end <= name.end),
      )
      const numbers = mentioned.filter((mention) => !belongsToOtherText(folded, mention, named))
      const resolved = resolveNumbers(numbers, named, offices, corpus, documents)
      const topicText = blankOut(folded, [...offices, ...named, ...resolved.used])
      const script = detectScript(question)
      const asksNow = hasNow(folded) || nowPatterns.some((pattern) => pattern.test(folded))
      const asksOverview = hasOverview(folded)
      const asksComparison = hasComparison(folded)
      const cued = facetsOf(folded)
      // What the cues tell is surer; where they tell nothing, the question may still ask something.
      const silent =
        cued.length === 0 && !asksNow && !asksOverview && (!asksComparison || offices.length === 1)
      const recognised = silent ? recogniser?.recognise(topicText) : undefined
      const asked = recognised === undefined ? cued : [recognised]
      const askedFacets =
        silent && recognised === undefined ? fallbackFacets(askingPart(folded)) : asked
      const documentIds = unique([...named.flatMap(({ ids }) => ids), ...resolved.documentIds])
      const officeIds = withoutRegion(offices, folded)
      // Where neither is named, how it is put may be all that tells what it is about.
      const namesCovered =
        documentIds.length > 0 ||
        corpus.documents.some(({ data }) => officeIds.includes(data.office))
      return {
        question,
        folded,
        matter: toWrittenChinese(
          namesCovered && cued.length > 0 ? withoutQuestionFrame(folded, named) : folded,
        ),
        language: chooseAnswerLanguage({
          requested: context.requestedLanguage,
          question,
          history: context.history,
          acceptLanguage: context.acceptLanguage,
          knownEnglish,
          isTaiwan: regions?.isTaiwan,
        }),
        foreignLanguage:
          script.script === 'other' ||
          (script.script === 'Latin' && !isEnglish(question, knownEnglish)),
        officeIds,
        officeGroups: groupsOf(offices),
        placeOnlyOfficeIds: placeOnly(offices, folded),
        documentIds,
        references: resolved.references,
        missing: resolved.missing,
        looseNumbers: resolved.loose,
        topicTerms: tokenizer
          .words(blankOut(topicText, matchNotTopic(topicText)))
          .filter((term) => !notTopic.has(term)),
        topicText,
        injection: injections.some((pattern) => pattern.test(folded)),
        withoutInjection: clausesOf(question)
          .filter((clause) => !injections.some((pattern) => pattern.test(foldText(clause))))
          .join(''),
        citesOtherText: numbers.length < mentioned.length,
        asksOverview,
        asksComparison,
        askedFacets,
        asksNow,
        domain: hasDomain(folded),
        farDomain: hasFarDomain(folded),
        signposts: signposts.filter(({ matches }) => matches(folded)).map((s) => s.signpost),
      }
    },
  }
}

/** Who finds out whether one qualifies: what it takes is not asked. */
const ASKS_WHO_JUDGES =
  /\b(?:rules?|decides?|determines?|judges?|establish(?:es)?|checks?|confirms?|certif(?:y|ies))\b[^.?!]{0,12}\b(?:whether|if|who|which)\b|(?:资格|资质)[^,。;?!]{0,4}[由归是](?:谁|边个|[哪边]一?个)/u
/** By what it is decided how something is done. */
const DECIDES_HOW = /(?:决定|判断)(?:怎[么样]|点样?|如何)/u
/** Money that is lent, refunded or taken and pays for no service: 借到几多钱, 罚多少钱. */
const SUM_OF_MONEY =
  /(?:借|贷|融资|授信|批出|罚|退|补贴|补助|奖励?|赔|保证金|押金)[^,。;?!]{0,6}(?:多少|几多?)(?:钱|万)|\bhow much (?:can|could|may) (?:i|we|one|you) (?:borrow|get back|claim)\b/u
const SPEAKS_OF_FEES = /费|\b(?:fees?|charges?d?|costs?)\b/u

/** The facets found without those of which only a part of the question speaks. */
function withoutSubordinate(found: readonly AskedFacet[], asking: string): AskedFacet[] {
  const judges = found.includes('responsible') && ASKS_WHO_JUDGES.test(asking)
  const decides = DECIDES_HOW.test(asking)
  const isSum = SUM_OF_MONEY.test(asking) && !SPEAKS_OF_FEES.test(asking)
  return unique(
    found
      .filter((facet) => !judges || (facet !== 'who' && facet !== 'conditions'))
      .filter((facet) => facet !== 'channel' || !found.includes('conditions') || !decides)
      .map((facet) => (facet === 'fee' && isSum ? 'amount' : facet)),
  )
}

/** The most or least of a time that is asked for. */
const AMOUNT_OF_TIME =
  /(?:最[多少长短]|至[多少]|顶多|起码|不超过|最多只能)[^,。;?!]{0,4}?(?:多少|几多?|多)个?(?:工作)?(?:[天日周年久]|小时|钟头|分钟|星期|礼拜|个月|月)|\b(?:at most|at least|up to|no more than|maximum(?: of)?) how many (?:working )?(?:days|hours|weeks|months|years)\b/gu

function asks(
  text: string,
  matches: (text: string) => boolean,
  patterns: readonly RegExp[],
): boolean {
  return matches(text) || patterns.some((pattern) => pattern.test(text))
}

/** Ends of a clause; the mark stays with the clause before it. */
const CLAUSE_END = /(?<=[。！？!?；;，,：:\n]|\.\s)/u

function clausesOf(question: string): string[] {
  return question.split(CLAUSE_END)
}

/** What a number follows when it counts the articles of a law: 《海关法》第八十二条, Article 3 of the Customs Law. */
const OTHER_TEXT_BEFORE =
  /(?:》|法|条例|办法|公告|总署令|规章|细则|law|act|code|decree)\s*(?:的|中)?\s*(?:[[(〔]?\d{4}[\])〕]?年?)?\s*$/u
const OTHER_TEXT_AFTER = /^\s*of (?:the )?(?:[a-z]+ ){0,3}(?:law|act|code|regulations?|decree)/u

function belongsToOtherText(
  folded: string,
  { start, end }: NumberMention,
  named: readonly NameMention<string>[],
): boolean {
  const nearNamed = named.some(
    (name) => name.end <= start && start - name.end <= NAME_TO_NUMBER_MAX_GAP,
  )
  if (nearNamed) return false
  return OTHER_TEXT_BEFORE.test(folded.slice(0, start)) || OTHER_TEXT_AFTER.test(folded.slice(end))
}

function groupsOf(offices: readonly NameMention<string>[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const { ids } of offices) {
    // 海南 beside 海口海关 says nothing more: a group inside another is the same name again.
    const key = ids.toSorted().join(' ')
    if (!groups.has(key)) groups.set(key, [...ids])
  }
  const all = [...groups.values()]
  return all.filter(
    (group) =>
      !all.some((other) => other.length < group.length && other.every((id) => group.includes(id))),
  )
}

const EVERYWHERE = /^(?:全国|nationwide)$/u
/** 全国通用, 全国各地, 全国海关: in the whole country; 全国任务表 and 全国又怎么说 mean the list. */
const EVERYWHERE_BEFORE =
  /^(?:各|海关|的?(?:综保|综合保税|保税|口岸|港口|海关|企业|地方)|通用|都|了|范围|巡|推|有效|通行|通办|认|加工|性|首|第|最|市场|口岸|其他|任何|[?,。!]|$)/u
/** What follows 全国 where it means the list: 全国的规定, 全国那份, 全国怎么说. Else it says of what: 全国水产品. */
const LIST_BEHIND =
  /^(?:的|那|这|呢|版|层面|统一|任务|清单|措施|文件|政策|规定|要求|行动|专项|有|冇|是|又|也|怎|点|如何|说|话|讲|提|写|对|20\d\d|[,。?!:]|$)/u
const LIST_OF_THE_COUNTRY =
  /^ (?:list|lists|measures?|documents?|actions?|rules?|polic(?:y|ies)|campaign|tasks?|programme|program|version|text)\b/u
const BESIDE_THE_COUNTRY =
  /(?:[和与跟同及、]|还是|对比|相比|\b(?:the|and|or|vs\.?|versus|with))\s?$/u

/** Beside another office, 全国 and nationwide often say how far something holds, and name no document. */
function withoutEverywhere(
  offices: readonly NameMention<string>[],
  folded: string,
): NameMention<string>[] {
  const says = ({ start, end }: NameMention<string>): boolean => {
    const name = folded.slice(start, end)
    if (!EVERYWHERE.test(name) || BESIDE_THE_COUNTRY.test(folded.slice(0, start))) return false
    const behind = folded.slice(end)
    return name === 'nationwide'
      ? !LIST_OF_THE_COUNTRY.test(behind)
      : EVERYWHERE_BEFORE.test(behind) || !LIST_BEHIND.test(behind)
  }
  const named = offices.filter((mention) => !says(mention))
  return named.length === 0 ? [...offices] : named
}

/** What stands between the names of two offices that are asked about together. */
const JOINS = /^\s*(?:和|与|跟|同|及|以及|或|还是|对比|、|,|\/|&|and|or|vs\.?|versus)\s*$/u
const NAMES_CUSTOMS = /海关|关区|customs/u

/**
 * Ids of the offices named. Where an office is named as customs, the name of its region (海南 beside
 * 海口海关) says where goods go, and asks for no second document.
 */
function withoutRegion(offices: readonly NameMention<string>[], folded: string): string[] {
  const asCustoms = offices.filter(({ start, end }) => NAMES_CUSTOMS.test(folded.slice(start, end)))
  return unique(
    offices.flatMap(({ ids }) =>
      asCustoms.some(
        (named) => ids.length > named.ids.length && named.ids.every((id) => ids.includes(id)),
      )
        ? []
        : ids,
    ),
  )
}

function placeOnly(offices: readonly NameMention<string>[], folded: string): string[] {
  const asked = offices.filter(({ start, end }, index) => {
    const next = offices[index + 1]
    const before = offices[index - 1]
    return (
      NAMES_CUSTOMS.test(folded.slice(start, end)) ||
      (next !== undefined && JOINS.test(folded.slice(end, next.start))) ||
      (before !== undefined && JOINS.test(folded.slice(before.end, start)))
    )
  })
  const askedIds = new Set(asked.flatMap(({ ids }) => ids))
  return unique(offices.flatMap(({ ids }) => ids)).filter((id) => !askedIds.has(id))
}

/** Words of the translations and of the names in them, lower case. */
function englishWordsOf({ measures, offices }: Corpus): ReadonlySet<string> {
  const words = new Set<string>()
  const add = (text: string): void => {
    // One text at a time: all words of a large corpus at once would take gigabytes.
    for (const word of text.toLowerCase().match(/\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu) ??
      []) {
      words.add(word)
    }
  }
  for (const { translation } of measures) add(translation?.text ?? '')
  for (const { names } of offices) add(names.en)
  return words
}

function cueMatcher(words: readonly string[]): (folded: string) => boolean {
  const match = createNameMatcher(words.map((word) => [foldText(word), word] as const))
  return (folded) => match(folded).length > 0
}

/** Id of words that hold the name of an office and mean none. */
const NO_OFFICE = ''

function* officeNames(corpus: Corpus): Iterable<readonly [string, string]> {
  for (const word of corpus.cues.notOffices.words) yield [foldText(word), NO_OFFICE]
  for (const office of corpus.offices) {
    if (office.kind === 'body') continue
    for (const { names, aliases } of [office, ...office.places]) {
      for (const name of [...Object.values(names), ...aliases]) {
        for (const form of shortForms(name)) yield [foldText(form), office.id]
      }
    }
  }
}

const BONDED_ZONE = /^(.+) Comprehensive Bonded Zone$/u

/** A name and what it is called for short: Haikou Comprehensive Bonded Zone, Haikou's bonded zone. */
function shortForms(name: string): string[] {
  const town = BONDED_ZONE.exec(name)?.[1]
  if (town === undefined) return [name]
  return [
    name,
    ...['', "'s"].flatMap((s) => [`${town}${s} bonded zone`, `${town}${s} free trade zone`]),
  ]
}

function* documentNames(corpus: Corpus): Iterable<readonly [string, string]> {
  for (const { data } of corpus.documents) {
    for (const name of [...Object.values(data.title.names), ...data.aliases]) {
      yield [foldText(name), data.id]
    }
  }
}

interface ResolvedNumbers {
  readonly references: MeasureReference[]
  readonly missing: MeasureReference[]
  readonly loose: number[]
  readonly documentIds: string[]
  readonly used: NumberMention[]
}

function resolveNumbers(
  numbers: readonly NumberMention[],
  named: readonly NameMention<string>[],
  offices: readonly NameMention<string>[],
  corpus: Corpus,
  documents: ReadonlyMap<string, CorpusDocument>,
): ResolvedNumbers {
  const result: ResolvedNumbers = {
    references: [],
    missing: [],
    loose: [],
    documentIds: [],
    used: [],
  }
  const names = [
    ...named.map((mention) => ({ ...mention, documentIds: mention.ids })),
    ...offices.map((mention) => ({
      ...mention,
      documentIds: corpus.documents
        .filter(({ data }) => mention.ids.includes(data.office))
        .map(({ data }) => data.id),
    })),
  ].filter(({ documentIds }) => documentIds.length > 0)

  for (const number of numbers) {
    const before = names.filter(({ end }) => end <= number.start).toSorted((a, b) => b.end - a.end)
    const nearest = before[0]
    const adjacent = nearest !== undefined && number.start - nearest.end <= NAME_TO_NUMBER_MAX_GAP
    if (!number.explicit && !adjacent) continue
    const candidates = unique(
      (nearest ?? names.toSorted((a, b) => a.start - b.start)[0])?.documentIds ?? [],
    ).flatMap((id) => documents.get(id) ?? [])
    const document = chooseDocument(candidates, number, corpus)
    result.used.push(number)
    const range = Array.from({ length: number.to - number.from + 1 }, (_, i) => number.from + i)
    if (document === undefined) {
      result.loose.push(...range)
      continue
    }
    const documentId = document.data.id
    // 大连43项 names the document, not its last measure.
    if (!number.explicit && number.from === document.measures.length) {
      result.documentIds.push(documentId)
      continue
    }
    result.documentIds.push(documentId)
    for (const value of range) {
      const exists = document.measures.some((measure) => measure.number === value)
      ;(exists ? result.references : result.missing).push({ documentId, number: value })
    }
  }
  return result
}

function chooseDocument(
  candidates: readonly CorpusDocument[],
  { hint }: NumberMention,
  corpus: Corpus,
): CorpusDocument | undefined {
  const fits = ({ data }: CorpusDocument): boolean =>
    hint === 'case' ? data.numbering.kind === 'cases' : data.numbering.kind !== 'cases'
  if (hint === 'case' || (hint === 'table' && candidates.length === 0)) {
    const kind = hint === 'case' ? 'cases' : 'table-rows'
    const ofKind = (candidates.length > 0 ? candidates : corpus.documents).filter(
      ({ data }) => data.numbering.kind === kind,
    )
    if (ofKind.length === 1) return ofKind[0]
  }
  const fitting = candidates.filter(fits)
  if (fitting.length === 1) return fitting[0]
  return candidates.length === 1 ? candidates[0] : undefined
}

function blankOut(text: string, spans: readonly { start: number; end: number }[]): string {
  let result = text
  for (const { start, end } of spans) {
    result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end)
  }
  return result
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
