import { type ApiKey, isExpired } from '../records/keys.js'

const HEAD = ['PREFIX', 'NAME', 'STATE', 'SCOPES', 'ORIGINS', 'A MINUTE', 'TOKENS A DAY', 'CREATED']
const MORE = ['EXPIRES', 'LAST USED']

/** Keys as a table, one a line; nothing in it is secret. */
export function formatKeys(keys: readonly ApiKey[], present: Date): string {
  if (keys.length === 0) return 'There are no keys.\n'
  const rows = [
    [...HEAD, ...MORE],
    ...keys.map((key) => [
      key.prefix,
      key.name,
      stateOf(key, present),
      key.scopes.join(','),
      key.origins.length === 0 ? 'any' : key.origins.join(','),
      String(key.limitPerMinute ?? '-'),
      String(key.dailyTokens ?? '-'),
      dayOf(key.createdAt),
      dayOf(key.expiresAt),
      dayOf(key.lastUsedAt),
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  return rows
    .map((row) => row.map((cell, i) => padded(cell, widths[i] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}

function stateOf(key: ApiKey, present: Date): string {
  if (key.revokedAt !== null) return 'revoked'
  return isExpired(key, present) ? 'expired' : 'good'
}

function dayOf(moment: string | null): string {
  return moment?.slice(0, 10) ?? '-'
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - widthOf(cell)))
}

/** Columns of a terminal: Chinese characters and full-width signs take two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (WIDE.test(char) ? 2 : 1), 0)
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u
