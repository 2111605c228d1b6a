/** The package's own interface: the assistant, and its parts for those who build with LangChain. */
export { type Assistant, createAssistant } from './assistant.js'
export { type Config, readConfig } from './config.js'
export { type Answer, type AnswerEvent, answerRequestSchema } from './domain/answer.js'
export { createLangChainEmbeddings } from './embedding/langchain-embeddings.js'
export { type OpenedAssistant, openAssistant } from './open-assistant.js'
export { createLangChainRetriever } from './retrieval/langchain-retriever.js'
