/** Words of a measure that say who or what qualifies, with what stands around them. */
export interface QualifyingWords {
  readonly facet: string
  readonly words: string
  /** The sentence that they stand in, or its piece between semicolons. */
  readonly sentence: string
}

/** What must hold of whoever applies: a standing, not a step. */
const ASKS_STANDING =
  /资[格历质](?!证)|够格|级数|(?:哪|边|什么|咩|几)一?[个种]?(?:信用|诚信|认证|风险)?(?:等级|评级|级别)|[哪边什咩]么?一?[等级]的(?!人|领导|官|干部|负责|部门|政府|单位|海关)|底子|斤两|档次|身家|来头|(?:信用|认证)?[等级][级别](?:[^,。;?!]{0,4}(?:才|先)|的)|\b(?:standing|credentials|qualifications?|credit (?:rating|grade|level|standing|record)|track record|(?:which|what)(?: [a-z]+){0,2} (?:grade|level|rating|tier|status))\b/u
/** Who or what counts as one of those meant. */
const ASKS_ELIGIBLE =
  /(?:才|先|怎[么样]|如何)(?:能|可以)?算|算(?:是)?(?:数|合格|符合|够|高|优)|(?:要|得|需|须|该)?(?:先)?(?:具备|符合|满足|够)[些啲]?(?:什么|啥|咩|乜嘢?|哪些|边啲)|\b(?:qualif(?:y|ies)|eligible|entitled)\b|\bwhat makes (?:an?|the)\b|\bwhat are (?:the|those|these) (?:conditions|requirements)\b|\bcounts? as\b|\bwhat (?:requirements|conditions) must\b/u
/** Of a company and not of its goods. */
const ASKS_OF_COMPANY =
  /企业|公司|业者|单位|机构|厂|商|\b(?:compan(?:y|ies)|firms?|importers?|exporters?|enterprises?|traders?|operators?|keepers?)\b/u
/** Which grade, not that there are grades. */
const ASKS_GRADE =
  /级数|(?:哪|边|什么|咩|几)一?[个种等级]?的?(?:信用|诚信|认证|风险)?(?:等级|评级|级别|级)(?!的?(?:人|领导|官|干部|负责|部门|政府|单位|海关))|[哪边什咩]么?一?[等级个]的?(?:信用|级(?!的?(?:人|领导|官|干部|负责|部门|政府|单位|海关))|等)|\b(?:which|what)(?: [a-z]+){0,2} (?:grades?|levels?|ratings?|tiers?)\b/u
/** A grade by its name. */
const GRADE =
  /高级|一般|高信用|[低中高]风险|[a-d]类|[一二三四五]级|国家(?:级|重点)|[省市]级|守法|诚信企业|良好|AEO|证书/iu
/** Whom something is for: 更好地服务生产企业和中小微外贸企业 tells nothing of who serves. */
const SERVED = /(?:服务|惠及|助力|帮助|面向)(?:于|好)?$/u
/** By what something is judged: not by who it serves. */
const ASKS_CRITERION =
  /(?:什么样|哪种|边种|怎样)的?[^,。;?!]{1,14}(?:才|先)(?:能|可以)?算|(?:怎[么样]+|如何|点样?)(?:才|先)(?:会|能|可以?)?被?(?:划|列|评|定|归|算|上|进|入)|(?:按|依|以|根据|凭|拿|用|靠|睇|看)(?:什么|咩|啥|哪些|乜嘢?)(?:标准|条件|指标)?[来去嚟]?[^,。;?!]{0,4}(?:[评认选挑判]|界?定)|\b(?:by|on) (?:what|which) (?:criteria|criterion|standards?|yardsticks?|measures?)\b|\byardstick\b|\bwhat makes (?:an?|the)\b|\b(?:earn|win|get|secure) a place on\b|\b(?:make it|get|getting|be put|is put|be placed|be added) (?:on|onto|on to|into)\b/u
/** A list by its name, or a grade at the end: that there is one. */
const LIST_ALONE = /^“?[白正负绿]?[名清]单|等级(?:分类)?$|^属于/u

/** What a building or a machine must be like: 自有场库有什么硬件要求. */
const ASKS_OF_A_THING =
  /(?:仓库?|库|场地|设施|设备|车间|厂房)(?:有|要|需|得|符合|满足)[^,。;?!]{0,4}(?:什么|咩|哪些|边啲)[^,。;?!]{0,4}(?:要求|条件|标准)|\bwhat (?:requirements|conditions|standards)\b[^.?!]{0,20}\b(?:warehouse|premises|yard|depot|building|facility|facilities|equipment)\b/u

/** A step of the procedure: it tells after what, not who. */
const STEP =
  /^(?:[在经待向依按]|完成|提交).*(?:后|申请|同意|手续|承诺.*|批件)(?:即可.*)?$|^(?:经|待|依|向)[^,，]{0,6}(?:申请|同意)/u
/** Says something of a company. */
const OF_COMPANIES = /企业|公司|单位|机构|信用|资质|评估|体系|认证|证书|守法|诚信|AEO/u
/** Which companies: that it is companies, or more of them, tells none. */
const ASKS_WHICH_COMPANIES =
  /(?:哪[些类种]|边[啲类种]|什么样的|咩)[^,。;?!]{0,4}(?:企业|公司|厂家?|商家?)|\b(?:which|what)(?: kinds? of| sorts? of)? (?:companies|firms|businesses)\b/u
const ANYBODY = /^(?:更多|各类)?(?:企业|公司|单位)$/u
/** What narrows companies to some: a standing, a kind or a trade. */
const NO_MORE_THAN_COMPANIES =
  /^(?:进出口|有关|相关|更多|各类)?(?:企业|公司|单位|经营主体|享惠主体|市场主体)$/u
/** Only that conditions exist, with the kind of applicant: 符合条件的仓储企业, 符合资质要求的检验检测机构. */
const OPEN_CLASS =
  /^(?:符合|具备|满足|有)(?:相关|相应)?(?:资质)?(?:条件|要求|规定)的[^,，、]{0,12}$|^(?:重点|重要|优质)[^的、,，“]{0,12}$/u
/** The same within a sentence. */
const OPEN_CONDITION = /(?:符合|具备|满足)(?:相关|相应)?(?:资质)?(?:条件|要求)的/u

/** Whether it is asked by what something is judged. @param folded The folded question. */
export function asksCriterion(folded: string): boolean {
  return ASKS_CRITERION.test(folded)
}

/** Whether it is asked which grade is needed. @param folded The folded question. */
export function asksGrade(folded: string): boolean {
  return ASKS_GRADE.test(folded)
}

/** Whether it is asked who or what qualifies. @param folded The folded question. */
export function asksWhoQualifies(folded: string): boolean {
  return [ASKS_STANDING, ASKS_ELIGIBLE, ASKS_GRADE, ASKS_CRITERION, ASKS_OF_A_THING].some((asks) =>
    asks.test(folded),
  )
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
  if (facet === 'who' && ASKS_WHICH_COMPANIES.test(folded) && ANYBODY.test(words)) return false
  if (!asksWhoQualifies(folded)) return true
  if (STEP.test(words) || OPEN_CLASS.test(words)) return false
  if (SERVED.test(sentence.slice(0, sentence.indexOf(words)))) return false
  if (ASKS_GRADE.test(folded) && !GRADE.test(words)) return false
  if (ASKS_CRITERION.test(folded) && facet !== 'conditions') return false
  if (LIST_ALONE.test(words)) return false
  if (OPEN_CONDITION.test(sentence)) return facet === 'conditions' && OF_COMPANIES.test(words)
  if (!standing || !ASKS_OF_COMPANY.test(folded)) return true
  return facet === 'who' ? !NO_MORE_THAN_COMPANIES.test(words) : OF_COMPANIES.test(words)
}
