import type { AnswerLine } from '../records/record-types.js'
import {
  bucketName,
  groupCounts,
  latencyChart,
  milliseconds,
  outcomeChart,
} from './admin-charts.js'
import { type AdminReport, type ListPage, PERIODS } from './admin-report.js'
import { adminShell } from './admin-shell.js'
import { html, type Html } from './html.js'
import { localTime } from './local-time.js'
import { OUTCOME_GROUPS, outcomeTitle } from './outcome-groups.js'

/** The operator's page: what was answered, how fast, and what was not. */
export function adminPage(report: AdminReport): Html {
  const { period, unanswered, lowRated } = report
  return adminShell(
    'Operator’s page · Customs measures assistant',
    html`<header>
<h1>Customs measures assistant</h1>
<p>Operator’s page · times are those of China (UTC+8)</p>
<form method="post" action="/admin/sign-out"><button>Sign out</button></form>
</header>
<main>
${filterBar(report)}
${tiles(report)}
<div class="two">
<section class="sheet">
<h2>Outcomes</h2>
${outcomeChart(period, report.outcomes)}
${outcomeLegend()}
${outcomeTable(report)}
</section>
<section class="sheet">
<h2>Time to answer</h2>
${latencyChart(period, report.latencies)}
${latencyLegend()}
${latencyTable(report)}
</section>
</div>
${list('unanswered', 'Questions without an answer', unanswered, report, 'Every question of these days got an answer.')}
${list('lowRated', 'Answers that did not help', lowRated, report, 'Nobody has marked an answer of these days as not useful.')}
</main>`,
  )
}

function filterBar({ period, today }: AdminReport): Html {
  const query = queryOf(period)
  return html`<form class="bar" method="get" action="/admin">
<label>Period
<select name="days">${PERIODS.map(({ days, title }) => {
    const selected: Html = { markup: days === period.days ? ' selected' : '' }
    return html`<option value="${days}"${selected}>${title}</option>`
  })}</select></label>
<label>Last day
<input type="date" name="until" value="${period.until}" max="${today}"></label>
<button class="main">Show</button>
<p class="exports">Export: <a href="/admin/export.csv?${query}">CSV</a>, <a href="/admin/export.jsonl?${query}">question file</a>;
only without an answer: <a href="/admin/export.csv?${query}&amp;which=unanswered">CSV</a>, <a href="/admin/export.jsonl?${query}&amp;which=unanswered">question file</a></p>
</form>`
}

function tiles({ outcomes, latencies, lowRated }: AdminReport): Html {
  const total = outcomes.reduce((sum, { count }) => sum + count, 0)
  const whole = latencies.find(({ bucket }) => bucket === null)
  const group = (key: string): number => {
    const own: readonly string[] = OUTCOME_GROUPS.find((one) => one.key === key)?.outcomes ?? []
    return outcomes
      .filter(({ outcome }) => own.includes(outcome))
      .reduce((sum, { count }) => sum + count, 0)
  }
  const tile = (title: string, value: string, note: string): Html =>
    html`<div><dt>${title}</dt><dd>${value}<small>${note}</small></dd></div>`
  const share = (count: number): string =>
    total === 0 ? '–' : `${Math.round((1000 * count) / total) / 10} %`
  const lowCount = lowRated.nextCursor === null && !lowRated.continued
  return html`<dl class="tiles">
${tile('Questions', String(total), 'in these days')}
${tile('Answered', share(group('good')), `${group('good')} in full, in part or as an overview`)}
${tile('Nothing found', share(group('none')), `${group('none')} within our matter`)}
${tile('Did not help', lowCount ? String(lowRated.answers.length) : `${lowRated.answers.length}+`, 'marked so by readers')}
${tile('Median time', whole === undefined ? '–' : milliseconds(whole.p50), whole === undefined ? '' : `p90 ${milliseconds(whole.p90)}, p99 ${milliseconds(whole.p99)}`)}
</dl>`
}

function outcomeLegend(): Html {
  return html`<ul class="legend">${OUTCOME_GROUPS.map(
    ({ key, title }) =>
      html`<li><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${key}" width="12" height="12" rx="2"/></svg>${title}</li>`,
  )}</ul>`
}

function latencyLegend(): Html {
  return html`<ul class="legend">
<li><svg viewBox="0 0 12 12" aria-hidden="true"><circle class="p50" cx="6" cy="6" r="4"/></svg>Half of the answers (p50)</li>
<li><svg viewBox="0 0 12 12" aria-hidden="true"><circle class="p90" cx="6" cy="6" r="4"/></svg>Nine of ten (p90)</li>
<li><svg viewBox="0 0 12 12" aria-hidden="true"><line class="spread" x1="6" x2="6" y1="0" y2="12"/></svg>Up to 99 of 100 (p99)</li>
</ul>`
}

function outcomeTable({ period, outcomes }: AdminReport): Html {
  const filled = period.buckets.filter((bucket) => outcomes.some((line) => line.bucket === bucket))
  if (filled.length === 0) return html`<p class="empty">Nothing was asked in these days.</p>`
  return html`<details><summary>Figures</summary><div class="scroll"><table>
<thead><tr><th scope="col">When</th>${OUTCOME_GROUPS.map(
    ({ title }) => html`<th scope="col" class="number">${title}</th>`,
  )}</tr></thead>
<tbody>${filled.map(
    (bucket) =>
      html`<tr><td class="time">${bucketName(period, bucket)}</td>${groupCounts(
        outcomes,
        bucket,
      ).map((count) => html`<td class="number">${count}</td>`)}</tr>`,
  )}</tbody>
</table></div></details>`
}

function latencyTable({ period, latencies }: AdminReport): Html | undefined {
  if (latencies.length === 0) return undefined
  return html`<details><summary>Figures</summary><div class="scroll"><table>
<thead><tr><th scope="col">When</th>${['Answers', 'p50', 'p90', 'p99'].map(
    (title) => html`<th scope="col" class="number">${title}</th>`,
  )}</tr></thead>
<tbody>${latencies.map(
    ({ bucket, count, p50, p90, p99 }) =>
      html`<tr><td class="time">${bucket === null ? 'All' : bucketName(period, bucket)}</td>
<td class="number">${count}</td>${[p50, p90, p99].map(
        (ms) => html`<td class="number">${milliseconds(ms)}</td>`,
      )}</tr>`,
  )}</tbody>
</table></div></details>`
}

function list(
  key: 'unanswered' | 'lowRated',
  title: string,
  page: ListPage,
  report: AdminReport,
  empty: string,
): Html {
  const query = queryOf(report.period)
  const { answers, nextCursor, continued } = page
  const rows =
    answers.length === 0
      ? html`<p class="empty">${continued ? 'There are no more.' : empty}</p>`
      : html`<div class="scroll"><table>
<thead><tr><th scope="col">When</th><th scope="col">Question</th><th scope="col">Outcome</th><th scope="col">Channel</th><th scope="col" class="number">Time</th></tr></thead>
<tbody>${answers.map(row)}</tbody>
</table></div>`
  return html`<section class="sheet" id="${key}">
<h2>${title}</h2>
${rows}
${
  (nextCursor !== null || continued) &&
  html`<nav class="pages" aria-label="${title}">
${continued && html`<a href="/admin?${query}#${key}">Newest</a>`}
${nextCursor !== null && html`<a href="/admin?${query}&amp;${key}=${nextCursor}#${key}" rel="next">Older</a>`}
</nav>`
}
</section>`
}

function row({
  createdAt,
  question,
  outcome,
  language,
  channel,
  totalMs,
  comment,
}: AnswerLine): Html {
  return html`<tr>
<td class="time"><time datetime="${createdAt}">${localTime(createdAt)}</time></td>
<td class="text"><bdi lang="${language}">${question}</bdi>${
    comment !== null && html`<p>“<bdi>${comment}</bdi>”</p>`
  }</td>
<td class="word">${outcomeTitle(outcome)}</td>
<td class="word">${channel}</td>
<td class="number">${milliseconds(totalMs)}</td>
</tr>`
}

/** The period as a query; days and digits need no escaping. */
function queryOf({ days, until }: AdminReport['period']): Html {
  return { markup: `days=${days}&amp;until=${until}` }
}
