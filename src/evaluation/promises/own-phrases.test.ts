import { describe, expect, test } from 'vitest'
import { messagesIn } from '../../composition/messages.js'
import { answerLanguageSchema } from '../../domain/language.js'
import { CLASSES_BY_STRENGTH } from '../../measures/strength.js'
import { composedAnswer } from '../testing/composed-answer.fixture.js'
import { ownPhrases } from './own-phrases.js'
import { strengthSigns, tableRows } from './strength-signs.js'

describe.each(answerLanguageSchema.options)('in %s', (language) => {
  const messages = messagesIn(language)
  const phrases = ownPhrases(language)

  test('each remark is told from the others, with its word', () => {
    for (const name of CLASSES_BY_STRENGTH) {
      const word = name === 'reported' ? '' : '探索'
      expect(phrases.strengthRemark(messages.strength[name]('探索'))).toEqual({ class: name, word })
      expect(phrases.strengthLabel(messages.strengthLabel[name])).toBe(name)
    }
    expect(phrases.strengthRemark('探索罚款线上缴纳。')).toBeUndefined()
    expect(phrases.strengthRemark(`${messages.strength.pilot('试点')} x`)).toBeUndefined()
  })

  test('leads by what they say, of a measure that is cited only', () => {
    const { citations } = composedAnswer(language, ['dalian-43/33#1'])
    const [first] = citations
    if (first === undefined) throw new Error('a citation expected')
    const { reference, office } = first
    const strength = (lead: string) => phrases.leadStrength(lead, citations)
    // In English one lead serves all: it promises nothing.
    const strong = language === 'en' ? 'plain' : 'strong'
    expect(strength(messages.leadMeasure(reference))).toBe(strong)
    expect(strength(messages.leadMeasure(messages.titled(reference, '标题')))).toBe(strong)
    for (const lead of [
      messages.leadWeaker(reference),
      messages.leadTask(messages.titled(reference, '标题')),
      messages.leadWhole(reference, '标题'),
      messages.leadOtherOffice(office.name),
      messages.comparisonLead(1),
      messages.comparisonLead(4),
    ]) {
      expect(strength(lead), lead).toBe('plain')
    }
    expect(strength(messages.leadWeaker('某海关第一条'))).toBeUndefined()
    expect(strength('')).toBe(messages.translationNote === '' ? 'plain' : undefined)
  })
})

test('only a translation has its original beside it', () => {
  const { quotedOriginal } = ownPhrases('en')
  expect(quotedOriginal(messagesIn('en').original('可申请。'))).toBe('可申请。')
  expect(quotedOriginal('Enterprises may apply.')).toBeUndefined()
  expect(ownPhrases('zh-Hans').quotedOriginal('可申请。')).toBeUndefined()
})

describe('tableRows', () => {
  test('are the lines that cite something, with their cells', () => {
    const text =
      '头\n\n| 出处 | 内容 | 力度 |\n| --- | --- | --- |\n| 甲 | 可申请。[1]可办理。[2] | 现行 |\n尾[3]'
    expect(tableRows(text)).toEqual([
      { cells: ['甲', '可申请。[1]可办理。[2]', '现行'], citations: [1, 2] },
    ])
  })
})

describe('strengthSigns', () => {
  test('a press note is about what was stated last, and about nothing before anything was', () => {
    const note = { kind: 'signpost' as const, text: messagesIn('zh-Hans').pressNote, citations: [] }
    const claims = [
      note,
      { kind: 'statement' as const, text: '实现。', citations: [1] },
      { kind: 'statement' as const, text: '完成。', citations: [2] },
      note,
    ]
    expect(strengthSigns({ language: 'zh-Hans', text: '', claims })).toEqual([
      { kind: 'note', class: 'reported', word: '', citations: [2] },
    ])
  })
})
