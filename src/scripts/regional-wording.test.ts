import { describe, expect, test } from 'vitest'
import { createScriptConverter } from './convert-script.js'
import { glossaryUserWords, loadGlossary } from './glossary.js'
import { createRegionalWording } from './regional-wording.js'
import { sourceTexts } from './source-texts.fixture.js'
import { createTokenizer } from './tokenize.js'

const glossary = loadGlossary()
const converter = createScriptConverter()
const wording = createRegionalWording(
  glossary,
  converter,
  createTokenizer(glossaryUserWords(glossary)),
)

describe('toRegionalWording', () => {
  test.each([
    ['网络数据', '網絡數據', '網路資料'],
    ['软件和硬件', '軟件和硬件', '軟體和硬體'],
    ['采用集装箱运输', '採用貨櫃運輸', '採用貨櫃運輸'],
    ['打印报关单', '列印報關單', '列印報關單'],
    ['远程视频查检', '遠程視像查檢', '遠端視訊查檢'],
    ['质量安全', '質量安全', '品質安全'],
    ['高质量发展', '高質量發展', '高品質發展'],
    ['电子商务规则', '電子商貿規則', '電子商務規則'],
    ['跨境电商', '跨境電商', '跨境電商'],
    ['知识产权保护', '知識產權保護', '智慧財產權保護'],
    ['信息推送', '資訊推送', '資訊推送'],
    ['大数据', '大數據', '大數據'],
    ['快递企业', '速遞企業', '快遞企業'],
    ['工业和信息化部门', '工業和信息化部門', '工業和信息化部門'],
    ['深圳航空物流公共信息平台', '深圳航空物流公共信息平台', '深圳航空物流公共信息平臺'],
    ['芯片烧录', '晶片燒錄', '晶片燒錄'],
    ['重视频次', '重視頻次', '重視頻次'],
    ['寄递渠道', '寄遞渠道', '寄遞管道'],
    ['可通过电子系统申报', '可透過電子系統申報', '可透過電子系統申報'],
    ['提高一次性审核通过率', '提高一次性審核通過率', '提高一次性審核通過率'],
    ['监管场地通过验收', '監管場地通過驗收', '監管場地通過驗收'],
    ['制度集成创新', '制度整合創新', '制度整合創新'],
    ['集成电路', '集成電路', '積體電路'],
    ['南繁硅谷', '南繁矽谷', '南繁矽谷'],
    ['线上身份认证、电子签名', '網上身份認證、電子簽署', '線上身分認證、電子簽章'],
    ['数据数字签名', '數據數碼簽署', '資料數位簽章'],
    ['智能检疫审批', '智能檢疫審批', '智慧檢疫審批'],
    ['智能化升级', '智能化升級', '智慧化升級'],
    ['智慧化管理智能化应用', '智慧化管理智能化應用', '智慧化管理智能化應用'],
    ['便利化水平', '便利化水平', '便利化水準'],
    ['提前对接销售计划', '提前對接銷售計劃', '提前對接銷售計畫'],
    ['计划单列市', '計劃單列市', '計劃單列市'],
    ['在官方域名下上线平台', '在官方域名下上線平台', '在官方域名下上線平臺'],
    ['运营成本', '營運成本', '營運成本'],
    ['危化品检验', '危險化學品檢驗', '危險化學品檢驗'],
    ['预裁定', '預裁定', '預裁定'],
    ['高级认证企业', '高級認證企業', '高級認證企業'],
    ['单一窗口', '單一窗口', '單一窗口'],
  ])('%s', (simplified, hongKong, taiwan) => {
    expect(wording.toRegionalWording(converter.toTraditional(simplified, 'HK'), 'HK')).toBe(
      hongKong,
    )
    expect(wording.toRegionalWording(converter.toTraditional(simplified, 'TW'), 'TW')).toBe(taiwan)
  })

  test('leaves what stands in quotation marks and book titles', () => {
    expect(wording.toRegionalWording('「網絡數據」的數據，《數據辦法『數據』》', 'TW')).toBe(
      '「網絡數據」的資料，《數據辦法『數據』》',
    )
    expect(wording.toRegionalWording('「數據', 'TW')).toBe('「資料')
  })

  test('never puts the name of another scheme into an answer', () => {
    const foreign = glossary.entries
      .filter(({ scheme }) => scheme)
      .flatMap((entry) => [...entry['zh-Hant-HK'], ...entry['zh-Hant-TW']])
    for (const region of ['HK', 'TW'] as const) {
      for (const { simplified } of sourceTexts()) {
        const converted = converter.toTraditional(simplified, region)
        const shown = wording.toRegionalWording(converted, region)
        // 優質企業 stands in the documents as plain words: what counts is that no name comes in.
        const isNew = (name: string) => shown.includes(name) && !converted.includes(name)
        expect(foreign.filter(isNew)).toEqual([])
      }
    }
  })
})
