import { Document, Packer, Paragraph } from 'docx'
import type { Browser } from 'playwright-core'

/** What a made government page has besides its lines. */
export interface GovernmentPageOptions {
  /** Name of the page; the first line where none is given. */
  readonly title?: string
  /** Whether the title stands above the text as well. */
  readonly showsTitle?: boolean
  /** What the page says its encoding is. */
  readonly charset?: string
}

const MENU = [
  '首页',
  '机构概况',
  '新闻发布',
  '政务公开',
  '办事服务',
  '互动交流',
  '海关统计',
  '专题专栏',
]
const NEWS = ['海关总署召开党委会议', '全国海关工作会议在京召开', '今年前10个月进出口数据发布']

/** Text as it may stand in HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A Word file with one paragraph a line. */
export async function makeDocx(lines: readonly string[]): Promise<Uint8Array> {
  const children = lines.map((line) => new Paragraph(line))
  return Packer.toBuffer(new Document({ sections: [{ children }] }))
}

/**
 * A page as Chinese authorities publish them: the lines as paragraphs in the middle of menus, the
 * way to the page, buttons, news, addresses and licences.
 */
export function makeGovernmentPage(
  lines: readonly string[],
  {
    title = lines[0]?.trim() ?? '',
    showsTitle = false,
    charset = 'utf-8',
  }: GovernmentPageOptions = {},
): string {
  const links = (names: readonly string[]) =>
    names.map((name, at) => `<li><a href="/col/${at}/index.html">${name}</a></li>`).join('')
  const paragraphs = lines
    .filter((line) => line.trim() !== '')
    .map((line) => `<p style="text-indent: 2em;">${escapeHtml(line.trim())}</p>`)
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="${charset}">
<title>${escapeHtml(title)}_中华人民共和国海关总署</title>
<meta name="SiteName" content="中华人民共和国海关总署">
<meta name="ArticleTitle" content="${escapeHtml(title)}">
<meta name="PubDate" content="2024-05-06 10:00">
<meta name="ContentSource" content="海关总署">
<link rel="canonical" href="https://www.customs.gov.cn/customs/302249/index.html">
<style>.nav li { float: left }</style>
<script>var pageTitle = '脚本中的文字不是正文。'; document.write('<p>script</p>')</script>
</head>
<body>
<div class="top"><a href="/">简体</a> | <a href="/big5">繁体</a> | <a href="/en">English</a> <a href="/login">登录</a></div>
<div class="header"><img src="logo.png" alt="海关总署"><form><input value="请输入关键字"><button>搜索</button></form></div>
<div class="nav"><ul>${links(MENU)}</ul></div>
<div class="container">
<div class="weizhi">您当前的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 正文</div>
<div class="left"><h3>热点新闻</h3><ul>${links(NEWS)}</ul></div>
<div class="easysite-news">
${showsTitle ? `<div class="easysite-news-title"><h2>${escapeHtml(title)}</h2></div>` : ''}
<div class="describe"><span>发布时间：2024-05-06 10:00</span> <span>来源：海关总署</span> <span>浏览次数：1234</span> <span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div>
<div id="easysiteText">
${paragraphs.join('\n')}
</div>
<div class="share bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="btns"><a href="javascript:window.print()">【打印】</a><a href="javascript:window.close()">【关闭】</a></div>
</div>
</div>
<div class="footer">
<p>版权所有：中华人民共和国海关总署　主办单位：中华人民共和国海关总署</p>
<p>地址：北京市建国门内大街6号　邮编：100730　网站标识码：bm28000001</p>
<p>京ICP备17015317号　京公网安备11040102700078号</p>
</div>
<script src="/js/jquery.js"></script>
</body>
</html>`
}

/** A PDF with one paragraph a line, as a browser prints it on A4. */
export async function makePdf(lines: readonly string[], browser: Browser): Promise<Uint8Array> {
  const paragraphs = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')
  return printPdf(
    `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>body { font: 12pt "Noto Serif CJK SC", serif }</style><body>${paragraphs}</body></html>`,
    browser,
  )
}

/** A PDF of a page, as a browser prints it on A4. */
export async function printPdf(html: string, browser: Browser): Promise<Uint8Array> {
  const page = await browser.newPage()
  try {
    await page.setContent(html)
    return await page.pdf({
      format: 'A4',
      margin: { top: '25mm', bottom: '25mm', left: '25mm', right: '25mm' },
    })
  } finally {
    await page.close()
  }
}
