import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { projectRoot } from '../project-root.js'
import { madeUpData } from './generated-document.fixture.js'
import { segmentDocument } from './segment-document.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))

function documentOf(id: string): CorpusDocument {
  const document = corpus.documents.find(({ data }) => data.id === id)
  if (document === undefined) throw new Error(`expected document ${id}`)
  return document
}

function measureOf(document: CorpusDocument, number: number): MeasureRecord {
  const measure = document.measures.find((each) => each.number === number)
  if (measure === undefined) throw new Error(`expected measure ${number}`)
  return measure
}

/** The parts of one kind as the source prints them. */
const printed = (document: CorpusDocument, kind: string): string[] =>
  document.parts
    .filter((part) => part.kind === kind)
    .map(({ start, end }) => document.source.slice(start, end).trim())
    .filter((text) => text !== '')

const titles = (document: CorpusDocument): string[] => document.measures.map(({ title }) => title)
const lineBreaks = (text: string): number => text.split('\n').length - 1

describe('haikou-20', () => {
  const document = documentOf('haikou-20')

  test('the cover word and the title over three lines belong to no measure', () => {
    expect(printed(document, 'front-matter').map((text) => text.split(/\n+/))).toEqual([
      ['附件', '海口海关进一步优化口岸营商环境', '助力海南自贸港外贸高质量发展', '二十条措施'],
    ])
    expect(document.measures.filter(({ text }) => /附件|二十条措施/.test(text))).toEqual([])
  })

  test('十九 begins in the middle of the line that ends 十八', () => {
    const [eighteen, nineteen] = [measureOf(document, 18), measureOf(document, 19)]
    expect(eighteen.title).toBe('持续深化“智慧+信用”监管模式')
    expect(eighteen.text.endsWith('持续引导企业提升守法合规经营水平。')).toBe(true)
    expect(eighteen.text).not.toContain('十九')
    expect(nineteen).toMatchObject({ label: '十九', title: '加大惠企服务力度' })
    expect(nineteen.text.startsWith('加大惠企服务力度\n开展海南自贸港海关政策大宣讲，')).toBe(true)
    expect(nineteen.text.endsWith('为企业拓展海外市场保驾护航。')).toBe(true)
    const label = document.parts.find(({ kind, measure }) => kind === 'label' && measure === 19)
    expect(document.source.slice((label?.start ?? 0) - 1, label?.end)).toBe('。十九、')
  })

  test('a heading with a blank line behind it and one without are cut alike', () => {
    expect(document.source).toContain('一、推动“零关税”政策扩容增效\n支持更多')
    expect(document.source).toContain('二、持续扩大加工增值免关税政策效应\n\n支持以保税')
    expect(measureOf(document, 1).text).toContain('扩容增效\n支持更多')
    expect(measureOf(document, 2).text).toContain('免关税政策效应\n支持以保税')
    for (const { text } of document.measures) expect(lineBreaks(text)).toBe(1)
  })

  test('the last measure ends with the document', () => {
    expect(measureOf(document, 20).text).toBe(
      '落实轻微违规行为容错处置规定\n落实主动披露、首违不罚等制度规定，对于轻微违法行为以提醒、教育为主，切实引导进出口企业合规经营。',
    )
  })
})

describe('shenzhen-20', () => {
  const document = documentOf('shenzhen-20')

  test('joins words that hard line wraps and blank lines cut in two', () => {
    expect(document.source).toMatch(/对企信息化服\n+务应用，/)
    expect(document.source).toMatch(/零售进口商品条\n+码应用。/)
    expect(measureOf(document, 8).text).toContain('推出“深关数”小程序、对企信息化服务应用，拓展')
    expect(measureOf(document, 17).text.endsWith('推广跨境电商零售进口商品条码应用。')).toBe(true)
    for (const { text } of document.measures) expect(lineBreaks(text)).toBe(1)
  })

  test('the preamble with the address of the original belongs to no measure', () => {
    const [front] = printed(document, 'front-matter')
    expect(front).toContain('以下附錄節錄自中華人民共和國深圳海關的網站')
    expect(front).toContain(document.data.sourceUrl)
    expect(front).toMatch(/制定《深圳海关优化营商环境 20 条》。$/)
    const leaked = document.measures.filter(({ text }) =>
      /http|customs\.gov|附錄|海關|贯彻|全面落实党中央/.test(text),
    )
    expect(leaked).toEqual([])
  })

  test('keeps the blanks inside its lines', () => {
    expect(measureOf(document, 11).title).toBe('支持 RCEP 高质量实施')
    expect(measureOf(document, 11).text).toContain('“深圳 RCEP 服务中心”')
    expect(measureOf(document, 8).text).toContain('“关企 e 视通”，升级优化“i 深关”')
    expect(measureOf(document, 13).text).toContain('、AEO 高级认证实训基地等')
    expect(measureOf(document, 16).text).toContain('保税仓库 WMS 与加工贸易工厂 ERP 与海关')
  })
})

describe('dalian-43', () => {
  const document = documentOf('dalian-43')

  test('numbers run on through the four chapters', () => {
    expect(document.chapters).toEqual([
      '一、支持优质农食产品“优进优出”',
      '二、畅通跨境贸易通道',
      '三、促进能矿产业、制造业高质量发展',
      '四、提升涉企综合服务效能',
    ])
    const chapters = document.measures.map(({ chapter }) => chapter)
    expect(chapters).toEqual([
      ...Array.from({ length: 8 }, () => 0),
      ...Array.from({ length: 12 }, () => 1),
      ...Array.from({ length: 12 }, () => 2),
      ...Array.from({ length: 11 }, () => 3),
    ])
    expect(document.measures.filter(({ text }) => text.includes('畅通跨境贸易通道'))).toEqual([])
  })

  test('brackets inside the text are no numbers', () => {
    expect(measureOf(document, 1).text).toContain('“批次检验(检疫)”改革试点范围')
    expect(measureOf(document, 6).text).toContain('“东北四省(区)六关”')
    expect(measureOf(document, 9).text).toContain('零售出口(海关9610监管模式)跨关区退货')
    expect(measureOf(document, 24).text).toContain('“四个一(一企、一品、一指令、一策)”')
    expect(measureOf(document, 38).text).toContain('“1+N”(主体企业及相关企业)组团')
  })

  test('the first sentence is the title, without its full stop', () => {
    expect(measureOf(document, 1).title).toBe(
      '推广出口农食产品“批次检验(检疫)”和实施出口大米“跨区直通”',
    )
    expect(measureOf(document, 15)).toMatchObject({
      title: '实施低风险水运进口散装铁矿“锚地初筛+泊位排查”双免模式',
      text: '实施低风险水运进口散装铁矿“锚地初筛+泊位排查”双免模式。对企业和货物的风险等级实施评估,按照低、中、高风险等级实施差异化监管,对属于低风险的货物免予锚地初筛和泊位排查。',
    })
    expect(measureOf(document, 31).title).toContain('真空包装')
    for (const { title, text, titleEnd } of document.measures) {
      expect(title).not.toMatch(/[。！？]/)
      expect(text.charAt(titleEnd)).toBe('。')
      expect(lineBreaks(text)).toBe(0)
    }
  })

  test('keeps the half-width punctuation', () => {
    const own = document.measures.map(({ text }) => text).join('')
    expect(own).toContain(',')
    expect(own).not.toMatch(/[，（）：]/)
  })

  test('the line that names an attachment is back matter', () => {
    expect(printed(document, 'back-matter')).toEqual([
      '附件:大连海关优化口岸营商环境 促进外贸提质增效惠企措施解读说明',
    ])
    expect(measureOf(document, 43).text.endsWith('“企业家沙龙”两大活动场景。')).toBe(true)
  })
})

describe('hainan-ftp-cases', () => {
  const document = documentOf('hainan-ftp-cases')

  test('titles stand on the line of the number', () => {
    expect(titles(document)).toEqual([
      '离岛免税监管服务创新 “免保衔接”面向全国综合保税区推广',
      '海港口岸“信用+智慧”综合型服务 创新“四个一”,口岸通关变“丝滑”',
      '企业“一码通全岛”服务全覆盖 被国务院列入典型经验向全国推广',
      '外资企业登记“五位一体”改革 外企开办办理材料压减超77%',
    ])
  })

  test('the section 数据 belongs to its case, on a line of its own', () => {
    for (const { text, sentences } of document.measures) {
      expect(text.split('\n').filter((line) => line === '数据')).toHaveLength(1)
      expect(sentences.map(({ start, end }) => text.slice(start, end))).toContain('数据')
    }
  })

  test('the marks of bold are gone, and every figure inside them is there', () => {
    const figures = [...document.source.matchAll(/\*\*(.+?)\*\*(.)/g)]
    expect(figures).toHaveLength(31)
    const own = document.measures.map(({ text }) => text).join('\n')
    expect(own).not.toContain('*')
    let from = 0
    for (const [, figure, unit] of figures) {
      const at = own.indexOf(`${figure}${unit}`, from)
      expect(at, `${figure}${unit}`).toBeGreaterThanOrEqual(from)
      from = at
    }
    expect(measureOf(document, 3).text).toContain(
      '已进口货物390万件(货值15亿元),减少用工及物流成本30%。',
    )
    expect(measureOf(document, 5).text).toContain('占比93.4%,线上线下评价综合满意率97.94%。')
    expect(measureOf(document, 6).text).toContain('惠及外资企业近3万户次。')
  })

  test('figures and years at the start of a line are no numbers of a case', () => {
    expect(measureOf(document, 3).text).toContain('\n2024年4月新增')
    expect(measureOf(document, 5).text).toContain('\n2024年度,共完成')
  })
})

describe('gacc-2024-facilitation', () => {
  const document = documentOf('gacc-2024-facilitation')

  test('the header of each page and the page number are furniture', () => {
    const furniture = printed(document, 'furniture')
    const pages = 11
    for (const header of ['序号', '改革事项', '主要内容']) {
      expect(furniture.filter((text) => text === header)).toHaveLength(pages)
    }
    expect(furniture.slice(3 * pages)).toEqual(['— 1 —'])
    const leaked = document.measures.filter(({ text }) => /序号|改革事项|主要内容|—/.test(text))
    expect(leaked).toEqual([])
  })

  test('a row is its number, its item and its content', () => {
    expect(measureOf(document, 26)).toMatchObject({
      label: '26',
      title: '深入推进第三方采信',
      text: '深入推进第三方采信\n鼓励符合资质要求的检验检测机构参与进出口商品检验采信，扩大第三方检验检测结果采信范围。',
    })
    for (const { text } of document.measures) expect(lineBreaks(text)).toBe(1)
    expect(measureOf(document, 29).text.endsWith('适时召开协商会议予以推动研究解决。')).toBe(true)
  })

  test('the title of the table belongs to no row', () => {
    expect(printed(document, 'front-matter')).toEqual([
      '附件\n\n2024年促进跨境贸易便利化专项行动\n\n各项措施复制推广工作任务表',
    ])
  })

  test('keeps the full-width stroke', () => {
    expect(measureOf(document, 9).text).toContain('ERP（企业管理系统）／WMS（仓库管理系统）系统')
  })
})

describe('sentences of a made-up document', () => {
  const sentencesOf = (kind: 'cases' | 'bracketed-items', source: string): string[] =>
    segmentDocument(source, madeUpData(kind, 1, 1), 'source.txt').measures.flatMap(
      ({ text, sentences }) => sentences.map(({ start, end }) => text.slice(start, end)),
    )

  test('one character can be a sentence, the full stop behind a title is none', () => {
    expect(sentencesOf('cases', '1 题\n注\n甲。')).toEqual(['题', '注', '甲。'])
    expect(sentencesOf('bracketed-items', '一、章\n(一)题。注\n甲。')).toEqual(['题', '注', '甲。'])
  })

  test('a title that is the first sentence may be all there is', () => {
    expect(sentencesOf('bracketed-items', '一、章\n(一)推广互认。\n')).toEqual(['推广互认'])
  })
})
