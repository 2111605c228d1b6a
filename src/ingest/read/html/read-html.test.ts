import { describe, expect, test } from 'vitest'
import { makeGovernmentPage } from '../../testing/make-files.js'
import { readHtml } from './read-html.js'

const read = (text: string) => readHtml({ text, encoding: 'utf-8', warnings: [] }, 'a.html')

/** Long enough not to be taken for a page without text. */
const LONG =
  '为了规范海关对进出口货物的监督管理，促进贸易便利化，根据有关法律、行政法规的规定，制定本办法。'
const page = (body: string, head = '') =>
  `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`
const linesOf = (html: string) => read(html).text.trimEnd().split('\n')

const MENU =
  '<div class="menu"><ul><li><a href="/">首页</a></li><li><a href="/a">新闻</a></li><li><a href="/b">公开</a></li><li><a href="/c">服务</a></li></ul></div>'
const FOOT =
  '<div class="bottom"><p>主办单位：某某海关　版权所有</p><p>网站标识码：bm28000001 京ICP备17015317号</p></div>'

describe('the text of a page', () => {
  const items = ['第一章 总则', `第一条 ${LONG}`, '第二条 本办法自2024年1月1日起施行。']

  test('a whole page of an authority gives its text, and what it says of itself', () => {
    const html = makeGovernmentPage(items, { title: '某某办法', showsTitle: true })
    const file = read(html)
    expect(file.text.trimEnd().split('\n')).toEqual(['某某办法', ...items])
    expect(file.hints[0]).toEqual({ headingLevel: 2 })
    expect(file.properties).toEqual([
      {
        name: 'url',
        value: 'https://www.customs.gov.cn/customs/302249/index.html',
        from: 'link canonical',
      },
      { name: 'title', value: '某某办法', from: 'meta articletitle' },
      { name: 'published', value: '2024-05-06 10:00', from: 'meta pubdate' },
      { name: 'source', value: '海关总署', from: 'meta contentsource' },
    ])
    expect(file.warnings).toHaveLength(1)
    expect(file.warnings[0]).toMatch(/^Menus, buttons and the like were left out: \d+ lines/u)
  })

  test.each([
    ['divs', (body: string) => `<div class="wrap">${body}</div>`],
    ['#zoom', (body: string) => `<div class="a"><div id="zoom">${body}</div></div>`],
    [
      'TRS_Editor',
      (body: string) =>
        `<div class="c"><div class="TRS_Editor"><div class="Custom_UnionStyle">${body}</div></div></div>`,
    ],
    ['article', (body: string) => `<main><article>${body}</article></main>`],
    [
      'a layout of tables',
      (body: string) =>
        `<table><tr><td>${MENU}</td><td><table><tr><td>${body}</td></tr></table></td></tr></table>`,
    ],
    ['no container', (body: string) => body],
  ])('is found in %s', (_, wrap) => {
    const body = wrap(items.map((line) => `<p>${line}</p>`).join(''))
    expect(linesOf(page(`${MENU}${body}${FOOT}`))).toEqual(items)
  })

  test('nothing is lost of a text in several parts, with its particulars and its signature', () => {
    const html = page(`${MENU}
      <div class="doc">
        <table><tr><td>发文机关：</td><td>海关总署</td></tr><tr><td>发文字号：</td><td>署法发〔2024〕3号</td></tr><tr><td>成文日期：</td><td>2024年1月2日</td></tr></table>
        <div class="pages_content"><p>第一条 ${LONG}</p><p>第二条 ${LONG}</p><p>第三条 ${LONG}</p></div>
        <div class="sign"><p>海关总署</p><p>2024年1月2日</p></div>
        <div class="more"><p>附件：清单</p><p>一、第二部分也是正文，${LONG}</p></div>
      </div>${FOOT}`)
    expect(linesOf(html)).toEqual([
      '发文机关：',
      '海关总署',
      '发文字号：',
      '署法发〔2024〕3号',
      '成文日期：',
      '2024年1月2日',
      `第一条 ${LONG}`,
      `第二条 ${LONG}`,
      `第三条 ${LONG}`,
      '海关总署',
      '2024年1月2日',
      '附件：清单',
      `一、第二部分也是正文，${LONG}`,
    ])
  })

  test("a statute of Taiwan's database, with its name and date", () => {
    const article = (number: number) =>
      `<div class="row"><div class="col-no"><a name="${number}" href="LawSingle.aspx?flno=${number}">第 ${number} 條</a></div><div class="col-data text-pre"><div class="law-article"><div class="line-0000">關稅之課徵，依本法之規定；本法未規定者，適用其他法律。</div><div class="line-0004">一、從價課徵。</div></div></div></div>`
    const html = page(`<header><nav><a href="/">首頁</a><a href="/a">法規類別</a></nav></header>
      <div class="container"><ol class="breadcrumb"><li><a href="/">首頁</a></li><li class="active">所有條文</li></ol>
      <div class="col-md-9"><table class="table"><tr><th>法規名稱：</th><td><a href="/x">關稅法</a></td></tr><tr><th>修正日期：</th><td>民國 111 年 05 月 11 日</td></tr></table>
      <ul class="nav nav-tabs"><li><a href="#1">條文</a></li><li><a href="#2">沿革</a></li><li><a href="#3">附件</a></li></ul>
      <div class="law-reg-content"><div class="h3 char-2"> 第 一 章 總則</div>${article(1)}${article(2)}</div></div></div>
      <footer><p>本網站係提供法規之最新動態資訊及資料檢索，並不提供法規及法律諮詢之服務。</p><a href="/p">隱私權</a></footer>`)
    expect(linesOf(html)).toEqual([
      '法規名稱：',
      '關稅法',
      '修正日期：',
      '民國 111 年 05 月 11 日',
      '第 一 章 總則',
      ...[1, 2].flatMap((number) => [
        `第 ${number} 條`,
        '關稅之課徵，依本法之規定；本法未規定者，適用其他法律。',
        '一、從價課徵。',
      ]),
    ])
  })

  test('a page of the State Council, in tables, with its table of particulars', () => {
    const html =
      page(`<div class="nav"><a href="/">首页</a> <a href="/a">政策</a> <a href="/b">服务</a></div>
      <div class="wrap"><table width="100%"><tbody><tr><td><table class="bd1"><tbody>
      <tr><td><b>索　引　号：</b></td><td>000014349/2019-00001</td><td><b>主题分类：</b></td><td>海关</td></tr>
      <tr><td><b>发文字号：</b></td><td>国发〔2019〕3号</td><td><b>发布日期：</b></td><td>2019年01月25日</td></tr></tbody></table></td></tr>
      <tr><td><table class="border-table"><tbody><tr><td class="b12c" id="UCAP-CONTENT"><p align="center"><strong>国务院关于促进综合保税区<br>高水平开放高质量发展的若干意见</strong></p><p>国发〔2019〕3号</p><p>${LONG}</p><p align="right">国务院<br>2019年1月2日</p></td></tr></tbody></table></td></tr></tbody></table></div>${FOOT}`)
    expect(linesOf(html)).toEqual([
      '索　引　号：',
      '000014349/2019-00001',
      '主题分类：',
      '海关',
      '发文字号：',
      '国发〔2019〕3号',
      '发布日期：',
      '2019年01月25日',
      '国务院关于促进综合保税区',
      '高水平开放高质量发展的若干意见',
      '国发〔2019〕3号',
      LONG,
      '国务院',
      '2019年1月2日',
    ])
  })

  test('an article of WeChat, which its script has not yet shown', () => {
    const html = page(
      `<h1 id="activity-name">某某海关二十条措施</h1><div id="meta_content"><a href="#">某某海关发布</a></div><div id="js_content" style="visibility: hidden; opacity: 0;"><section><section><span>一、推动便利</span></section><section>${LONG}</section></section></div><div id="js_pc_qr_code">微信扫一扫关注该公众号</div><script>x</script>`,
      '<meta property="og:title" content="某某海关二十条措施">',
    )
    const file = read(html)
    expect(file.text.trimEnd().split('\n')).toEqual(['某某海关二十条措施', '一、推动便利', LONG])
    expect(file.properties[0]).toMatchObject({ name: 'title', value: '某某海关二十条措施' })
  })

  test('short items and links of the text itself are kept', () => {
    const html = page(`${MENU}<div id="content">
      <div>一、总体要求</div><div>${LONG}${LONG}</div><div>二、组织实施</div>
      <div><a href="1.doc">附件1：措施清单</a><br><a href="2.doc">附件2：任务分工</a><br><a href="3.doc">附件3：联系方式</a></div>
      <p>依照<a href="/law">《中华人民共和国海关法》</a>办理。</p></div>${FOOT}`)
    expect(linesOf(html)).toEqual([
      '一、总体要求',
      `${LONG}${LONG}`,
      '二、组织实施',
      '附件1：措施清单',
      '附件2：任务分工',
      '附件3：联系方式',
      '依照《中华人民共和国海关法》办理。',
    ])
  })

  test('buttons inside the text go, words like them in sentences stay', () => {
    const html =
      page(`<div id="zoom"><p>发布时间：2024-05-06 来源：海关总署 字号：<a>大</a> <a>中</a> <a>小</a></p>
      <p>${LONG}</p><p>打印本页应当使用A4纸。</p><p>来源：本办法所称来源，是指原产地。</p>
      <p><a href="#">【打印】</a><a href="#">【关闭】</a></p><p>上一篇：<a href="/1">无</a></p></div>`)
    const file = read(html)
    expect(file.text.trimEnd().split('\n')).toEqual([
      LONG,
      '打印本页应当使用A4纸。',
      '来源：本办法所称来源，是指原产地。',
    ])
    expect(file.properties).toEqual([
      expect.objectContaining({ name: 'published', value: '2024-05-06' }),
      expect.objectContaining({ name: 'source', value: '海关总署' }),
    ])
  })
})

describe('lines', () => {
  test('blocks and breaks part lines; inline elements and the source do not', () => {
    const html = page(
      `<div>${LONG}<br>第一<b>条</b> 为<span>了</span>规范\n     监督　管理<p>段</p>Customs\n  law&nbsp;2024</div><pre>一、甲\n二、乙</pre>`,
    )
    expect(linesOf(html)).toEqual([
      LONG,
      '第一条 为了规范监督　管理',
      '段',
      'Customs law 2024',
      '一、甲',
      '二、乙',
    ])
  })

  test('numbers of lists are those that a browser prints', () => {
    const html = page(`<p>${LONG}</p>
      <ol><li>甲<ol type="a"><li>子</li><li>丑</li></ol></li><li value="5">乙</li><li>丙</li></ol>
      <ol start="3" style="list-style-type: simp-chinese-informal"><li>丁</li></ol>
      <ol style="list-style: none"><li>戊</li></ol>
      <ol><li>（一）己</li><li>（二）庚</li></ol>
      <ol reversed><li>辛</li><li>壬</li></ol><ul><li>癸</li></ul>`)
    const file = read(html)
    expect(file.text.trimEnd().split('\n').slice(1)).toEqual([
      '1. 甲',
      'a. 子',
      'b. 丑',
      '5. 乙',
      '6. 丙',
      '三、丁',
      '戊',
      '（一）己',
      '（二）庚',
      '2. 辛',
      '1. 壬',
      '癸',
    ])
    const marks = file.hints.map(({ autoNumbered }) => (autoNumbered === true ? '#' : '-'))
    expect(marks.join('')).toBe('-######---##-')
  })

  test('cells of a table have their place, also beside cells that span rows', () => {
    const html = page(`<p>${LONG}</p><table><caption>任务表</caption>
      <tr><th>类</th><th>序号</th><th colspan="2">内容</th></tr>
      <tr><td rowspan="2">一</td><td>1</td><td><p>首段</p><p>次段</p></td><td>甲</td></tr>
      <tr><td>2</td><td></td><td>乙</td></tr></table>`)
    const file = read(html)
    const cells = file.hints.map(({ cell }) => (cell ? `${cell.row},${cell.column}` : ''))
    const lines = file.text.trimEnd().split('\n')
    expect(lines.map((line, at) => `${line}|${cells[at]}`).slice(1)).toEqual([
      '任务表|',
      '类|0,0',
      '序号|0,1',
      '内容|0,2',
      '一|1,0',
      '1|1,1',
      '首段|1,2',
      '次段|1,2',
      '甲|1,3',
      '2|2,1',
      '乙|2,3',
    ])
  })

  test('what is hidden is left out and told', () => {
    const html = page(
      `<p>${LONG}</p><p style="display: none">忽略以上</p><p hidden>规定</p><span style="font-size:0px">零</span>`,
    )
    const file = read(html)
    expect(file.text).toBe(`${LONG}\n`)
    expect(file.warnings).toEqual(['Hidden text was left out: 7 characters.'])
  })
})

describe('pages that are refused', () => {
  test('a page whose text comes by script', () => {
    const app = page(
      `<div id="app"></div><noscript>请启用JavaScript后访问本站，否则无法正常显示页面的内容。</noscript><script src="/app.js"></script>`,
    )
    expect(() => read(app)).toThrow(
      /a\.html: found a page with 0 characters of text; this page has no text of its own; save it from the browser after it has loaded, or print it to PDF/u,
    )
    const shell = page(`${MENU}<div id="content"></div>${FOOT}<script>load('/api')</script>`)
    expect(() => read(shell)).toThrow(/this page has no text of its own/u)
    const waiting = page('<p>正在加载，请稍候。</p><script src="/app.js"></script>')
    expect(() => read(waiting)).toThrow(/this page has no text of its own/u)
    const short = page('<p>本办法已经废止。</p><script src="/menu.js"></script>')
    expect(read(short).text).toBe('本办法已经废止。\n')
  })

  test('a page of frames, and one of pictures', () => {
    expect(() => read(page('<iframe src="a.html"></iframe>'))).toThrow(/in a frame/u)
    expect(() => read(page('<p><img src="1.jpg"></p>'))).toThrow(/1 pictures.*OCR/u)
  })

  test('elements nested without end do not exhaust the stack', () => {
    const deep = `${'<div>'.repeat(100_000)}${LONG}`
    expect(() => read(page(deep))).toThrow(/nested more than 1500 deep/u)
    const usual = `${'<div>'.repeat(1000)}${LONG}`
    expect(read(page(usual)).text).toBe(`${LONG}\n`)
  }, 60_000)
})
