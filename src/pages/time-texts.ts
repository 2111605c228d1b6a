import { writtenDay } from '../composition/written-day.js'
import type { Standing } from '../documents/document-versions.js'
import type { HistoryStep } from '../documents/measure-history.js'
import type { MeasureChange } from '../documents/compare-versions.js'
import type { DocumentData } from '../domain/document.js'
import type { AnswerLanguage } from '../domain/language.js'

/** What the pages say of versions, days and changes, in one written form. */
export interface TimeTexts {
  /** A day (ISO 8601) in words. */
  readonly day: (day: string) => string
  /** That a document holds no more; `from` is the first day on which it did not, in words. */
  readonly ended: (status: DocumentData['status'], from: string | null, by: string | null) => string
  /** That a document does not hold yet. */
  readonly notYet: (from: string) => string
  readonly currentVersion: string
  readonly measureNow: string
  readonly measureGone: string
  readonly measureMerged: string
  readonly validFrom: string
  readonly validUntil: string
  readonly versions: string
  readonly standings: Readonly<Record<Standing, string>>
  /** From when to when a version held; days in words. */
  readonly period: (from: string | null, until: string | null) => string
  readonly changesLink: string
  readonly changesTitle: (newer: string) => string
  readonly changesLead: (
    older: string,
    counts: Readonly<Record<MeasureChange['kind'], number>>,
  ) => string
  readonly kinds: Readonly<Record<Exclude<MeasureChange['kind'], 'unchanged'>, string>>
  readonly diffNote: string
  readonly history: string
  readonly steps: Readonly<Record<HistoryStep['change'], string>>
  readonly renumbered: (before: string, after: string) => string
  readonly otherChapter: string
  readonly splitFrom: string
  readonly mergedInto: string
  /** Said before and behind words that were put in or taken out, to those who do not see them. */
  readonly inserted: readonly [string, string]
  readonly deleted: readonly [string, string]
}

const zhHans: TimeTexts = {
  day: (day) => writtenDay(day, 'zh'),
  ended: (status, from, by) => {
    const isRepealed = status === 'repealed'
    const since =
      from === null
        ? `已${isRepealed ? '废止' : '失效'}`
        : `自${from}起${isRepealed ? '废止' : '失效'}`
    const cause = by === null ? '' : isRepealed ? `，废止依据是${by}` : `，由${by}取代`
    return `该文件${since}${cause}，现仅供查阅，不能作为办理依据。`
  },
  notYet: (from) => `该文件自${from}起施行，目前还不能作为办理依据。`,
  currentVersion: '现行版本：',
  measureNow: '本项在现行版本中：',
  measureGone: '现行版本中没有这一项。',
  measureMerged: '这一项的内容已并入：',
  validFrom: '施行日期',
  validUntil: '有效期至',
  versions: '历次版本',
  standings: { holds: '现行', ended: '已失效', not_yet: '尚未施行' },
  period: (from, until) =>
    from === null
      ? until === null
        ? '起止日期未记录'
        : `至${until}`
      : until === null
        ? `自${from}起`
        : `${from}至${until}`,
  changesLink: '与上一版相比的改动',
  changesTitle: (newer) => `${newer}的改动`,
  changesLead: (older, counts) =>
    `与${older}相比：文字改动${counts.changed}项，新增${counts.added}项，删去${counts.removed}项，只改编号或章节${counts.moved}项，未改动${counts.unchanged}项。`,
  kinds: { changed: '文字改动', added: '新增', removed: '删去', moved: '只改编号或章节' },
  diffNote: '加下划线的是新增的文字，加删除线的是删去的文字。',
  history: '沿革',
  steps: {
    first: '收录的最早版本，已有这一项',
    added: '新增',
    unchanged: '未改动',
    moved: '文字未改动',
    changed: '文字有改动',
    removed: '删去',
  },
  renumbered: (before, after) => `编号由“${before}”改为“${after}”`,
  otherChapter: '移至另一章',
  splitFrom: '大部分内容出自：',
  mergedInto: '大部分内容并入：',
  inserted: ['（新增：', '）'],
  deleted: ['（删去：', '）'],
}

const zhHantHK: TimeTexts = {
  ...zhHans,
  ended: (status, from, by) => {
    const isRepealed = status === 'repealed'
    const since =
      from === null
        ? `已${isRepealed ? '廢除' : '失效'}`
        : `自${from}起${isRepealed ? '廢除' : '失效'}`
    const cause = by === null ? '' : isRepealed ? `，廢除依據是${by}` : `，由${by}取代`
    return `該文件${since}${cause}，現僅供查閱，不可作為辦理依據。`
  },
  notYet: (from) => `該文件自${from}起實施，目前還不可作為辦理依據。`,
  currentVersion: '現行版本：',
  measureNow: '本項在現行版本中：',
  measureGone: '現行版本中沒有這一項。',
  measureMerged: '這一項的內容已併入：',
  validFrom: '實施日期',
  validUntil: '有效期至',
  versions: '歷次版本',
  standings: { holds: '現行', ended: '已失效', not_yet: '尚未實施' },
  period: (from, until) =>
    from === null && until === null ? '起止日期未有記錄' : zhHans.period(from, until),
  changesLink: '與上一版相比的改動',
  changesTitle: (newer) => `${newer}的改動`,
  changesLead: (older, counts) =>
    `與${older}相比：文字改動${counts.changed}項，新增${counts.added}項，刪去${counts.removed}項，只改編號或章節${counts.moved}項，沒有改動${counts.unchanged}項。`,
  kinds: { changed: '文字改動', added: '新增', removed: '刪去', moved: '只改編號或章節' },
  diffNote: '加底線的是新增的文字，加刪除線的是刪去的文字。',
  history: '沿革',
  steps: {
    first: '收錄的最早版本，已有這一項',
    added: '新增',
    unchanged: '沒有改動',
    moved: '文字沒有改動',
    changed: '文字有改動',
    removed: '刪去',
  },
  renumbered: (before, after) => `編號由「${before}」改為「${after}」`,
  otherChapter: '移至另一章',
  splitFrom: '大部分內容出自：',
  mergedInto: '大部分內容併入：',
  deleted: ['（刪去：', '）'],
}

const zhHantTW: TimeTexts = {
  ...zhHantHK,
  ended: (status, from, by) => {
    const isRepealed = status === 'repealed'
    const since =
      from === null
        ? `已${isRepealed ? '廢止' : '失效'}`
        : `自${from}起${isRepealed ? '廢止' : '失效'}`
    const cause = by === null ? '' : isRepealed ? `，廢止依據為${by}` : `，由${by}取代`
    return `該文件${since}${cause}，現僅供查閱，不得作為辦理依據。`
  },
  notYet: (from) => `該文件自${from}起施行，目前尚不得作為辦理依據。`,
  validFrom: '施行日期',
  standings: { holds: '現行', ended: '已失效', not_yet: '尚未施行' },
}

const en: TimeTexts = {
  day: (day) => writtenDay(day, 'en'),
  ended: (status, from, by) => {
    const isRepealed = status === 'repealed'
    const since = from === null ? '' : ` since ${from}`
    const cause = by === null ? '' : `; it was ${isRepealed ? 'repealed' : 'replaced'} by ${by}`
    return `This document has ${isRepealed ? 'been repealed' : 'not been in force'}${since}${cause}. It is kept for reference only and cannot be relied on.`
  },
  notYet: (from) => `This document takes effect on ${from}. Until then it cannot be relied on.`,
  currentVersion: 'Version in force: ',
  measureNow: 'In the version in force this is: ',
  measureGone: 'The version in force does not have this measure.',
  measureMerged: 'Its content was taken into: ',
  validFrom: 'In force from',
  validUntil: 'In force until',
  versions: 'Versions',
  standings: { holds: 'in force', ended: 'no longer in force', not_yet: 'not yet in force' },
  period: (from, until) =>
    from === null
      ? until === null
        ? 'days not recorded'
        : `until ${until}`
      : until === null
        ? `from ${from}`
        : `${from} to ${until}`,
  changesLink: 'Changes from the version before',
  changesTitle: (newer) => `Changes in the ${newer}`,
  changesLead: (older, counts) =>
    `Compared with the ${older}: ${counts.changed} reworded, ${counts.added} added, ${counts.removed} removed, ${counts.moved} with another number or chapter only, ${counts.unchanged} unchanged.`,
  kinds: {
    changed: 'Reworded',
    added: 'Added',
    removed: 'Removed',
    moved: 'Another number or chapter only',
  },
  diffNote: 'Words put in are underlined, words taken out are struck through.',
  history: 'History',
  steps: {
    first: 'earliest version included here; it has this measure',
    added: 'added',
    unchanged: 'unchanged',
    moved: 'same words',
    changed: 'reworded',
    removed: 'removed',
  },
  renumbered: (before, after) => `number ${before} became ${after}`,
  otherChapter: 'moved to another chapter',
  splitFrom: 'most of it came from: ',
  mergedInto: 'most of it went into: ',
  inserted: ['(added: ', ')'],
  deleted: ['(removed: ', ')'],
}

const BY_LANGUAGE: Readonly<Record<AnswerLanguage, TimeTexts>> = {
  'zh-Hans': zhHans,
  'zh-Hant-HK': zhHantHK,
  'zh-Hant-TW': zhHantTW,
  en,
}

/** What the pages say of versions and days in a written form. */
export function timeTextsIn(language: AnswerLanguage): TimeTexts {
  return BY_LANGUAGE[language]
}
