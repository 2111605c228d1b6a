import { describe, expect, test } from 'vitest'
import { createScriptConverter } from './convert-script.js'
import { foldText } from './fold.js'
import { sourceTexts } from './source-texts.fixture.js'

const converter = createScriptConverter()

/** Simplified, then what Hong Kong and Taiwan write; one form where they agree. */
const TRAPS: [simplified: string, hongKong: string, taiwan?: string][] = [
  // 发
  ['保证金发还', '保證金發還'],
  ['资金发放', '資金發放'],
  ['税金发票', '稅金發票'],
  ['证书签发', '證書簽發'],
  ['签发放行单', '簽發放行單'],
  ['头发与发电机', '頭髮與發電機'],
  // 制
  ['参与制造', '參與製造'],
  ['参与制定', '參與制定'],
  ['先进制造业的监管制度', '先進製造業的監管制度'],
  ['自贸港制度创新', '自貿港制度創新'],
  ['机制单一、体制不顺', '機制單一、體制不順'],
  ['再制造产品', '再製造產品'],
  ['公章刻制', '公章刻製'],
  ['深刻制约', '深刻制約'],
  ['复制推广', '複製推廣'],
  ['标准研制', '標準研制'],
  ['研制疫苗', '研製疫苗'],
  ['限制氢氟碳化物进口', '限制氫氟碳化物進口'],
  // 复, 准
  ['重复检查后修复、批复', '重複檢查後修復、批覆'],
  ['准许、批准、标准、精准', '准許、批准、標準、精準'],
  ['两段准入', '兩段准入'],
  ['不准进口', '不准進口'],
  ['数据不准确', '數據不準確'],
  ['标准运行', '標準運行'],
  // 系
  ['与海关系统相对接', '與海關系統相對接'],
  ['相关系统', '相關系統'],
  ['关系、联系、系统、系数', '關係、聯繫、系統、係數'],
  ['体系由海关建立', '體系由海關建立'],
  // 注, 流
  ['保税加注', '保稅加注'],
  ['加注企业', '加注企業'],
  ['增加注册品种', '增加註冊品種'],
  ['关注备注与注销', '關注備註與註銷'],
  ['消费回流', '消費回流'],
  // 后, 里, 面
  ['先放后检', '先放後檢'],
  ['家里有三公里', '家裏有三公里', '家裡有三公里'],
  ['面粉与面积', '麵粉與面積'],
  ['方便面', '方便麵'],
  ['方便面向企业', '方便面向企業'],
  ['全面面向', '全面面向'],
  // 干, 谷, 松
  ['干部、干扰、若干、干燥、主干道', '幹部、干擾、若干、乾燥、主幹道'],
  ['干散货', '乾散貨'],
  ['若干散货', '若干散貨'],
  ['稻谷与硅谷', '稻穀與硅谷'],
  ['松木与放松', '松木與放鬆'],
  // 台, 周, 余
  ['平台、出台', '平台、出台', '平臺、出臺'],
  ['台湾居民', '台灣居民', '臺灣居民'],
  ['周转效能', '周轉效能', '週轉效能'],
  ['周边国家', '周邊國家'],
  ['2000余小时', '2000餘小時'],
  // 签, 采, 征
  ['签名、签注、电子标签', '簽名、簽註、電子標籤'],
  ['落地签', '落地簽'],
  ['目标签约', '目標簽約'],
  ['采信、采样、风采', '採信、採樣、風采'],
  ['征收、特征、长征', '徵收、特徵、長征'],
  // 布, 咨, 只, 占, 划
  ['布控查验', '布控查驗'],
  ['公布、发布', '公布、發布'],
  ['咨询', '諮詢'],
  ['还是只管半年', '還是只管半年'],
  ['船只有一艘', '船隻有一艘'],
  ['占比与划分', '佔比與劃分'],
  ['计划单列市', '計劃單列市'],
  // 了解, 账, 托, 伙
  ['了解政策', '了解政策', '瞭解政策'],
  ['问题得到了解决', '問題得到了解決'],
  ['账册与账户', '賬冊與賬戶', '帳冊與帳戶'],
  ['托运行李', '託運行李'],
  ['委托、依托、托盘', '委託、依託、托盤'],
  ['贸易伙伴', '貿易夥伴'],
  // Others
  ['闭环', '閉環'],
  ['核销', '核銷'],
  ['范围、范例、规范', '範圍、範例、規範'],
  ['尽可能尽职', '儘可能盡職'],
  ['人才方才', '人才方才'],
  ['汇率与汇聚', '匯率與匯聚'],
  ['冲减', '沖減'],
  ['游艇、下游', '遊艇、下游'],
  ['凭证', '憑證'],
  ['仪表', '儀表'],
  ['沈阳', '瀋陽'],
  ['云加签', '雲加簽'],
  ['显著', '顯著'],
  ['随着', '隨着', '隨著'],
  ['税务说明查阅', '稅務說明查閱'],
  ['群众、高峰、启用', '群眾、高峰、啟用'],
  ['临床', '臨床'],
  ['卫生', '衞生', '衛生'],
  ['污染', '污染'],
  ['人参', '人參'],
]

describe('toTraditional', () => {
  test.each(TRAPS)('%s', (simplified, hongKong, taiwan = hongKong) => {
    expect(converter.toTraditional(simplified, 'HK')).toBe(hongKong)
    expect(converter.toTraditional(simplified, 'TW')).toBe(taiwan)
    expect(foldText(hongKong)).toBe(foldText(simplified))
    expect(foldText(taiwan)).toBe(foldText(simplified))
  })

  test('turns quotation marks, and leaves apostrophes', () => {
    expect(converter.toTraditional('“‘零关税’+展销”', 'HK')).toBe('「『零關稅』+展銷」')
    expect(converter.toTraditional('company’s “通关”', 'TW')).toBe('company’s 「通關」')
  })

  test('changes words of neither region', () => {
    expect(converter.toTraditional('网络数据软件', 'TW')).toBe('網絡數據軟件')
  })

  test.each(['HK', 'TW'] as const)('loses nothing of the documents (%s)', (region) => {
    for (const { name, simplified } of sourceTexts()) {
      const traditional = converter.toTraditional(simplified, region)
      expect(traditional.length, name).toBe(simplified.length)
      expect(foldText(traditional), name).toBe(foldText(simplified))
    }
  })

  test.each(['HK', 'TW'] as const)('Traditional text comes out as it went in (%s)', (region) => {
    for (const { simplified } of sourceTexts()) {
      const once = converter.toTraditional(simplified, region)
      expect(foldText(converter.toTraditional(once, region))).toBe(foldText(once))
    }
  })
})
