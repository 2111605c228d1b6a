import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { estimateTokens } from './estimate-tokens.js'
import { createSubwordTokenizer } from './tokenizer.js'

const folder = join(projectRoot, 'embeddings/model')
const tokenizer = createSubwordTokenizer(
  readFileSync(join(folder, 'tokenizer.json')),
  readFileSync(join(folder, 'tokenizer_config.json')),
)

describe('estimateTokens', () => {
  test.each([
    '进口货物“先放后检”及7×24小时预约通关',
    '支持企业“保税+ERP”监管改革，实现企业ERP／WMS系统与海关系统相对接。'.repeat(6),
    'how early can I apply for an advance ruling on classification?',
    'Enterprises may apply to customs for a security deposit exemption. '.repeat(10),
  ])('is right within 40 percent for %j', (text) => {
    const tokens = tokenizer.encode(`passage: ${text}`, 10_000).length
    const estimate = estimateTokens(text, 10_000)
    expect(estimate).toBeGreaterThan(tokens * 0.6)
    expect(estimate).toBeLessThan(tokens * 1.4)
  })

  test('never exceeds the limit and does not read a book', () => {
    expect(estimateTokens('海'.repeat(1_000_000), 512)).toBe(512)
    expect(estimateTokens('海'.repeat(1_000_000), 10_000)).toBe(
      estimateTokens('海'.repeat(2_000), 10_000),
    )
  })
})
