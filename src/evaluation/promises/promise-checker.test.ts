import { describe, expect, test } from 'vitest'
import { messagesIn } from '../../composition/messages.js'
import { answerLanguageSchema } from '../../domain/language.js'
import { isWeaker } from '../../measures/strength.js'
import type { RecordedAnswer } from '../evaluation-record.js'
import { composedAnswer, composedTable, composedWhole } from '../testing/composed-answer.fixture.js'
import { changed, isRemark, withoutRemarks } from '../testing/changed-answer.fixture.js'
import { sampleCorpus, sampleSources } from '../testing/sample-context.fixture.js'
import { ownPhrases } from './own-phrases.js'
import { createPromiseChecker } from './promise-checker.js'

const checker = createPromiseChecker(sampleCorpus, sampleSources)
const languages = answerLanguageSchema.options

/** Every sentence of the corpus, with its strength. */
const sentences = sampleCorpus.measures.flatMap(({ id, commitments, clausePromises = [] }) =>
  commitments.map((commitment, index) => ({
    place: `${id}#${index}`,
    commitment,
    parts: clausePromises.filter(({ sentence }) => sentence === index),
  })),
)

describe('what the composer writes', () => {
  test.each(languages)('promises no more than each sentence, and says how much, in %s', (form) => {
    const faults = sentences.flatMap(({ place }) => {
      const answer = composedAnswer(form, [place])
      return [...checker.stronger(answer), ...(checker.unshown(answer) ?? [])].map(
        (fault) => `${place}: ${fault}`,
      )
    })
    expect(faults).toEqual([])
  })

  test.each(languages)('nor than whole measures and runs of sentences, in %s', (form) => {
    const faults = sampleCorpus.measures.flatMap(({ id, sentences: { length } }) =>
      [
        composedWhole(form, id),
        composedAnswer(form, [id]),
        ...(length > 1 ? [composedAnswer(form, [`${id}#1-${length - 1}`])] : []),
      ].flatMap((answer) =>
        [...checker.stronger(answer), ...(checker.unshown(answer) ?? [])].map(
          (fault) => `${id}: ${fault}`,
        ),
      ),
    )
    expect(faults).toEqual([])
  })

  test.each(languages)('nor than the rows of a table, in %s', (form) => {
    const faults = sampleCorpus.measures.flatMap(({ id }, at, all) => {
      const places = all.slice(at, at + 4).map((measure) => `${measure.id}#1`)
      const answer = composedTable(form, places)
      return [...checker.stronger(answer), ...(checker.unshown(answer) ?? [])].map(
        (fault) => `${id}: ${fault}`,
      )
    })
    expect(faults).toEqual([])
  })
})

/** Words that say that something is less than in force, the longest first. */
const weakWords = [
  ...[...sampleSources.rules.markers].map(([word, { class: strength }]) => ({ word, strength })),
  ...[...sampleSources.rules.overrides.values()].map(({ word, class: strength }) => ({
    word,
    strength,
  })),
  ...sampleSources.rules.press.announced.map((word) => ({ word, strength: 'explored' as const })),
]
  .filter(({ strength }) => isWeaker(strength, 'in_force'))
  .map(({ word }) => word)
  .toSorted((a, b) => b.length - a.length)

describe('a claim made stronger', () => {
  test('is found for every sentence that its own words make less than in force', () => {
    let count = 0
    const missed = sentences.flatMap(({ place, commitment }) => {
      const answer = composedAnswer('zh-Hans', [place])
      const stronger = changed(answer, ({ kind, text }) =>
        kind === 'statement' && !isRemark(answer, text)
          ? text.replaceAll(new RegExp(weakWords.join('|'), 'gu'), '可')
          : text,
      )
      const isOwn = answer.citations[0]?.quote.includes(commitment.word) ?? false
      const isNone = !isWeaker(commitment.class, 'in_force') || commitment.class === 'reported'
      if (isNone || !isOwn) return []
      count += 1
      return checker.stronger(stronger).length > 0 ? [] : [place]
    })
    expect(count).toBeGreaterThan(150)
    expect(missed).toEqual([])
  })

  test.each([
    ['zh-Hans', 'dalian-43/39#3', '罚款可线上缴纳，提高执法效率。'],
    ['zh-Hans', 'dalian-43/39#3', '罚款线上缴纳，提高执法效率。'],
    ['zh-Hant-HK', 'dalian-43/39#3', '企業現時可在網上繳交罰款。'],
    ['zh-Hant-TW', 'haikou-20/7#2', '跨境電商可進口OTC藥品。'],
    ['zh-Hans', 'haikou-20/7#2', '跨境电商OTC药品进口正在试点。'],
    ['zh-Hans', 'haikou-20/7#3', '扩大跨境电商商品出口规模。'],
    [
      'zh-Hans',
      'hainan-ftp-cases/6#7',
      '今年3月底前，可实现港澳台居民持居住证在线身份认证、电子签名。',
    ],
    ['en', 'dalian-43/39#3', 'Fines can be paid online.'],
    ['en', 'dalian-43/39#3', 'Dalian Customs takes online payment of fines.'],
    ['en', 'haikou-20/7#2', 'A pilot for imports of OTC medicines is available.'],
    ['en', 'haikou-20/7#3', 'Enterprises may now expand the scale of their exports.'],
  ] as const)('in other words, %s %s: %s', (language, place, told) => {
    expect(checker.stronger(retold(language, place, told))).toHaveLength(1)
  })

  test.each([
    ['zh-Hans', 'dalian-43/39#3', '大连海关正在探索罚款在线上缴纳。'],
    ['zh-Hant-HK', 'haikou-20/7#2', '海口海關爭取開展跨境電商進口OTC藥品的試點。'],
    ['zh-Hant-TW', 'dalian-43/33#1', '企業可以申請預裁定。'],
    ['zh-Hans', 'haikou-20/7#3', '海口海关支持做大跨境电商出口。'],
    ['en', 'dalian-43/39#3', 'Online payment of fines is being explored.'],
    [
      'en',
      'haikou-20/7#3',
      'Haikou Customs supports larger exports of cross-border e-commerce goods.',
    ],
    ['en', 'dalian-43/33#1', 'You can apply for an advance ruling three months ahead.'],
  ] as const)('is not what honest other words are, %s %s: %s', (language, place, told) => {
    expect(checker.stronger(retold(language, place, told))).toEqual([])
  })

  test('is measured by the sentence that it renders, by the weakest where it renders none', () => {
    const place = 'dalian-43/39#2-3'
    const own = '对于符合“初次违法免罚”“轻微违法免罚”的情形，海关不予行政处罚。'
    expect(checker.stronger(retold('zh-Hans', place, own))).toEqual([])
    const mixed = '初次违法的，海关不予处罚，罚款可在网上交。'
    expect(checker.stronger(retold('zh-Hans', place, mixed))).toHaveLength(1)
  })

  test('is found in a quoted original too', () => {
    const answer = composedAnswer('en', ['dalian-43/39#3'])
    const messages = messagesIn('en')
    const stronger = changed(answer, ({ text }) =>
      text === messages.original('探索罚款线上缴纳,提高执法效率。')
        ? messages.original('罚款可线上缴纳,提高执法效率。')
        : text,
    )
    expect(stronger.text).not.toBe(answer.text)
    expect(checker.stronger(stronger)).toHaveLength(1)
  })

  function retold(
    language: RecordedAnswer['language'],
    place: string,
    told: string,
  ): RecordedAnswer {
    const answer = composedAnswer(language, [place])
    const { quotedOriginal } = ownPhrases(language)
    const own = answer.claims.filter(
      ({ kind, text }) =>
        kind === 'statement' && !isRemark(answer, text) && quotedOriginal(text) === undefined,
    )
    return changed(answer, (claim) => {
      if (!own.includes(claim)) return claim.text
      return claim === own[0] ? told : undefined
    })
  }
})

describe('a remark left out', () => {
  test.each(languages)('is missed wherever only less than in force is quoted, in %s', (form) => {
    const silent = sentences.filter(({ place, commitment, parts }) => {
      const { class: strength } = commitment
      if (!isWeaker(strength, 'in_force') || strength === 'reported') return false
      // Of promises of both kinds the one in force may be what was asked about.
      if (parts.some((part) => part.class === 'in_force')) return false
      const answer = withoutRemarks(composedAnswer(form, [place]))
      return (checker.unshown(answer) ?? []).length === 0
    })
    expect(silent).toEqual([])
  })

  test('misleads where the word that governs the sentence stands elsewhere', () => {
    // Its title says 探索; read alone, the sentence promises.
    const governed = composedAnswer('zh-Hans', ['gacc-2024-facilitation/19#2'])
    expect(checker.stronger(governed)).toEqual([])
    expect(checker.stronger(withoutRemarks(governed))).toEqual([
      'sentence 2 sounds in_force, gacc-2024-facilitation/19#2 is only explored, and nothing says so',
    ])
    // A sentence with its own 探索 says so by itself.
    const plain = withoutRemarks(composedAnswer('zh-Hans', ['dalian-43/39#3']))
    expect(checker.stronger(plain)).toEqual([])
    expect(checker.unshown(plain)).toEqual(['[1] is explored, nothing says so'])
  })

  test('of another measure does not help', () => {
    const answer = composedAnswer('en', ['haikou-20/7#2', 'dalian-43/39#3'])
    const own = answer.claims.find(({ text }) => isRemark(answer, text))
    const without = changed(answer, (claim) => (claim === own ? undefined : claim.text))
    expect(checker.unshown(without)).toEqual(['[1] is explored, nothing says so'])
  })

  test('is no loss where all that is quoted is in force', () => {
    expect(checker.unshown(composedAnswer('zh-Hans', ['dalian-43/33#1']))).toBeUndefined()
  })

  test('from a press report is the note', () => {
    const answer = composedAnswer('zh-Hant-TW', ['hainan-ftp-cases/6#6'])
    const without = changed(answer, ({ kind, text }) => (kind === 'signpost' ? undefined : text))
    expect(checker.unshown(answer)).toEqual([])
    expect(checker.unshown(without)).toEqual(['[1] is reported, nothing says so'])
  })
})

describe('what the assistant says of the strength itself', () => {
  test.each(['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW'] as const)(
    'the lead for a rule stands only before what is in force, in %s',
    (form) => {
      const messages = messagesIn(form)
      const withRule = (place: string): RecordedAnswer => {
        const answer = composedAnswer(form, [place])
        const reference = answer.citations[0]?.reference ?? ''
        return changed(answer, ({ kind, text }) =>
          kind === 'lead' ? messages.leadMeasure(reference) : text,
        )
      }
      expect(checker.stronger(withRule('dalian-43/33#1'))).toEqual([])
      for (const place of ['dalian-43/39#3', 'haikou-20/7#3', 'hainan-ftp-cases/6#6']) {
        expect(checker.stronger(withRule(place)).join()).toContain('says that there is a rule')
      }
    },
  )

  test('a lead that is none of the assistant’s is refused before what is less', () => {
    const withLead = (place: string): string[] => {
      const answer = composedAnswer('en', [place])
      const reference = answer.citations[0]?.reference ?? ''
      return checker.stronger(
        changed(answer, ({ kind, text }) =>
          kind === 'lead' ? `**${reference}** provides for this: ` : text,
        ),
      )
    }
    expect(withLead('dalian-43/39#3').join()).toContain('is not one of ours')
    expect(withLead('dalian-43/33#1')).toEqual([])
  })

  test('every lead of a paragraph is looked at', () => {
    const answer = composedAnswer('zh-Hans', ['dalian-43/39#3'], {
      before: [{ kind: 'lead', text: '这里有规定：' }],
    })
    expect(checker.stronger(answer)).toHaveLength(1)
    const other = composedAnswer('zh-Hans', ['dalian-43/39#3'], {
      before: [{ kind: 'lead', text: messagesIn('zh-Hans').leadOtherOffice('大连海关') }],
    })
    expect(checker.stronger(other)).toEqual([])
  })

  test.each(languages)('a remark or a label may not name a stronger class, in %s', (form) => {
    const messages = messagesIn(form)
    const answer = composedAnswer(form, ['haikou-20/7#2'])
    const remarked = changed(answer, ({ text }) =>
      isRemark(answer, text) ? messages.strength.pilot('试点') : text,
    )
    expect(checker.stronger(remarked)).toEqual(['remark says pilot of [1], it is explored'])
    expect(checker.unshown(remarked)).toEqual(['[1] is explored, nothing says so'])
    const table = composedTable(form, ['haikou-20/7#2', 'dalian-43/33#1', 'dalian-43/39#3'])
    const { explored, in_force: inForce } = messages.strengthLabel
    const text = table.text.replace(` ${explored} |`, ` ${inForce} |`)
    expect(checker.stronger({ ...table, text })).toEqual([
      'label says in_force of [1], it is explored',
    ])
  })

  test('nor may a citation', () => {
    const answer = composedAnswer('en', ['haikou-20/7#2'])
    const citations = answer.citations.map((citation) => ({
      ...citation,
      commitment: { class: 'supported' as const, word: '支持' },
    }))
    expect(checker.stronger({ ...answer, citations })).toEqual([
      'citation 1 is called supported, it is explored',
    ])
  })

  test('the governing word has to stand in the answer', () => {
    const answer = composedAnswer('en', ['haikou-20/7#2'])
    const text = answer.text.replaceAll('争取', '')
    expect(checker.unshown({ ...answer, text })).toEqual([
      '[1] is explored by 争取, which is not shown',
    ])
  })

  test('of a whole measure its strongest promise tells', () => {
    expect(checker.unshown(composedWhole('zh-Hans', 'dalian-43/39'))).toBeUndefined()
    const less = composedWhole('zh-Hans', 'haikou-20/7')
    expect(checker.unshown(less)).toEqual([])
    expect(checker.unshown(withoutRemarks(less))).toEqual(['[1] is supported, nothing says so'])
  })
})

test('a citation of what the corpus does not have says nothing of its strength', () => {
  const answer = composedAnswer('zh-Hans', ['dalian-43/39#3'])
  const citations = answer.citations.map((citation) => ({ ...citation, measureId: 'dalian-43/99' }))
  expect(checker.stronger({ ...answer, citations })).toEqual([])
})

describe('a region’s own words', () => {
  const sources = {
    ...sampleSources,
    glossary: {
      entries: [{ 'zh-Hans': ['出台'], display: { HK: '推出', TW: '推出' } }],
    },
  }
  const own = createPromiseChecker(sampleCorpus, sources)
  const told = (language: 'zh-Hans' | 'zh-Hant-HK'): RecordedAnswer => {
    const answer = composedAnswer(language, ['dalian-43/38#3'])
    return changed(answer, ({ text }) => text.replaceAll('出台', '推出'))
  }

  test('stand for those of the documents, in the answers of that region', () => {
    expect(own.stronger(told('zh-Hant-HK'))).toEqual([])
    expect(own.stronger(told('zh-Hans'))).toHaveLength(1)
  })

  test('for nothing that the original does not say', () => {
    const answer = composedAnswer('zh-Hant-HK', ['dalian-43/39#3'])
    const stronger = changed(answer, ({ text }) => text.replaceAll('探索', '推出'))
    expect(own.stronger(stronger).length).toBeGreaterThan(0)
  })
})
