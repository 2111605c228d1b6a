import { matchAt } from './match-at.js'

/**
 * What a word before a number says the number is: a record's, which is nobody's personal data, an
 * identity card's, a travel document's, a telephone's.
 */
export type NumberLabel = 'record' | 'identity' | 'travel' | 'phone'

/** Chinese words by label, folded, separated by commas. */
export const HAN_LABELS: Readonly<Record<NumberLabel, string>> = {
  record:
    '报关单,申报单,报单,关单,转关单,核注清单,舱单,提单,提运单,运单,空运单,货运单,快递单,订单,发票,合同,合约,信用证,单证,单号,' +
    '备案号,备案编号,备案编码,注册号,登记证,登记号,商业登记,公司注册,营业执照,社会信用代码,信用代码,机构代码,纳税人识别号,' +
    '纳税人编号,纳税号,税号,税则,税则号列,商品编码,商品编号,商编,品目,海关编码,海关编号,海关注册,海关注册编码,集装箱,货柜,箱号,柜号,' +
    '封条,封号,铅封,船号,航次,航班,车次,批次,批号,型号,序列号,料号,料件号,货号,件号,条码,条形码,文号,手册,账册,许可证,' +
    '通关单,证书,原产地证,产地证,核准号,批文,银行,银行卡,银行账号,银行账户,卡号,统编,统一编号,公司编号,' +
    '金额,货值,税款,总价,单价,价值,人民币,美元,美金,港币,港元,台币,欧元',
  identity:
    '身份证,身份证明,身份证件,居民身份证,身份号,证件,居民证,居住证,居留证,统一证号,暂住证,驾驶证,驾照,公民身份',
  travel: '护照,旅行证件,旅行证,通行证,港澳通行证,回乡证,还乡证,台胞证,入台证',
  phone:
    '电话,手机,手提,手提电话,移动电话,行动电话,座机,固话,市话,传真,短信,微信,致电,打给,打我,拨打,联系,联络,' +
    '联系人,联络人,联系我,联络我,联系方式,联络方式,联系电话,联络电话',
}
/** Latin words by label, folded, separated by commas; a blank may be left out. */
export const LATIN_LABELS: Readonly<Record<NumberLabel, string>> = {
  record:
    'declaration,declarations,entry no,entry number,customs entry,uscc,credit code,social credit code,hs,hts,hs code,hs codes,taric,ciq,' +
    'tariff,tariff code,commodity code,container,seal,bill of lading,b/l,bl,waybill,air waybill,awb,mawb,hawb,manifest,' +
    'invoice,contract,purchase order,order no,order number,po,tracking,registration,business registration,br no,br number,' +
    'licence,license,permit,certificate,bank,bank account,iban,imo,mmsi,voyage,flight,serial,model,part no,part number,batch,' +
    'lot,barcode,ean,upc,sku,tax,vat,amount,value,usd,rmb,cny,hkd,twd,eur,gb,iso',
  identity:
    'id,hkid,hk id,id card,id cards,identity,identity card,identity cards,identity number,identity document,identification,' +
    'driver license,drivers license,driver licence,driving licence,driving license,bir',
  travel:
    'passport,passports,travel document,travel documents,travel permit,home return permit,return permit',
  phone:
    'tel,telephone,telephones,phone,mobile,mobile phone,cell,cell phone,whatsapp,wechat,fax,contact,call,call me,call me at,' +
    'call me on,call us at,call us on,reach me at,reach me on,text me at,text me on',
}
/** Words that say "number of something": a record's, where nothing else was said before. */
const GENERIC = /编号|编码|代码|代号|序号/uy

/** What may stand between a label and its number, and between the parts of a number. */
const LINK =
  /号码|[号码为是系的嘅之]|(?:nos?|num|numbers?|is|are|was|of|the)(?![\p{Script=Latin}\p{Nd}])\.?|[ :=\-—()"'《》<>[\]【】|/#*_~+]/uy
/** What may stand between the numbers of a list. */
const LIST_LINK = /[,、;&]|以及|或者|[和与及或]|(?:and|or)(?![\p{Script=Latin}\p{Nd}])/uy
/** Whose telephone it is, behind a word such as 致电: 陈先生, 王经理. */
const PERSON = /\p{Script=Han}{1,2}(?:先生|小姐|女士|太太|经理|师傅|老师|生|总)/uy

const HAN = matcherOf(HAN_LABELS, '')
const LATIN = matcherOf(LATIN_LABELS, String.raw`(?!\p{Script=Latin})\.?`)

/** A word that tells about the numbers behind it; `end` in UTF-16 code units. */
export interface LabelToken {
  readonly kind: NumberLabel | 'generic' | 'link' | 'list-link' | 'person'
  readonly end: number
}

/** The label or joining word of folded text that begins at `start`, the longest one. */
export function readLabel(folded: string, start: number): LabelToken | undefined {
  for (const { pattern, labels } of [HAN, LATIN]) {
    const word = matchAt(pattern, folded, start)
    const kind = word === undefined ? undefined : labels.get(word.replaceAll(/[ .]/g, ''))
    if (word !== undefined && kind !== undefined) return { kind, end: start + word.length }
  }
  for (const [kind, pattern] of [
    ['generic', GENERIC],
    ['person', PERSON],
    ['list-link', LIST_LINK],
    ['link', LINK],
  ] as const) {
    const word = matchAt(pattern, folded, start)
    if (word !== undefined) return { kind, end: start + word.length }
  }
  return undefined
}

function matcherOf(
  words: Readonly<Record<NumberLabel, string>>,
  edge: string,
): { pattern: RegExp; labels: ReadonlyMap<string, NumberLabel> } {
  const entries = (['record', 'identity', 'travel', 'phone'] as const).flatMap((label) =>
    words[label].split(',').map((word) => [word, label] as const),
  )
  const alternatives = entries
    .map(([word]) => word)
    .toSorted((a, b) => b.length - a.length)
    .join('|')
    .replaceAll(' ', ' ?')
  return {
    pattern: new RegExp(`(?:${alternatives})${edge}`, 'uy'),
    labels: new Map(entries.map(([word, label]) => [word.replaceAll(' ', ''), label])),
  }
}
