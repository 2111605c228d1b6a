/** Function words by language, lower case. Words may stand in several lists: the lists compete. */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en:
    'the a an of to in on at by for from with without and or but not no is are was were be been do does did can could ' +
    'may might must shall should will would have has had i my me we our us you your it its they their this that ' +
    'these those there what which who when where why how any some all if then than as into about please tell explain get need',
  fr: 'le la les un une des du de et ou est sont dans pour par sur avec que qui quoi quel quelle quels comment où je nous vous il elle ce cette ces au aux pas puis-je mes ma mon sans peut',
  de: 'der die das den dem des ein eine einen einem und oder ist sind im in für von zu zum zur mit auf nicht wie was wo wann ich wir sie er es welche welcher kann können muss ohne bei werden',
  es: 'el la los las un una unos de del y o es son en para por con que qué cual cuál cómo como dónde cuándo yo mi mis nosotros usted se lo al sin puedo pueden hay',
  pt: 'o a os as um uma de do da dos das e ou é são em no na nos nas para por com que qual como onde quando eu meu minha não posso ao',
  it: 'il lo la i gli le un una di del della dei delle e o è sono in nel nella per con che quale come dove quando io mio non posso da al',
  nl: 'de het een van en of is zijn in op voor met dat die wat welke hoe waar wanneer ik wij mijn niet kan moet zonder naar bij aan',
  id: 'yang dan atau di ke dari untuk dengan adalah ini itu apa bagaimana siapa kapan saya kami anda tidak bisa dapat pada dalam oleh ada akan cara apakah barang',
  vi: 'và của là cho có không được các những này đó ở trong với như thế nào gì tôi chúng khi hàng hải quan làm để từ',
  tr: 've veya bir bu şu için ile ne nasıl nerede mi mı değil var yok gümrük olan',
  pl: 'i w na z do o że nie jest są jak co gdzie kiedy dla się po przez czy',
  sv: 'och eller en ett det den är som för med på av till inte hur vad var när jag vi kan',
}

/** Words of trade and customs that no other language here spells the same way, for queries without function words. */
const TRADE_WORDS = new Set(
  (
    'customs clearance goods import imports imported importing importer export exports exported exporting exporter duty duties ' +
    'tax taxes tariff rules rule origin inspection inspections quarantine release advance ruling rulings return returns returned ' +
    'shipping shipment shipments cargo freight warehouse warehouses bonded trade port ports food laboratory testing test fee fees ' +
    'battery batteries vehicle vehicles company companies enterprise enterprises benefits benefit measure measures refund refunds penalty ' +
    'penalties disclosure voluntary license licence permit permits certificate certificates declaration online payment cross border ' +
    'commerce ecommerce yacht ship vessel aircraft airport airline window single express parcel parcels intellectual property rights ' +
    'statistics data station comparison compare office offices summary list overview time hours phone number weather free zone market ' +
    'papers paperwork registration apply approval foreign hello hi thanks help'
  ).split(' '),
)

/** Queries up to this many words count as English when nothing speaks against it: `AEO benefits`. */
const SHORT_QUERY_WORDS = 4
/** A longer query without function words needs this share of trade words. */
const TRADE_SHARE = 0.25
/** Or this share of words that English texts at hand are written with. */
const KNOWN_SHARE = 0.5
const NO_WORDS: ReadonlySet<string> = new Set()
/** Share of words with letters outside ASCII above which a text without English function words is not English. */
const FOREIGN_SHARE = 0.15

const LISTS = Object.entries(FUNCTION_WORDS).map(
  ([language, text]) => [language, new Set(text.split(' '))] as const,
)

/**
 * Whether a text in Latin letters is English rather than French, German, Spanish, Indonesian,
 * Vietnamese and the like. Function words decide; short keyword queries (`RCEP`, `AEO benefits`)
 * count as English, and so does a text without any words.
 *
 * @param known Lower-case words of English texts on the matter, for queries without function words.
 */
export function isEnglish(text: string, known: ReadonlySet<string> = NO_WORDS): boolean {
  const words = text.toLowerCase().match(/\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu) ?? []
  if (words.length === 0) return true
  const count = (list: ReadonlySet<string>) => words.filter((word) => list.has(word)).length
  const scores = new Map(LISTS.map(([language, list]) => [language, count(list)]))
  const english = scores.get('en') ?? 0
  scores.delete('en')
  const other = Math.max(...scores.values())
  if (other > english) return false
  if (english > 0) return true
  const foreign = words.filter((word) => /[^\p{ASCII}’]/u.test(word)).length / words.length
  if (foreign > FOREIGN_SHARE) return false
  if (words.length <= SHORT_QUERY_WORDS) return true
  return (
    count(TRADE_WORDS) / words.length >= TRADE_SHARE || count(known) / words.length >= KNOWN_SHARE
  )
}
