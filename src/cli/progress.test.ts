import { expect, test } from 'vitest'
import { captureIo } from '../testing/capture-io.js'
import { createProgressReporter } from './progress.js'

test('off a terminal: a line for each stage and each tenth, on standard error', () => {
  const io = captureIo()
  const progress = createProgressReporter(io)
  progress.onNote('no index yet')
  for (let done = 0; done <= 1000; done += 1) {
    progress.onProgress({ stage: 'embed', done, total: 1000 })
  }
  progress.onProgress({ stage: 'index', done: 0, total: 0 })
  progress.onProgress({ stage: 'save', done: 0, total: 0 })
  progress.finish()
  expect(io.stdoutText()).toBe('')
  expect(io.stderrText().split('\n')).toEqual([
    'no index yet',
    ...Array.from({ length: 11 }, (_, tenth) => `embedding texts ${tenth * 100}/1000`),
    'building lists',
    'saving the index',
    '',
  ])
})
