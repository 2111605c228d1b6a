import type { BlockMeasure } from './measure-blocks.js'
import { attributeOf, type PageElement, walk, wordsOf } from './parse-page.js'

/** Elements and roles that are by their meaning not the page's text. */
const TAGS = new Set(['nav', 'aside', 'menu'])
const ROLES = new Set(['navigation', 'banner', 'contentinfo', 'search', 'complementary', 'toolbar'])

/** Words in class names and ids of what stands around a text. */
const NAMES =
  /(?:^|[^a-z])(?:nav|navbar|navigation|menu|submenu|header|head|top|topbar|footer|foot|bottom|copyright|share|sharebox|bdshare|crumb|crumbs|breadcrumb|breadcrumbs|position|location|weizhi|dqwz|sidebar|side|related|relate|recommend|hot|toolbar|tools?|login|search|friendlink|links?|banner|ad|ads|advert|pagination|pager|page-?nav|qrcode|ewm|print|fontsize|comment|comments)(?:[^a-z]|$)/u

/** What only the foot of an official site says. */
const FOOT =
  /网站标识码|ICP备|ICP備|公网安备|版权所有|版權所有|Copyright\s*©|©\s*\d{4}|All Rights Reserved|网站地图|網站地圖|网站声明|隐私声明|私隱政策|无障碍浏览|建议使用.{0,20}浏览器|技术支持[：:]/iu

/** One line that is a control or a notice of the site, never of a document; spaces taken out. */
const CONTROLS: readonly RegExp[] = [
  /^(?:您?(?:的)?(?:当前|现在|所在)(?:的)?位置|您(?:现在)?所在(?:的)?位置|目前位置|現在位置|您在這裡)(?:是|為)?[：:]?.*$/u,
  /^首页[>＞›»→/|·-].*$/u,
  /^[【[［(（]?(?:打印(?:本页|此页|文章)?|列印(?:本頁)?|关闭(?:窗口|本页|页面)?|關閉(?:視窗)?|收藏(?:本页)?|纠错|复制链接|下载(?:本文|全文)?(?:PDF|WORD)?|返回(?:顶部|列表|上一页|首页)?|回到顶部|上一页|下一页|转发|分享|更多)[】\]］)）]?$/iu,
  /^(?:[【[［(（]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|收藏|纠错|返回顶部|顶部|字号|大|中|小|默认|超大|分享)[】\]］)）]?[|｜·/]?){2,}$/u,
  /^[【[［]?字(?:体|号|體|號)(?:大小)?[】\]］]?[：:]?[【[［]?(?:[超特]?大|中|小|默认|[|｜/·\s])*[】\]］]?$/u,
  /^(?:分享(?:到|至)?|分享让更多人看到|扫一扫.{0,30}|用微信扫.{0,30}|微信|微博|新浪微博|QQ空间|QQ好友)[：:]?(?:(?:微信|微博|新浪微博|QQ空间|QQ好友|朋友圈|复制链接|[|｜/·])*)$/u,
  /^(?:浏览|阅读|点击|访问|瀏覽)(?:次数|量|数|次數)?[：:]?\d*次?$/u,
  /^(?:上一篇|下一篇|上一条|下一条)[：:].*$/u,
  /^(?:相关链接|相关阅读|相关文章|推荐阅读|热点推荐)[：:]?$/u,
  /^(?:跳转到|跳到|跳至)(?:主要)?(?:内容|正文).*$/u,
  /^(?:Skip to (?:main )?content|Print(?: this page)?|Close(?: window)?|Share(?: this page)?|Back to top|Top|Home)$/iu,
]

/** A line of what is known about the page: it stands between the title and the text. */
const FACTS =
  /^(?:.{0,12}(?:发布|发文|更新|成文|公布|發布)?(?:时间|日期|時間)|.{0,4}来源|.{0,4}來源|信息来源|作者|浏览(?:次数|量)|阅读(?:次数|量)?|点击(?:数|率|量)?|字(?:体|号))[：:].{0,120}$/u

/** Such a line, with what only a site counts or offers: it can stand nowhere in a document. */
const COUNTERS =
  /(?:浏览|阅读|点击|访问|瀏覽)(?:次数|量|数|次數)?[：:]|[【[［(（]?字(?:体|号|體|號)[：:]/u

/** Links to annexes are of the text. */
const ANNEX = /附件|附表|附录|附錄|Annex|Appendix/u

/** Longest foot of a page: addresses, licences and the names of hosts. */
const MAX_FOOT = 600

/** Whether a line, its spaces taken out, is a control of the site. */
export function isControlLine(line: string): boolean {
  const packed = line.replace(/\s+/gu, '')
  return CONTROLS.some((control) => control.test(packed))
}

/** Whether a line tells of the page when it was published, from where and how often it was read. */
export function isFactsLine(line: string): boolean {
  return FACTS.test(line.replace(/\s+/gu, ''))
}

/** Whether a facts line has what only a site counts or offers, wherever it stands. */
export function isCounterLine(line: string): boolean {
  return isFactsLine(line) && COUNTERS.test(line.replace(/\s+/gu, ''))
}

function nameOf(element: PageElement): string {
  const names = `${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'id') ?? ''}`
  // contentTop and content_top are of two words alike.
  return names.replace(/([a-z])([A-Z])/gu, '$1-$2').toLowerCase()
}

/**
 * Whether an element is certainly not of the page's text: navigation, the foot of the site, boxes
 * of buttons and of links. In doubt it is text: what is kept too much an editor sees and deletes.
 */
export function isBoilerplate(element: PageElement, measure: BlockMeasure): boolean {
  const { characters, linked, links, marks } = measure
  if (characters === 0) return true
  if (TAGS.has(element.tagName) || ROLES.has(attributeOf(element, 'role') ?? '')) return true
  const density = linked / characters
  const plain = characters - linked
  // A menu: many links and hardly anything beside them. Two links may be annexes of the text.
  if (links >= 3 && density > 0.7 && plain < 80 && marks < 4) {
    if (characters > MAX_FOOT || !ANNEX.test(wordsOf(element))) return true
  }
  if (characters <= MAX_FOOT) {
    const words = wordsOf(element)
    if (FOOT.test(words) && (element.tagName === 'footer' || marks < 25)) return true
    const lines = words.split('\n').filter((line) => line.trim() !== '')
    if (lines.every(isControlLine)) return true
  }
  const hasTitle = () => [...walk(element)].some(({ tagName }) => /^h[1-3]$/u.test(tagName))
  if (element.tagName === 'footer' && marks < 25) return true
  const isNamed = element.tagName === 'header' || NAMES.test(nameOf(element))
  return isNamed && (density > 0.4 || (links > 0 && characters < 60 && marks === 0)) && !hasTitle()
}
