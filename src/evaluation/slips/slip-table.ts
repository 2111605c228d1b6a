/** A way in which a character or word is mistyped. */
export interface Slip {
  readonly from: string
  readonly to: string
  /** `sound`: the wrong choice of an input method; `shape`: a look-alike; `letters`: fingers. */
  readonly kind: 'sound' | 'shape' | 'letters'
}

const pairs = (kind: Slip['kind'], text: string): Slip[] =>
  text.split(' ').map((pair) => {
    const [from = '', to = ''] = pair.split('>')
    return { kind, from, to }
  })

/**
 * Slips in Chinese, one character each. Same or nearly the same reading in Mandarin (`sound`), or
 * nearly the same shape (`shape`); frequent characters of questions on trade, in both scripts.
 * Not derived from the corpus or from what the search can bear.
 */
export const CHARACTER_SLIPS: readonly Slip[] = [
  ...pairs(
    'sound',
    '报>抱 检>捡 查>察 样>洋 关>官 税>睡 证>正 单>丹 进>近 企>起 申>伸 快>块 期>其 险>显 备>被 案>按 清>请 运>云 保>宝 原>源 港>岗 速>数 放>方 时>实 间>件 费>废 化>花 食>时 植>直 物>务 先>现 后>候 收>首 船>传 账>帐 做>作 在>再 提>题 仓>苍 库>裤 办>半 理>里 价>架 质>志 标>表',
  ),
  ...pairs(
    'sound',
    '報>抱 檢>撿 樣>洋 關>官 稅>睡 證>正 單>丹 進>近 險>顯 備>被 運>雲 時>實 間>件 費>廢 後>候 倉>蒼 庫>褲 辦>半 價>架 質>志',
  ),
  ...pairs('shape', '货>贷 免>兔 待>侍 未>末 已>己 入>人 候>侯 住>往 验>险 拨>拔 券>卷 贷>货'),
  ...pairs('shape', '貨>貸 驗>騐 稅>稔 檢>儉 單>罩 倉>食 類>頪'),
]

/** Slips in English, whole words in lower case: letters swapped, doubled, left out or misheard. */
export const WORD_SLIPS: readonly Slip[] = pairs(
  'letters',
  'customs>custums clearance>clearence import>inport imported>improted imports>inports export>exprot exported>exproted exports>exprots goods>godos inspection>inspecion inspected>inpsected inspections>inspecions quarantine>quarentine company>comapny companies>compaines declaration>decleration declare>delcare certificate>certifcate certificates>certifcates warehouse>warehosue shipment>shipmnet shipments>shipmnets bonded>boneded measures>mesures measure>mesure port>prot food>fodd duty>duity release>realese released>realesed origin>orgin sample>smaple samples>smaples testing>tesing cargo>crago container>contianer containers>contianers business>buisness enterprise>enterprize foreign>foriegn receive>recieve before>befroe without>wihtout support>suport electronic>eletronic express>expres parcel>parcle vehicle>vehcile vehicles>vehciles',
)
