/** A region whose Traditional Chinese can be told by its words and variant characters. */
export type Region = 'HK' | 'TW'

/** How much a sign weighs: variant characters and words both regions may use are weak. */
const WEAK = 1
const STRONG = 3

const words = (text: string, weight: number): (readonly [string, number])[] =>
  text.split(' ').map((word) => [word, weight] as const)

/**
 * Words and characters, in Traditional script, that point to a region. What both use (貨櫃, 報關,
 * 通關) is not listed. Signs are counted once each, longest first, so `網路` is not `網`.
 */
export const REGION_SIGNS: Readonly<Record<Region, readonly (readonly [string, number])[]>> = {
  HK: [
    ...words(
      '嘅 唔 咩 啲 喺 嗰 冇 佢 咗 嚟 畀 俾 哋 嘢 乜 噉 咁 揾 嗌 睇 攞 點樣 邊個 邊度 幾時 係咪 唔係 就係 定係 可唔可以 唔該',
      STRONG,
    ),
    ...words(
      '清關 碼頭 速遞 網上 軟件 數據 網絡 視像 質素 電子商貿 資訊科技 短訊 打印 手提電話 港幣 港元 入口商 入口貨 海關處 中小企 落貨 攞貨 強積金 士多 巴士 寫字樓 電郵 會否 有否 甚麼 現時 今次 如欲 上載 本港 內地 貴署',
      WEAK,
    ),
    ...words('着 衞 裏 説 閲 羣 峯 啓 綫 麪 鋭 粧 枱', WEAK),
  ],
  TW: [
    ...words(
      '網路 軟體 硬體 資料庫 視訊 智慧財產 快遞 通關業者 品質 簡訊 伺服器 使用者 程式 專案 計畫 規畫 身分 身分證 優質企業 關務署 財政部 公所 電子郵件 透過 業者 廠商 稅則 新臺幣 新台幣 臺幣 台幣 臺灣 台灣 大陸 兩岸 統編 統一編號 宅配 帳號 帳戶 帳冊 行動裝置 登入 貨運承攬 棧板 控管 外銷 串接 民眾 依循 礦砂 沒辦法 機台 主管機關 台商 台胞證 電子簽章 公部門 品管 貨代業 產線 稽核 併櫃 數位 罰鍰 台北 高雄 基隆 線上 遊客 報單 列印 委外 零組件 進口報單 出口報單 跟著 隨著 接著 看著 有著',
      WEAK,
    ),
    ...words('裡 帳 臺', WEAK),
  ],
}

const LONGEST_FIRST: typeof REGION_SIGNS = {
  HK: REGION_SIGNS.HK.toSorted(([a], [b]) => b.length - a.length),
  TW: REGION_SIGNS.TW.toSorted(([a], [b]) => b.length - a.length),
}

/**
 * The region a Traditional text comes from, or `undefined` when its signs are none or balance.
 * `text` is looked at as it stands, not folded: the variants are the signs.
 */
export function regionOf(text: string): Region | undefined {
  const scores: Record<Region, number> = { HK: 0, TW: 0 }
  for (const region of ['HK', 'TW'] as const) {
    let rest = text
    for (const [sign, weight] of LONGEST_FIRST[region]) {
      if (!rest.includes(sign)) continue
      scores[region] += weight
      rest = rest.replaceAll(sign, ' ')
    }
  }
  if (scores.HK === scores.TW) return undefined
  return scores.HK > scores.TW ? 'HK' : 'TW'
}
