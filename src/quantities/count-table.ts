interface CountRow {
  /** Measure words directly after the number. */
  readonly zh: readonly string[]
  /** Nouns that a number takes without a measure word, or after 个. */
  readonly zhNouns: readonly string[]
  /** English nouns as singular and plural. */
  readonly en: readonly (readonly [string, string])[]
}

/**
 * Kinds of things that are counted, with the words that name them. A word may stand in several rows:
 * an item is 件 as well as 项. Nouns that are not here count "anything": only what is known to differ
 * (pages, batches, enterprises) is held to be different.
 */
export const COUNTED = {
  enterprise: {
    zh: ['家', '户'],
    zhNouns: ['企业', '公司', '单位', '企'],
    en: [
      ['enterprise', 'enterprises'],
      ['company', 'companies'],
      ['firm', 'firms'],
      ['household', 'households'],
      ['manufacturer', 'manufacturers'],
      ['business', 'businesses'],
    ],
  },
  person: {
    zh: ['名', '人', '位', '人次'],
    zhNouns: [],
    en: [
      ['person', 'persons'],
      ['person', 'people'],
      ['official', 'officials'],
      ['officer', 'officers'],
      ['passenger', 'passengers'],
      ['traveller', 'travellers'],
      ['employee', 'employees'],
    ],
  },
  occasion: {
    zh: ['次', '人次', '户次', '架次', '车次', '辆次', '艘次', '回', '遍', '趟'],
    zhNouns: [],
    en: [
      ['time', 'times'],
      ['instance', 'instances'],
      ['occasion', 'occasions'],
      ['case', 'cases'],
    ],
  },
  batch: {
    zh: ['批', '批次'],
    zhNouns: [],
    en: [
      ['batch', 'batches'],
      ['lot', 'lots'],
      ['shipment', 'shipments'],
      ['consignment', 'consignments'],
    ],
  },
  transaction: {
    zh: ['票', '笔', '单', '宗', '起', '件'],
    zhNouns: ['报'],
    en: [
      ['transaction', 'transactions'],
      ['order', 'orders'],
      ['consignment', 'consignments'],
      ['shipment', 'shipments'],
      ['declaration', 'declarations'],
      ['case', 'cases'],
    ],
  },
  piece: {
    zh: ['件', '样', '项', '款', '种'],
    zhNouns: [],
    en: [
      ['item', 'items'],
      ['piece', 'pieces'],
      ['article', 'articles'],
      ['product', 'products'],
    ],
  },
  rule: {
    zh: ['项', '条', '点', '则', '件'],
    zhNouns: ['措施', '案例'],
    en: [
      ['measure', 'measures'],
      ['item', 'items'],
      ['article', 'articles'],
      ['clause', 'clauses'],
      ['provision', 'provisions'],
      ['case', 'cases'],
    ],
  },
  category: {
    zh: ['类', '种', '款', '大类', '品类'],
    zhNouns: [],
    en: [
      ['category', 'categories'],
      ['type', 'types'],
      ['kind', 'kinds'],
      ['class', 'classes'],
    ],
  },
  page: { zh: ['页'], zhNouns: [], en: [['page', 'pages']] },
  sheet: {
    zh: ['份', '张', '件', '单'],
    zhNouns: [],
    en: [
      ['copy', 'copies'],
      ['sheet', 'sheets'],
      ['document', 'documents'],
      ['certificate', 'certificates'],
      ['form', 'forms'],
    ],
  },
  vehicle: {
    zh: ['辆', '台', '辆次', '车次'],
    zhNouns: [],
    en: [
      ['vehicle', 'vehicles'],
      ['car', 'cars'],
      ['truck', 'trucks'],
    ],
  },
  ship: {
    zh: ['艘', '艘次'],
    zhNouns: [],
    en: [
      ['ship', 'ships'],
      ['vessel', 'vessels'],
      ['yacht', 'yachts'],
    ],
  },
  aircraft: {
    zh: ['架', '班', '架次'],
    zhNouns: [],
    en: [
      ['flight', 'flights'],
      ['aircraft', 'aircraft'],
    ],
  },
  container: {
    zh: ['箱', '柜'],
    zhNouns: ['集装箱', '货柜'],
    en: [
      ['container', 'containers'],
      ['box', 'boxes'],
    ],
  },
  step: {
    zh: ['步', '段'],
    zhNouns: ['环节', '步骤'],
    en: [
      ['step', 'steps'],
      ['stage', 'stages'],
    ],
  },
  party: {
    zh: ['方'],
    zhNouns: [],
    en: [
      ['party', 'parties'],
      ['side', 'sides'],
    ],
  },
  place: { zh: ['处', '座', '所', '间'], zhNouns: ['口岸'], en: [] },
  country: { zh: [], zhNouns: ['国', '国家'], en: [['country', 'countries']] },
  province: { zh: [], zhNouns: ['省'], en: [['province', 'provinces']] },
  city: { zh: [], zhNouns: ['市', '城市'], en: [['city', 'cities']] },
  county: { zh: [], zhNouns: ['县'], en: [['county', 'counties']] },
} as const satisfies Record<string, CountRow>

/** Kind of thing that is counted. */
export type CountClass = keyof typeof COUNTED

/** Measure words, and nouns that take none (两仓, 六关), that say nothing of what is counted. */
export const ANY_MEASURE_WORDS: readonly string[] = [...'个组套对大轮只层仓关港区']

/** Words by which a single 一 counts; elsewhere it is an article or part of a word (一个, 一批, 一码). */
export const WORDS_AFTER_ONE = ['次', '票', '页', '笔', '辆', '艘', '人次', '户次'] as const

/** Rows of the table with their words as plain lists. */
export const COUNT_ROWS: readonly (CountRow & { readonly name: CountClass })[] = Object.keys(
  COUNTED,
)
  .filter((name): name is CountClass => Object.hasOwn(COUNTED, name))
  .map((name) => ({ name, ...COUNTED[name] }))
