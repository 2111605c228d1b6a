/** Words of a measure that say who or what qualifies, with what stands around them. */
export interface QualifyingWords {
  readonly facet: string
  readonly words: string
  /** The sentence that they stand in, or its piece between semicolons. */
  readonly sentence: string
}

/** What must hold of whoever applies: a standing, not a step. */
const ASKS_STANDING =
  /资[格历质](?!证)|级数|[哪边什咩]么?一?[等级]的|底子|斤两|档次|身家|来头|(?:信用|认证)?[等级][级别](?:[^,。;?!]{0,4}(?:才|先)|的)|\b(?:standing|credentials|qualifications?|credit (?:rating|grade|level|standing|record)|track record)\b/u
/** Who or what counts as one of those meant. */
const ASKS_ELIGIBLE =
  /算(?:是)?(?:数|合格|符合|够|高|优)|(?:要|得|需|须|该)?(?:先)?(?:具备|符合|满足|够)[些啲]?(?:什么|啥|咩|乜嘢?|哪些|边啲)|\b(?:qualif(?:y|ies)|eligible|entitled)\b|\bwhat (?:requirements|conditions) must\b/u
/** Of a company and not of its goods. */
const ASKS_OF_COMPANY =
  /企业|公司|业者|单位|机构|厂|商|\b(?:compan(?:y|ies)|firms?|importers?|exporters?|enterprises?|traders?|operators?|keepers?)\b/u
/** Which grade, not that there are grades. */
const ASKS_GRADE =
  /级数|[哪边什咩]么?一?[等级个]的?(?:信用|级|等)|\b(?:which|what) (?:[a-z]+ )?(?:grades?|levels?|ratings?)\b/u
const GRADES_ALONE = /等级(?:分类)?$/u

/** A step of the procedure: it tells after what, not who. */
const STEP =
  /^(?:[在经待向依按]|完成|提交).*(?:后|申请|同意|手续|承诺.*|批件)$|^(?:经|待|依|向)[^,，]{0,6}(?:申请|同意)/u
/** Says something of a company. */
const OF_COMPANIES = /企业|公司|单位|机构|信用|资质|评估|体系|认证|证书|守法|诚信|AEO/u
/** What narrows companies to some: a standing, a kind or a trade. */
const NO_MORE_THAN_COMPANIES = /^(?:进出口|有关|相关)?(?:企业|公司|单位)$/u
/** Only that conditions exist, with the kind of applicant: 符合条件的仓储企业, 符合资质要求的检验检测机构. */
const OPEN_CLASS =
  /^(?:符合|具备|满足|有)(?:相关|相应)?(?:资质)?(?:条件|要求|规定)的[^,，、]{0,12}$/u
/** The same within a sentence. */
const OPEN_CONDITION = /(?:符合|具备|满足)(?:相关|相应)?(?:资质)?(?:条件|要求)的/u

/** Whether it is asked who or what qualifies. @param folded The folded question. */
export function asksWhoQualifies(folded: string): boolean {
  return ASKS_STANDING.test(folded) || ASKS_ELIGIBLE.test(folded)
}

/**
 * Whether words tell who or what qualifies, where that is asked. That somebody eligible qualifies tells
 * it as little as a step that everybody goes through (经海关同意); and where the sentence leaves the
 * conditions open, what it names besides (the kinds, a way of working) is none of them.
 *
 * @param folded The folded question.
 */
export function answersWhoQualifies(
  folded: string,
  { facet, words, sentence }: QualifyingWords,
): boolean {
  const standing = ASKS_STANDING.test(folded)
  if (!standing && !ASKS_ELIGIBLE.test(folded)) return true
  if (STEP.test(words) || OPEN_CLASS.test(words)) return false
  if (ASKS_GRADE.test(folded) && GRADES_ALONE.test(words)) return false
  if (OPEN_CONDITION.test(sentence)) return facet === 'conditions' && OF_COMPANIES.test(words)
  if (!standing || !ASKS_OF_COMPANY.test(folded)) return true
  return facet === 'who' ? !NO_MORE_THAN_COMPANIES.test(words) : OF_COMPANIES.test(words)
}
