/** Where there is a condition but no name: any place may be meant. */
const ANY_PLACE =
  /^(?:具备|符合|有|满足)(?:条件|要求|规定)的(?:.{0,4}(?:口岸|机场|场站|港口?|地区|地方|园区|市县))$|^各地$/u
/** What kind of place is told by a kind. */
const ASKS_KIND_OF_PLACE =
  /(?:哪|什么|边|何)(?:一?[类种样]|类型)|\b(?:kinds?|types?|sorts?) of\b|\bwhat (?:[a-z]+ )?(?:kind|type)\b/u

/** A kind of place without a name: 航空口岸, 国际枢纽机场, 重点市县. */
const KIND_ALONE =
  /^(?:[粤深港澳沪京津琼]{2}|海南|国际|国内|重点|主要|枢纽|水运|航空|海运|空运|陆运|铁路|陆路|海港|邮轮|寄递|业务|珠三角|长三角|沿海|从|推广至|[、，和等])*(?:口岸|机场|港口群?|港区|母港|场站|码头|车站|市县|园区|场所|地区|空侧)(?:[、，和](?:重点)?(?:市县|园区|地区))*$/u
/** Several kinds are told apart by their names: 水运、空运、陆运等口岸. */
const SEVERAL_KINDS = /运、|至/u
const ASKS_ONE_KIND = /机场|车站|码头|海港|\b(?:airports?|stations?|seaports?|crossings?)\b/u
const ASKS_NAMED_PLACE =
  /(?:口岸|港[口区]|机场|码头|车站|市县|城市)[都具体分别]{0,2}(?:有|是|系|包括)(?:哪|边)(?:[些啲]|几个)|(?:哪[些个几]个?|什么|边[啲个]?(?:几个)?)(?:海运|航空|水运|陆路|枢纽|国际)*(?:口岸|港[口区]?|机场|码头|车站|关[口卡]|市县|县市?|城市)|\b(?:which|what) (?:[a-z]+ ){0,2}(?:(?:sea|air)?ports?|harbou?rs?|crossings?|terminals?|stations?|counties|cities|regions?|sites)\b|\bon (?:which|what) counties\b/u

/** Means of transport: how a question and the text speak of each. */
const TRANSPORT = [
  {
    asks: /机场|航空|空运|空港|机坪|飞机|航班|空侧|\b(?:airports?|air|apron|flights?|planes?)\b/u,
    names: /航空|空运|空港|机场|空侧/u,
  },
  {
    asks: /海运|海港|水运|船|码头|港口|邮轮|\b(?:seaports?|sea|ships?|vessels?|quays?|ocean|maritime)\b/u,
    names: /海运|水运|海港|港口群|码头|邮轮/u,
  },
  { asks: /铁路|火车|班列|车站|\b(?:rail|railway|trains?)\b/u, names: /铁路|班列|场站/u },
] as const

/** Everywhere: no place of anything that stands somewhere. */
const EVERYWHERE = /^(?:境内外|境内|国内外?|全国|全省|各地|境外|海外|海南)$/u
/** Where something stands or is to be built. */
const ASKS_SITE =
  /(?<!网)地址|选址|(?:基地|中心|服务站|仓库?|场地|沙龙|馆|实验室|示范区|提货点|母港|店)[^。;?!]{0,14}(?:哪(?:[里儿个座条一]|(?=[?,。]|$))|边(?:[度个]|(?=[?,。]|$))|什么地|何处|地点|位置|选址)|(?:建|设|选址|盖|起|加|落|开)(?:立|址)?[在喺于到](?:哪|边|什么地)|\bwhere\b[^.?!,;]{0,90}\b(?:base|cent(?:re|er)|station|warehouse|laboratory|lab|yard|salon|shops?|points?|pick-up|home port)\b|\b(?:base|cent(?:re|er)|station|warehouse|laboratory|yard|salon|shops?|stores?|points?|home port|hub|depot)\b[^?]{0,90}\bwhere\b[^?]{0,25}\b(?:stand|located|built|sited|situated|go up|set up|be)\b|\bstreet address\b/u

/** Where one applies, asks or looks something up is a place, where anything stands is another. */
const ASKS_DEALING =
  /申请|办|查(?![验货检])|登|报(?!关)|咨询|问|揾|睇|看|递|提交|下载|注册|备案|\b(?:apply|file|check|look|find|register|ask|submit|go|read|learn|log|see|book|get|receive|attend|obtain|turn)\b/u
const ASKS_WHERE_TO_APPLY =
  /(?:哪[里儿]|边度|何处)[^,。;?!]{0,4}(?:申请|提交|递交|登记|报名|备案)|\bwhere (?:do|does|can|could|should|must|to)\b[^.?!]{0,30}\b(?:apply|file|submit|register|sign up)\b/u

/** Kinds of places, as a question asks for them and as the text names them. */
const PLACE_KINDS = [
  {
    asks: /(?:口岸|港口|机场|码头|车站)[都具体分别]{0,2}(?:有|是|系|包括)(?:哪|边)(?:[些啲]|几个)|(?:哪[些个几]个?|什么|边(?:[啲个]|几个))(?:海运|航空|水运|陆路)?(?:口岸|港口?|机场|码头|车站|关口)|\b(?:which|what) (?:[a-z]+ )?(?:(?:sea)?ports?|airports?|crossings?|terminals?|stations?)\b/u,
    names: /口岸|(?<!香)港|机场|码头|场站|铁路/u,
  },
  {
    asks: /(?:哪[些个几]个?|什么|边(?:[啲个]|几个))(?:综保区|综合保税区|保税区|园区|片区)|\b(?:which|what) (?:bonded )?zones?\b/u,
    names: /区|园|中心/u,
  },
  {
    asks: /存[放在]|(?<!(?:试点|试验|改革|项目),?)[放摆搁][在喺到]|停放|\b(?:stored?|storage|kept)\b/u,
    names: /监管区|综合?保税?区|仓|库|场|关区/u,
  },
  {
    asks: /(?:哪[些个几]个?|什么|边(?:[啲个]|几个))(?:国家|市场)|\b(?:which|what) (?:countries|markets)\b/u,
    names: /国|经济体|市场|地区|香港|澳门|“一带一路”|中新|伙伴/u,
  },
  {
    asks: /(?:哪[些个几]个?|什么|边(?:[啲个]|几个))(?:试点)?关区|\b(?:which|what) (?:pilot )?customs (?:districts|regions|territories)\b/u,
    names: /关区|海关/u,
  },
] as const
/** No town, whatever else they are. */
const NO_TOWN = /国家|经济体|保税区|综保区|口岸$|关区/u
const ASKS_TOWN =
  /(?:哪[些个几]个?|什么|边(?:[啲个]|几个))(?:城市|市|省)|\b(?:which|what) (?:cities|towns|city|provinces?)\b/u

/**
 * Whether words that name a place are of the kind that is asked for: a named port is no kind of port, a
 * seaport no airport, the whole country not where a building stands.
 *
 * @param folded The folded question.
 */
export function answersPlace(folded: string, facet: string, words: string): boolean {
  const site = ASKS_SITE.test(folded)
  if (facet === 'channel') return ASKS_DEALING.test(folded) && !site
  if (ASKS_WHERE_TO_APPLY.test(folded) && !site) return false
  if (site && EVERYWHERE.test(words)) return false
  if (ANY_PLACE.test(words) || (ASKS_TOWN.test(folded) && NO_TOWN.test(words))) {
    return ASKS_KIND_OF_PLACE.test(folded)
  }
  const kindAlone =
    KIND_ALONE.test(words) && (ASKS_ONE_KIND.test(folded) || !SEVERAL_KINDS.test(words))
  if (kindAlone && ASKS_NAMED_PLACE.test(folded) && !ASKS_KIND_OF_PLACE.test(folded)) return false
  return (
    !isOtherTransport(folded, words) &&
    PLACE_KINDS.every(
      ({ asks, names }, index) =>
        (site && index === STORAGE) || !asks.test(folded) || names.test(words),
    )
  )
}

/** Whether it is asked where something stands or is to be built. @param folded The folded question. */
export function asksSite(folded: string): boolean {
  return ASKS_SITE.test(folded)
}

/** What is done at a site: then it is the way that is asked for. */
const DEALS =
  /申请|办理|提交|递交|登记|报名|预约|查询|下载|缴|\b(?:apply|file|submit|register|book|log|report|pay|download|enrol|look up|check)\b/u

/** Whether it is asked where to find a site, and not how to deal with it. @param folded The folded question. */
export function seeksSite(folded: string): boolean {
  return ASKS_SITE.test(folded) && !DEALS.test(folded)
}

/** Whether it is asked which places are meant, by their names. @param folded The folded question. */
export function asksWhichPlaces(folded: string): boolean {
  return (
    ASKS_NAMED_PLACE.test(folded) ||
    PLACE_KINDS.some(({ asks }, index) => index !== STORAGE && asks.test(folded))
  )
}

/** Whether it is asked where goods are kept. @param folded The folded question. */
export function asksWhereKept(folded: string): boolean {
  return PLACE_KINDS[STORAGE].asks.test(folded)
}

/** Place of the kind of where things are kept among {@link PLACE_KINDS}. */
const STORAGE = 2

/** Whether the question speaks of means of transport and the words only of others. */
function isOtherTransport(folded: string, words: string): boolean {
  const named = TRANSPORT.filter(({ names }) => names.test(words))
  const asked = TRANSPORT.filter(({ asks }) => asks.test(folded))
  return named.length > 0 && asked.length > 0 && !asked.some((kind) => named.includes(kind))
}
