import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project-root.js'

const DOCUMENTS = [
  'haikou-20',
  'shenzhen-20',
  'dalian-43',
  'hainan-ftp-cases',
  'gacc-2024-facilitation',
] as const

/** First words of the Shenzhen text; what stands before it is a note in Traditional characters. */
const SHENZHEN_START = '深圳海关优化营商环境'

/** The five documents as they were received, and without the one note in Traditional characters. */
export function sourceTexts(): { name: string; text: string; simplified: string }[] {
  return DOCUMENTS.map((name) => {
    const text = readFileSync(join(projectRoot, 'corpus', name, 'source.txt'), 'utf8')
    const simplified =
      name === 'shenzhen-20' ? text.slice(Math.max(0, text.indexOf(SHENZHEN_START))) : text
    return { name, text, simplified }
  })
}
