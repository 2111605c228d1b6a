import type { Corpus } from '../domain/corpus.js'
import type { AnswerLanguage } from '../domain/language.js'
import { foldText } from '../scripts/fold.js'
import { createNameMatcher } from '../understanding/name-matcher.js'

/** What the words of a front end may change about an answer; each is left out where none is asked for. */
export interface Hints {
  /** Language of the answer. */
  readonly language?: AnswerLanguage
  /** The one office whose measures are looked at first. */
  readonly officeId?: string
  /** Most measures cited. */
  readonly maxCitations?: number
}

/** Reads hints; made once for a corpus. */
export interface HintReader {
  /**
   * What the messages of a front end (`system`, `developer`) ask for.
   *
   * Whoever writes them is as little known as the asker, so a hint can only choose among what every
   * caller may ask for: a language, one of the covered offices, fewer or more citations. It is read by
   * fixed wordings and never shown to a model; sentences that try to change rules, that say "not" or
   * set a condition are passed over, and so are hints that contradict each other. No hint adds
   * evidence, changes words or lifts a limit.
   *
   * @param hints Texts of such messages.
   * @param said What the user said, last thing last. Its own words win: a language asked for there, an
   *   office or document named there, a comparison of offices.
   */
  read(hints: readonly string[], said: readonly string[]): Hints
}

/** Characters of hints that are read; what says how to answer stands in front of long prompts. */
const HINT_MAX_LENGTH = 8000

/** Fewest and most citations a request may ask for. */
const CITATIONS_MIN = 1
const CITATIONS_MAX = 10

const SENTENCE_END = /(?<=[。！？!?；;\n])|(?<=\.)(?=\s)/u

/** Folded sentences that are no plain wish. */
const NOT_A_WISH =
  /\b(?:not|never|no longer|don't|doesn't|without|avoid|unless|if|when|whenever|except|instead of)\b|不|勿|别|禁止|避免|如果|假如|若|除非|除了|当.{0,20}时/u

/** Languages by their folded names, the more exact ones first. */
const LANGUAGES: readonly (readonly [RegExp, AnswerLanguage | 'Chinese'])[] = [
  [/zh-(?:tw|hant-tw)\b/u, 'zh-Hant-TW'],
  [/zh-(?:hk|mo|hant(?:-hk|-mo)?)\b/u, 'zh-Hant-HK'],
  [/zh-(?:cn|sg|hans(?:-cn|-sg)?)\b/u, 'zh-Hans'],
  [
    /traditional chinese,? *\(?(?:as used in|for|of|in)? *taiwan\)?|taiwan(?:ese)?(?:'s)? traditional chinese|台湾(?:的)?(?:繁体|正体)(?:中文|字)?|(?:繁体|正体)(?:中文|字)?(?:\(台湾\))|正体中文/u,
    'zh-Hant-TW',
  ],
  [/traditional chinese|cantonese|繁体(?:中文|字)?|粤语|广东话/u, 'zh-Hant-HK'],
  [/simplified chinese|mandarin|简体(?:中文|字)?|普通话/u, 'zh-Hans'],
  [/\bchinese\b|中文|汉语|华语/u, 'Chinese'],
  [/\benglish\b|英文|英语/u, 'en'],
]

/** "Answer in …", "the answer should be in …", "用…回答". */
const IN_LANGUAGE = [
  /\b(?:answers?|repl(?:y|ies)|respon(?:d|ses?)|write|speak|output|communicate|talk)\b[^.:]{0,40}?\b(?:in|language:?) (.{2,60})/u,
  /(?:用|以|使用)(.{2,12}?)(?:来|进行)?(?:回答|回复|作答|答复|回应|输出|交流|写)/u,
  /(?:回答|回复|作答|答复|回应|输出)(?:时)?(?:请|必须|一律|都|统一)?(?:用|使用|语言[:为是])(.{2,12})/u,
] as const

/** "Focus on …", "只回答…". */
const FOCUS =
  /\b(?:focus(?:es|ed)? on|concentrate on|only (?:answers?|about|for|cover|use|look at)|answers? only|speciali[sz](?:es?|ed|ing) in|limit(?:ed)? (?:\w+ ){0,3}to|restrict(?:ed)? (?:\w+ ){0,3}to|prefer)\b|专注|聚焦|围绕|侧重|限于|优先|(?:只|仅)(?:回答|看|查|讨论|介绍|涉及|针对|用|使用)/u

/** "At most 3 citations", "最多引用3项". */
const CITATIONS = [
  /\b(?:at most|no more than|up to|maximum(?: of)?|max\.?) (\d{1,3}) (?:\w+ )?(?:citations?|sources?|measures?|references?)\b/u,
  /\b(?:cite|list|give) (?:only )?(\d{1,3}) (?:citations?|sources?|measures?|references?)(?: at most| or fewer)\b/u,
  /(?:最多|至多|上限)(?:只)?(?:引用|列出|列|给出)?(\d{1,3})(?:项|条|个|处)/u,
  /引用(?:最多|至多|限)(\d{1,3})(?:项|条|个|处)/u,
] as const

const HAN = /\p{Script=Han}/u

/** Makes a {@link HintReader}. */
export function createHintReader({
  corpus,
}: {
  readonly corpus: Pick<Corpus, 'offices' | 'documents' | 'cues'>
}): HintReader {
  const injections = corpus.cues.injection.patterns.map((pattern) => new RegExp(pattern, 'iu'))
  const matchOffices = createNameMatcher(officeNames(corpus))
  const matchDocuments = createNameMatcher(documentNames(corpus))
  const matchComparison = createNameMatcher(
    corpus.cues.comparison.words.map((word) => [foldText(word), word] as const),
  )
  const withMeasures = new Set(corpus.documents.map(({ data }) => data.office))

  /** The office that a sentence wants looked at; none when it names several. */
  function officeIn(sentence: string): string | undefined {
    if (!FOCUS.test(sentence)) return undefined
    const ids = new Set(matchOffices(sentence).flatMap((mention) => mention.ids))
    const [only] = ids
    return ids.size === 1 && only !== undefined && withMeasures.has(only) ? only : undefined
  }

  return {
    read(hints, said) {
      const sentences = wishesIn(hints.join('\n').slice(0, HINT_MAX_LENGTH), injections)
      const own = said.map(foldText)
      const last = own.at(-1) ?? ''
      const language =
        languageIn(last) === undefined ? onlyOne(sentences.map(languageIn)) : undefined
      const officeId = own.some(
        (text) =>
          matchOffices(text).length > 0 ||
          matchDocuments(text).length > 0 ||
          matchComparison(text).length > 0,
      )
        ? undefined
        : onlyOne(sentences.map(officeIn))
      const maxCitations = onlyOne(sentences.map(citationsIn))
      const form = language === 'Chinese' ? (HAN.test(last) ? undefined : 'zh-Hans') : language
      return {
        ...(form === undefined ? {} : { language: form }),
        ...(officeId === undefined ? {} : { officeId }),
        ...(maxCitations === undefined ? {} : { maxCitations }),
      }
    },
  }
}

/** The folded sentences that wish for something, without those that try to change rules. */
function wishesIn(text: string, injections: readonly RegExp[]): string[] {
  return text
    .split(SENTENCE_END)
    .map((sentence) => foldText(sentence).trim())
    .filter(
      (sentence) =>
        sentence !== '' &&
        !NOT_A_WISH.test(sentence) &&
        !injections.some((pattern) => pattern.test(sentence)),
    )
}

/** The one language that a folded sentence asks for; none when it leaves a choice. */
function languageIn(sentence: string): AnswerLanguage | 'Chinese' | undefined {
  for (const pattern of IN_LANGUAGE) {
    const named = pattern.exec(sentence)?.[1]
    if (named === undefined) continue
    const found = new Set<AnswerLanguage | 'Chinese'>()
    let rest = named
    for (const [name, language] of LANGUAGES) {
      if (!name.test(rest)) continue
      found.add(language)
      rest = rest.replace(name, ' ')
    }
    return found.size === 1 ? [...found][0] : undefined
  }
  return undefined
}

function citationsIn(sentence: string): number | undefined {
  for (const pattern of CITATIONS) {
    const count = Number(pattern.exec(sentence)?.[1] ?? Number.NaN)
    if (count >= CITATIONS_MIN && count <= CITATIONS_MAX) return count
  }
  return undefined
}

/** What all that say anything say; nothing when they contradict each other. */
function onlyOne<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const different = new Set(values.filter((value) => value !== undefined))
  return different.size === 1 ? [...different][0] : undefined
}

function* officeNames({ offices }: Pick<Corpus, 'offices'>): Iterable<readonly [string, string]> {
  for (const office of offices) {
    if (office.kind === 'body') continue
    for (const { names, aliases } of [office, ...office.places]) {
      for (const name of [...Object.values(names), ...aliases]) yield [foldText(name), office.id]
    }
  }
}

function* documentNames({
  documents,
}: Pick<Corpus, 'documents'>): Iterable<readonly [string, string]> {
  for (const { data } of documents) {
    for (const name of [...Object.values(data.title.names), ...data.aliases]) {
      yield [foldText(name), data.id]
    }
  }
}
