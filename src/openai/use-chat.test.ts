import { Chat } from '@ai-sdk/react'
import { DefaultChatTransport, type UIMessage } from 'ai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, answerSchema } from '../domain/answer.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import { fetchPatiently } from './post-patiently.fixture.js'

const QUESTION = '大连海关预裁定要提前多久申请？'

let served: ServedAssistant

beforeAll(async () => {
  served = await serveAssistant(await openTestAssistant())
}, 120_000)

afterAll(async () => {
  await served.close()
  await closeTestAssistant()
})

/** What `useChat` keeps and renders from, without a page. */
const openChat = () =>
  new Chat({
    transport: new DefaultChatTransport({
      api: `${served.url}/api/ui/chat`,
      fetch: fetchPatiently,
    }),
  })

/** What of a message a page would show. */
function shown(message: UIMessage | undefined) {
  const parts = message?.parts ?? []
  return {
    text: parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(''),
    links: parts.flatMap((part) =>
      part.type === 'source-url' ? [{ title: part.title, url: part.url }] : [],
    ),
    quotes: parts.flatMap((part) =>
      part.type === 'source-document' ? [part.providerMetadata?.['policy']?.['quote']] : [],
    ),
    answers: parts.flatMap((part) =>
      part.type === 'data-answer' && 'data' in part ? [answerSchema.parse(part.data)] : [],
    ),
  }
}

const expectedOf = ({ text, citations }: Answer) => ({
  text,
  links: citations.map(({ reference, url }) => ({ title: reference, url })),
  quotes: citations.map(({ quote }) => quote),
})

test('useChat shows text, sources and quotes as the native API has them', async () => {
  const chat = openChat()
  await chat.sendMessage({ text: QUESTION })
  expect([chat.status, chat.error]).toEqual(['ready', undefined])
  const { answers, ...seen } = shown(chat.lastMessage)
  expect(seen).toEqual(expectedOf(await served.ask({ question: QUESTION })))
  expect(answers.map(({ text }) => text)).toEqual([seen.text])
  expect(chat.lastMessage?.id).toBe(answers[0]?.id)
})

test('a second question goes on from the first, and can be asked again', async () => {
  const chat = openChat()
  await chat.sendMessage({ text: QUESTION })
  await chat.sendMessage({ text: '有效期多长？' })
  expect(chat.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant'])
  const second = shown(chat.lastMessage)
  expect(second.answers[0]?.citations[0]?.measureId).toBe('dalian-43/33')
  await chat.regenerate()
  expect(chat.messages).toHaveLength(4)
  expect(shown(chat.lastMessage).text).toBe(second.text)
})

test('what is refused is an error of the chat, in words', async () => {
  const chat = openChat()
  await chat.sendMessage({ text: '海'.repeat(1001) })
  expect(chat.status).toBe('error')
  expect(chat.error?.message).toContain('1000')
})
