import type { DocumentData } from '../../domain/document.js'
import { detectScript } from '../../scripts/detect-script.js'
import type { UnitNames } from './facts-types.js'

/** Enough of a text to tell its script by. */
const SCRIPT_SAMPLE = 20_000
/** Han characters that say as much as one English word. */
const CHARACTERS_PER_WORD = 1.7

/** Script of the original: that of its measures, where a preface may be in another. */
export function readScript(measures: string): DocumentData['script'] {
  const { script, hans, hant, han, latinWords } = detectScript(measures.slice(0, SCRIPT_SAMPLE))
  if (script === 'Latin') return 'Latn'
  if (script === 'Hant' || script === 'Hans') return script
  if (script !== 'Han' && latinWords > han / CHARACTERS_PER_WORD) return 'Latn'
  return hant > hans ? 'Hant' : 'Hans'
}

const TASKS =
  /任务(?:分工|分解|清单)?表|任务清单|任务分工|分工方案|责任清单|重点任务.{0,6}$|task list|list of tasks/u
/** Headers of a table of tasks, each in its cell. */
const TASK_HEADER = /^(?:序号|改革事项|任务名称|重点任务|工作任务)(?:\s|$)/u
const TASK_COLUMN = /(?:责任单位|牵头|完成时限|主要内容|时间安排|配合单位|改革事项)/u
const CASES =
  /案例(?:汇编|选编|集锦|集|精选|通报)?(?:\([^()]*\))*$|press release|case stud(?:y|ies)|新闻稿|报道\)?$/u
const NEWS = /本报讯|本网讯|记者|日电\)|据悉|据介绍|新闻发布会上/gu
/** A text without a title of its own that speaks of cases on this many lines reports them. */
const MIN_CASE_LINES = 3

/**
 * What kind of text it is. Cases and news tell what was done, tasks what is to be done; all else
 * states measures.
 *
 * @param title Folded, empty when unknown.
 * @param lines Folded lines of the whole text, those before the measures first.
 * @param frontLines How many of `lines` stand before the measures.
 */
export function readNature(
  title: string,
  lines: readonly string[],
  frontLines: number,
): DocumentData['nature'] {
  if (CASES.test(title)) return 'press-report'
  if (TASKS.test(title)) return 'task-list'
  const head = lines.slice(0, frontLines + 3)
  if (head.some((line) => TASK_HEADER.test(line)) && head.some((line) => TASK_COLUMN.test(line)))
    return 'task-list'
  if (title !== '') return 'measures'
  const cases = lines.filter((line) => line.includes('案例')).length
  const news = lines.filter((line) => line.search(NEWS) >= 0).length
  return cases + news >= MIN_CASE_LINES ? 'press-report' : 'measures'
}

const UNITS = {
  article: { 'zh-Hans': '条', 'zh-Hant': '條', en: 'Article' },
  section: { 'zh-Hans': '条', 'zh-Hant': '條', en: 'Section' },
  clause: { 'zh-Hans': '条', 'zh-Hant': '條', en: 'Measure' },
  item: { 'zh-Hans': '项', 'zh-Hant': '項', en: 'Measure' },
  task: { 'zh-Hans': '项', 'zh-Hant': '項', en: 'Item' },
  case: { 'zh-Hans': '则', 'zh-Hant': '則', en: 'Case' },
  point: { 'zh-Hans': '点', 'zh-Hant': '點', en: 'Point' },
  paragraph: { 'zh-Hans': '段', 'zh-Hant': '段', en: 'Paragraph' },
  question: { 'zh-Hans': '问', 'zh-Hant': '問', en: 'Question' },
} as const satisfies Record<string, UnitNames>

const ARTICLE = /^第 ?(?:[一二三四五六七八九十百零〇]{1,6}|\d{1,4}) ?条/u
/** Articles that are only quoted are few. */
const MIN_ARTICLES = 3
const NUMBER = '(?:\\d{1,3}|[一二三四五六七八九十百]{1,4})'

/**
 * How one measure is named: by the labels of its articles, the number in the title (二十条), the way
 * the text counts them (推出43项), or what such a document's parts are called.
 *
 * @param title Folded, empty when unknown.
 * @param lines Folded lines of the whole text.
 * @param front Folded text before the first measure, blanks removed.
 */
export function readUnit(
  title: string,
  lines: readonly string[],
  front: string,
  nature: DocumentData['nature'],
): UnitNames {
  const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length
  if (nature === 'press-report') return UNITS.case
  if (count(ARTICLE) >= MIN_ARTICLES) return UNITS.article
  if (count(/^article \d/u) >= MIN_ARTICLES) return UNITS.article
  if (count(/^section \d/u) >= MIN_ARTICLES) return UNITS.section
  if (nature === 'task-list') return UNITS.task
  if (count(/^(?:问|q) ?\d/u) >= MIN_ARTICLES) return UNITS.question
  if (/要点$|作业要点/u.test(title)) return UNITS.point
  const counted =
    new RegExp(`${NUMBER}(条|项|则)(?!第)`, 'u').exec(title.replace(/\s/gu, '')) ??
    new RegExp(`(?:推出|制定|实施|出台|提出)[^。]{0,12}?${NUMBER}(条|项|则)`, 'u').exec(front)
  if (counted?.[1] === '条') return UNITS.clause
  if (counted?.[1] === '则') return UNITS.case
  if (counted?.[1] === '项') return UNITS.item
  if (/[规附]例$/u.test(title)) return UNITS.section
  const isEnglish = title !== '' && !/[\u4e00-\u9fff]/u.test(title)
  if (!isEnglish) return UNITS.item
  if (/regulations?|ordinance|\bact\b/u.test(title)) return UNITS.section
  return /measures|list/u.test(title) ? UNITS.item : UNITS.paragraph
}
