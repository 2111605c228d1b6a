import { describe, expect, test } from 'vitest'
import { detectScript, isEnglish } from './detect-script.js'
import { sourceTexts } from './source-texts.fixture.js'

describe('detectScript', () => {
  test.each([
    ['货物在口岸可以先拉走吗', 'Hans'],
    ['AEO企业有什么好处', 'Hans'],
    ['RCEP 原产地规则', 'Hans'],
    ['保税+ERP 9610 wms 系统怎么对接', 'Hans'],
    ['貨物在口岸可以先拉走嗎', 'Hant'],
    ['AEO企業有什麼好處', 'Hant'],
    [
      '《深圳海关优化营商环境20条》第十九條講的是什麼？請問這項措施對進口貨物適用嗎，應該怎樣申請辦理？',
      'Hant',
    ],
    ['海口', 'Han'],
    ['口岸提离', 'Hans'],
    ['上海', 'Han'],
    ['9610', 'Han'],
    ['？', 'Han'],
    ['', 'Han'],
    ['What is conditional release?', 'Latin'],
    ['RCEP', 'Latin'],
    ['What does 提离 mean in the Dalian measures', 'Latin'],
    ['Was ist eine Vorabentscheidung', 'Latin'],
    ['我想申請预裁定', 'mixed'],
    ['How do I apply for 附条件提离 at 海口海关口岸', 'mixed'],
    ['通関の手続きを教えてください', 'other'],
    ['輸入貨物の検査について', 'other'],
    ['통관 절차는 무엇입니까', 'other'],
    ['Как растаможить товар', 'other'],
    ['ما هي إجراءات الجمارك', 'other'],
    ['ขั้นตอนศุลกากร', 'other'],
    ['自然の美海口海关怎么办', 'Hans'],
  ])('%s is %s', (text, script) => {
    expect(detectScript(text).script).toBe(script)
  })

  test.each([
    ['我哋啲貨可唔可以喺碼頭攞走先', 'HK'],
    ['係咪可以提早清關？', 'HK'],
    ['速遞公司點樣申報', 'HK'],
    ['衞生證書', 'HK'],
    ['網上申報的數據', 'HK'],
    ['網路上申報的資料庫', 'TW'],
    ['快遞業者如何報關，品質怎麼檢驗', 'TW'],
    ['這裡的報關行', 'TW'],
    ['大陸海關的計畫', 'TW'],
    ['貨櫃報關要多久', undefined],
    ['貨物通關', undefined],
  ])('%s comes from %s', (text, region) => {
    const detected = detectScript(text)
    expect(detected.script).toBe('Hant')
    expect(detected.region).toBe(region)
  })

  test('a Simplified text has no region, whatever its words', () => {
    expect(detectScript('网络快递数据的品质')).not.toHaveProperty('region')
  })

  test('counts characters and words', () => {
    expect(detectScript('AEO企业認證 ok')).toMatchObject({
      hans: 1,
      hant: 2,
      han: 4,
      latinWords: 2,
    })
  })

  test('tells every paragraph of the documents', () => {
    for (const { name, simplified } of sourceTexts()) {
      for (const line of simplified.split('\n').filter((each) => each.trim().length > 30)) {
        expect(detectScript(line).script, `${name}: ${line}`).toBe('Hans')
      }
    }
  })
})

describe('isEnglish', () => {
  test.each([
    'What is conditional release?',
    'RCEP',
    'AEO benefits',
    'customs clearance time reduction Haikou measures',
    'can i take my goods away before the lab results come out',
    'Which office offers advance rulings?',
    'Is there a café in the port?',
    '9610',
    'tell me about the weather',
    'yacht maintenance bonded hainan',
  ])('%s', (text) => {
    expect(isEnglish(text)).toBe(true)
  })

  test.each([
    'Quelles sont les mesures de la douane de Dalian ?',
    'Wie kann ich meine Waren schneller verzollen?',
    '¿Cómo puedo importar mercancías a China?',
    'Bagaimana cara impor barang ke Hainan?',
    'Làm thế nào để nhập khẩu hàng hóa vào Trung Quốc?',
    'Como posso importar produtos para a China?',
    'Quali sono i vantaggi per le imprese AEO?',
    'Gümrük işlemleri nasıl yapılır',
    'Hoe kan ik goederen invoeren zonder inspectie?',
  ])('not %s', (text) => {
    expect(isEnglish(text)).toBe(false)
  })
})
