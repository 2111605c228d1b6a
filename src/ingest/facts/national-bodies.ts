/** A body that issues for the whole country: how it is named, and its own English name. */
export interface NationalBody {
  readonly id: string
  /** Simplified; the full name first. */
  readonly names: readonly string[]
  readonly en: string
}

/** Bodies whose official English name need not be guessed; their ids are what they are known by. */
export const NATIONAL_BODIES: readonly NationalBody[] = [
  body('gacc', 'General Administration of Customs', '海关总署'),
  body(
    'npc-standing-committee',
    "Standing Committee of the National People's Congress",
    '全国人民代表大会常务委员会 全国人大常委会',
  ),
  body('npc', "National People's Congress", '全国人民代表大会 全国人大'),
  body('state-council', 'State Council', '国务院'),
  body('state-council-office', 'General Office of the State Council', '国务院办公厅'),
  body(
    'ndrc',
    'National Development and Reform Commission',
    '国家发展和改革委员会 国家发展改革委 国家发改委',
  ),
  body('mofcom', 'Ministry of Commerce', '商务部'),
  body('mof', 'Ministry of Finance', '财政部'),
  body('sta', 'State Taxation Administration', '国家税务总局 税务总局'),
  body('mot', 'Ministry of Transport', '交通运输部'),
  body('miit', 'Ministry of Industry and Information Technology', '工业和信息化部'),
  body('pbc', "People's Bank of China", '中国人民银行 人民银行'),
  body('moa', 'Ministry of Agriculture and Rural Affairs', '农业农村部'),
  body(
    'customs-administration-mof',
    'Customs Administration, Ministry of Finance',
    '财政部关务署 关务署',
  ),
]

function body(id: string, en: string, names: string): NationalBody {
  return { id, en, names: names.split(' ') }
}
