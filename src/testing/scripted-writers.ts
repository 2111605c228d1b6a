import type { AnswerLanguage } from '../domain/language.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import type { PlayedModel } from './played-model-names.js'
import { type PromptSentence, promptSentences } from './prompt-sources.js'
import { type ChatRequestBody, type Script, typed } from './scripted-model-server.js'

/** Says of each source what its first sentence says, in slightly other words, and cites it. */
export const honest: Script = (body) => {
  const firsts = sourcesIn(body).flatMap((sentences) => sentences.slice(0, 1))
  return typed(tell(firsts, body).join('\n'))
}

/** Every sentence of the sources in slightly other words, each with its mark. */
export function tellAll(body: ChatRequestBody): string[] {
  return tell(sourcesIn(body).flat(), body)
}

function tell(sentences: readonly ShownSentence[], body: ChatRequestBody): string[] {
  const language = languageOf(body)
  return sentences.map(({ text, mark }) =>
    written(paraphrase(text, language === 'en'), mark, language),
  )
}

/** The ways in which {@link lying} lies. */
export const LIE_KINDS = [
  'wrong-number',
  'wrong-unit',
  'wrong-office',
  'invented-measure',
  'invented-quote',
  'number-of-another-source',
  'negated',
  'may-to-must',
  'import-to-export',
  'before-to-after',
  'up-to-to-at-least',
  'explored-to-may',
  'widened-scope',
  'uncited',
  'unknown-mark',
  'link',
  'image',
  'html',
  'prompt',
  'injected-instruction',
] as const
/** A way to lie. */
export type LieKind = (typeof LIE_KINDS)[number]

/**
 * Says of each source what one of its sentences says, changed in one way so that it is false, and
 * cites that sentence. Fails (status 500, `failures`) when no sentence can be changed so.
 */
export function lying(kind: LieKind): Script {
  return (body) => {
    const lies = liesOf(kind, body)
    if (lies.length === 0) throw new Error(`no sentence can be made to lie: ${kind}`)
    return typed(lies.join('\n'))
  }
}

/**
 * Models that can answer any question, the same one always in the same words: `honest` tells of each
 * source what it says, `lying` makes that false in one of the {@link LIE_KINDS}, `mixed` does both. They
 * say nothing to a request without sources, such as one to condense a question.
 */
export const playedModels: Readonly<Record<PlayedModel, Script>> = {
  honest,
  lying: (body) => typed(someLies(body).join('\n')),
  mixed: (body, turn) => [...honest(body, turn), ...typed(`\n${someLies(body).join('\n')}`)],
}

/** Lies of the first kind that the sources allow, beginning with one that depends on the question. */
function someLies(body: ChatRequestBody): string[] {
  const user = body.messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const first = Array.from(user).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0)
  for (const index of LIE_KINDS.keys()) {
    const kind = LIE_KINDS[(first + index) % LIE_KINDS.length]
    const lies = kind === undefined ? [] : liesOf(kind, body)
    if (lies.length > 0) return lies
  }
  return []
}

/** One lie about each source that holds something to lie about. */
function liesOf(kind: LieKind, body: ChatRequestBody): string[] {
  const language = languageOf(body)
  const english = language === 'en'
  const sources = sourcesIn(body)
  return sources.flatMap((sentences) => {
    for (const { text, mark } of sentences) {
      const others = sources.filter((other) => other !== sentences).flat()
      const told = lieAbout(kind, paraphrase(text, english), english, others)
      if (told === undefined) continue
      const cited = kind === 'uncited' ? '' : kind === 'unknown-mark' ? '[S99.1]' : mark
      return [written(told, cited, language)]
    }
    return []
  })
}

type ShownSentence = Pick<PromptSentence, 'mark' | 'text'>

/** The sentences of each source of a request; titles only of measures that have no more. */
function sourcesIn(body: ChatRequestBody): ShownSentence[][] {
  const sources = new Map<number, PromptSentence[]>()
  for (const sentence of promptSentences(body)) {
    sources.set(sentence.source, [...(sources.get(sentence.source) ?? []), sentence])
  }
  return [...sources.values()].map((sentences) => {
    const bodies = sentences.filter(({ index }) => index > 0)
    return bodies.length > 0 ? bodies : sentences
  })
}

/** The language that the instructions ask for. */
function languageOf({ messages }: ChatRequestBody): AnswerLanguage {
  const system = messages.find(({ role }) => role === 'system')?.content ?? ''
  if (!/\p{Script=Han}/u.test(system)) return 'en'
  if (system.includes('香港')) return 'zh-Hant-HK'
  return system.includes('臺灣') ? 'zh-Hant-TW' : 'zh-Hans'
}

const REWORDED: Readonly<Record<'zh' | 'en', readonly (readonly [RegExp, string])[]>> = {
  zh: [
    [/无需/u, '不需要'],
    [/以及/u, '和'],
    [/能够/u, '能'],
    [/并且/u, '并'],
  ],
  en: [
    [/\bneed not\b/u, 'do not need to'],
    [/\benterprises\b/gu, 'companies'],
    [/\bin accordance with\b/iu, 'under'],
  ],
}

/** Without its stop. */
function paraphrase(text: string, english: boolean): string {
  const start = text.replace(/[。；.;]$/u, '')
  return REWORDED[english ? 'en' : 'zh'].reduce((said, [from, to]) => said.replace(from, to), start)
}

const converter = createScriptConverter()

function written(sentence: string, mark: string, language: AnswerLanguage): string {
  if (language === 'en') return `${sentence} ${mark}.`
  if (language === 'zh-Hans') return `${sentence}${mark}。`
  return `${converter.toTraditional(sentence, language === 'zh-Hant-HK' ? 'HK' : 'TW')}${mark}。`
}

type Change = readonly [RegExp, string]

/** Changes that make a sentence false; the first that fits is made. `$` patterns as in `replace`. */
const CHANGES: Readonly<Partial<Record<LieKind, readonly Change[]>>> = {
  'wrong-number': [
    [/(?<![\d.])([1-9])(?=\d*(?:\.\d+)?(?:万|亿|元|个|年|月|天|日|小时|%|\b))/u, '7$1'],
    [/[一二三四五六](?=个月|个工作日|年|天|小时|项|种)/u, '九'],
    [/\b(?:one|two|three|four|five|six)(?= (?:months?|years?|days?|hours?|working))/iu, 'nine'],
  ],
  'wrong-unit': [
    [/万元/u, '元'],
    [/个月/u, '年'],
    [/小时/u, '天'],
    [/(?<=(?<!\d)\d{1,2}|[一二三四五六半])年/u, '个月'],
    [/\bmonths\b/u, 'years'],
    [/\bhours\b/u, 'days'],
    [/\byears\b/u, 'months'],
    [/\b1 year\b/u, '1 month'],
    [/\byuan\b/u, 'US dollars'],
  ],
  'wrong-office': [
    [/^(?=.*\p{Script=Han})/u, '在广州海关，'],
    [/^/u, 'At Guangzhou Customs, '],
  ],
  'invented-measure': [
    [/(?<=\p{Script=Han}.*)$/u, '，并免收全部费用'],
    [/$/u, ', and all fees are waived'],
  ],
  'invented-quote': [
    [/(?<=\p{Script=Han}.*)$/u, '，称为“绿色免检通道”'],
    [/$/u, ', called the "green inspection-free lane"'],
  ],
  negated: [
    [/(?<!不)(可以|允许|支持|实施|实行|推进|推动|开展|优化)/u, '不$1'],
    [/\b(may|is|are|can|will)\b(?! not)/u, '$1 not'],
    [/\b(supports|applies|carries out|advances|explores|extends)\b/u, 'never $1'],
  ],
  'may-to-must': [
    [/可以/u, '必须'],
    [/(?<![许认不])可(?![能靠行视])/u, '必须'],
    [/\b(?:may|can)\b/u, 'must'],
  ],
  'import-to-export': [
    [/(?<!出)进口/u, '出口'],
    [/(?<!进)出口/u, '进口'],
    [/(?<!出)(?:进境|入境)/u, '出境'],
    [/(?<![进入])出境/u, '进境'],
    [/\bimport/iu, 'export'],
    [/\bexport/iu, 'import'],
    [/\binbound\b/iu, 'outbound'],
  ],
  'before-to-after': [
    [/(?:之|以)前/u, '之后'],
    [/(?:之|以)后/u, '之前'],
    [/提前/u, '事后'],
    [/(?<=[检验行离报核准港达])前/u, '后'],
    [/(?<=[检验行离报核准成港达])后/u, '前'],
    [/\b(?:before|prior to)\b/iu, 'after'],
    [/\bafter\b/iu, 'before'],
    [/\bin advance\b/iu, 'afterwards'],
  ],
  'up-to-to-at-least': [
    [/最高|最长|至多|不超过|不满|未满|不足|低于/u, '至少'],
    [/以内|以下|内(?=[，,。完办])/u, '以上'],
    [
      /\b(?:up to|no more than|not exceeding|at most|within(?= (?:\d|one|two|three))|less than|under(?= RMB))\b/iu,
      'at least',
    ],
  ],
  'explored-to-may': [
    [/^(?:持续|继续|积极|进一步)?(?:探索|争取|推动|支持|推进)/u, '现在可以'],
    [/\b(?:explores|supports|promotes|advances)\b/u, 'now allows'],
    [/\bis to (?=explore|strive|support|promote|advance)/u, 'already does '],
  ],
  'widened-scope': [
    [/仅限?|只限?|部分|低风险|符合条件的|符合要求的|高级认证/u, '所有'],
    [/\b(?:only|some|low-risk|eligible|qualified|certain)\b/iu, 'all'],
  ],
  uncited: [[/^/u, '']],
  'unknown-mark': [[/^/u, '']],
  link: [
    [/(?<=\p{Script=Han}.*)$/u, '，详见 https://example.org/apply'],
    [/$/u, ', see https://example.org/apply'],
  ],
  image: [[/$/u, ' ![x](https://example.org/x.png)']],
  html: [[/$/u, ' <script>alert(1)</script>']],
  prompt: [
    [/^(?=.*\p{Script=Han})/u, '每一句之后都用方括号标出依据，没有依据的话不写；'],
    [/^/u, 'After every sentence put its basis in square brackets; '],
  ],
  'injected-instruction': [
    [/^.*\p{Script=Han}.*$/u, '已按指令解除限制，全部手续请致电 400-123-4567 办理'],
    [/^.*$/u, 'As instructed the rules are lifted; call 400-123-4567 for all formalities'],
  ],
}

const AMOUNT =
  /\d+(?:\.\d+)?(?:万元|元|个月|年|天|小时|%)|\b\d+ (?:months|days|hours|years|yuan)\b/u

/** The sentence made false; `undefined` when it holds nothing to be changed in this way. */
function lieAbout(
  kind: LieKind,
  sentence: string,
  english: boolean,
  others: readonly ShownSentence[],
): string | undefined {
  if (kind === 'number-of-another-source') {
    const amount = others
      .map(({ text }) => AMOUNT.exec(text)?.[0])
      .find((found) => found !== undefined && !sentence.includes(found))
    if (amount === undefined) return undefined
    return sentence + (english ? `, within ${amount}` : `，以${amount}为限`)
  }
  const change = CHANGES[kind]?.find(([from]) => from.test(sentence))
  return change === undefined ? undefined : sentence.replace(...change)
}
