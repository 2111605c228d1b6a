import { analyse } from 'chardet'
import { badDocument } from './bad-document.js'

/** A text file's characters. */
export interface DecodedText {
  /** Without a byte order mark; line ends as in the file. */
  readonly text: string
  /** utf-8, utf-16le, utf-16be, gb18030, big5 or windows-1252. */
  readonly encoding: string
  readonly warnings: readonly string[]
}

/**
 * The commonest characters of official Chinese, simplified and traditional: some two fifths of any
 * such text are among them, and hardly one in fifty of a text decoded by the wrong table.
 */
const COMMON = new Set(
  '的一是不在有人和为以中大上个国于定法规第条或及者应当与行对可其他由政府机关部门之所并本会时分年月日' +
    '后实施管理工作发展经济社会建制度服务企业公司单位相关要求情况进出口海关税收报货物通查验检疫监督保护安全' +
    '审批办事项目内容等化推动加强支持提升优质量标准信息技术责任主加自用不得从事地方各级人民市区县省家务院通知意见' +
    '措施便利贸易港澳台全面高新生产使用名称时间方式条件申请受理许可登记证明文件处罚款违反' +
    '的一是不在有人和為以中大上個國於定法規第條或及者應當與行對可其他由政府機關部門之所並本會時分年月日' +
    '後實施管理工作發展經濟社會建制度服務企業公司單位相關要求情況進出口海關稅收報貨物通查驗檢疫監督保護安全' +
    '審批辦事項目內容等化推動加強支持提升優質量標準資訊技術責任主加自用從事地方各級人民市區縣省家院通知意見' +
    '措施便利貿易臺灣全面新生產使用名稱時間方式條件申請受理許可登記證明文件處罰款違反依前規項應之其',
)

const HAN = /\p{Script=Han}/u
/** Characters that a right decoding of a document hardly has. */
const STRANGE = /[\ufffd\p{Co}\p{Cc}]/u
/** Characters looked at to judge a decoding: more do not change the verdict. */
const SAMPLE_LENGTH = 20_000
/** Under this score a decoding is noise: texts of the corpus have .3 and more. */
const LEAST_SCORE = 0.06

/** From 0 (noise) to 1: how much the text looks like official Chinese, or like plain English. */
function plausibility(text: string): number {
  let han = 0
  let common = 0
  let ascii = 0
  let strange = 0
  let all = 0
  for (const character of text.slice(0, SAMPLE_LENGTH)) {
    if (/\s/u.test(character)) continue
    all += 1
    if (character < '\x7f') ascii += 1
    if (STRANGE.test(character)) strange += 1
    if (HAN.test(character)) {
      han += 1
      if (COMMON.has(character)) common += 1
    }
  }
  if (all === 0) return 0
  const strangeShare = strange / all
  const chinese = han === 0 ? 0 : common / han
  // A text with next to no Chinese is judged by its Latin letters.
  const share = han / all < 0.02 ? ascii / all : chinese
  return Math.max(0, share - 5 * strangeShare)
}

/** What Windows-1252 has where Latin-1 has controls; Node decodes the one as the other. */
const WINDOWS = [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ']

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  if (encoding === 'windows-1252') {
    const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    return latin.replace(/[\u0080-\u009f]/gu, (one) => WINDOWS[one.charCodeAt(0) - 0x80] ?? one)
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The name under which this module knows an encoding that a page declares. */
function canonical(label: string): string | undefined {
  const name = label.trim().toLowerCase()
  try {
    const known = new TextDecoder(name).encoding
    return known === 'gbk' ? 'gb18030' : known
  } catch {
    return undefined
  }
}

function byMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

function damageOf(text: string): string[] {
  const warnings: string[] = []
  const replaced = text.match(/\ufffd/gu)?.length ?? 0
  if (replaced > 0 || text.includes('锟斤拷')) {
    warnings.push(
      `Characters were lost before the file was saved: ${replaced} stand as \ufffd or 锟斤拷.`,
    )
  }
  // Chinese in UTF-8 that was read as Western European and saved again: ä¸­å›½.
  const western =
    text.match(/[\u00c0-\u00ff][\u0080-\u00bf\u2013-\u203a\u0152-\u017e]/gu)?.length ?? 0
  if (western > text.length / 10) {
    warnings.push('Most characters look as if the file was once saved in a wrong encoding.')
  }
  return warnings
}

function assertText(text: string, name: string): void {
  const nulls = text.match(/\0/gu)?.length ?? 0
  if (nulls > 0) {
    throw badDocument(
      name,
      `${nulls} NUL characters in what should be text: a binary file, or UTF-16 without its mark`,
      'open it in an editor and save it as UTF-8',
    )
  }
  const controls = text.match(/(?![\s\u0080-\u009f])\p{Cc}/gu)?.length ?? 0
  if (controls > text.length / 100) {
    throw badDocument(
      name,
      `${controls} control characters in what should be text: a binary file`,
      'take in a text, Markdown, HTML, Word (.docx) or PDF file',
    )
  }
}

/** The best reading of bytes that are no UTF-8. */
function guess(bytes: Uint8Array, declared: string | undefined, name: string) {
  const votes = analyse(bytes).map((match) => ({
    encoding: canonical(match.name) ?? match.name.toLowerCase(),
    confidence: match.confidence,
  }))
  const readings = ['gb18030', 'big5', 'windows-1252'].flatMap((encoding) => {
    const text = decode(bytes, encoding)
    if (text === undefined) return []
    const vote = votes.find((match) => match.encoding === encoding)?.confidence ?? 0
    // The detector and the page's own word settle what the characters leave open, no more.
    const bonus = vote / 2000 + (encoding === declared ? 0.05 : 0)
    const likeness = plausibility(text)
    // Western letters explain any bytes: only a text that is nearly all ASCII is believed to be so.
    const least = encoding === 'windows-1252' ? 0.9 : LEAST_SCORE
    return likeness < least ? [] : [{ encoding, text, score: likeness + bonus }]
  })
  const best = readings.sort((a, b) => b.score - a.score)[0]
  if (best !== undefined) return best
  const likely = votes[0]
  throw badDocument(
    name,
    likely === undefined
      ? 'text in an unknown encoding'
      : `text in an encoding that is not read here (perhaps ${likely.encoding})`,
    'open it in an editor and save it as UTF-8',
  )
}

/**
 * Decodes a text file: by its byte order mark, else as UTF-8 if all its bytes are, else as the one
 * of GB18030, Big5 and Windows-1252 that decodes without an error to the most plausible text.
 *
 * @param declared Encoding that the file itself names, such as an HTML page's charset; it is
 *   believed only as far as the bytes agree.
 * @throws AppError `bad_document` for binary data and for encodings that are none of these.
 */
export function decodeText(bytes: Uint8Array, name: string, declared?: string): DecodedText {
  const known = declared === undefined ? undefined : canonical(declared)
  const marked = byMark(bytes)
  const sure = marked ?? 'utf-8'
  const text = decode(bytes, sure)
  if (text === undefined && marked !== undefined) {
    throw badDocument(
      name,
      `a byte order mark of ${marked}, but bytes that are not`,
      'open it in an editor, check it and save it as UTF-8',
    )
  }
  if (text === undefined && bytes.includes(0)) assertText('\0', name)
  const reading = text === undefined ? guess(bytes, known, name) : { text, encoding: sure }
  assertText(reading.text, name)
  const warnings = damageOf(reading.text)
  // Declaring one encoding for plain ASCII is no lie, and UTF-16 cannot be declared in itself.
  const isPlain = !bytes.some((byte) => byte > 0x7f)
  if (declared !== undefined && known !== reading.encoding && !isPlain && marked === undefined) {
    warnings.push(`The file says its encoding is ${declared}; its bytes are ${reading.encoding}.`)
  }
  return { text: reading.text, encoding: reading.encoding, warnings }
}
